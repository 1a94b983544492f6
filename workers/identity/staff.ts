import type { IdentityRefusal, UserView } from "../../contracts/identity.ts";
import { emailKey } from "../../domain/identity/email.ts";
import { judgePassword } from "../../domain/identity/password.ts";
import type { Role } from "../../domain/identity/permissions.ts";
import { nameFaults } from "../../domain/identity/profile.ts";
import { present } from "../../domain/kernel/assert.ts";
import { err, ok, type Result } from "../../domain/kernel/result.ts";
import { database } from "../kernel/d1.ts";
import { idsOf } from "../kernel/ids.ts";
import type { Env } from "./env.ts";
import { type Hashed, hashPassword, isPassword } from "./passwords.ts";
import { sessionsOf } from "./sessions.ts";
import { type Credentials, changeCredentials, insertUser, readCredentials, readUser } from "./users.ts";

/** Two who change the same account at once: the later reads again. */
const TRIES_MAX = 3;

export type StaffRequest = { email: string; password: string; name: string; role: Role };

/** `resets`: may the password of somebody who is staff already be replaced? */
export async function setStaff(
  env: Env,
  request: StaffRequest,
  resets: boolean,
): Promise<Result<UserView, IdentityRefusal>> {
  const { email, password, name, role } = request;
  const key = emailKey(email);
  if (key === null) return err({ code: "email_invalid" });
  const errors = nameFaults(name);
  if (errors.length > 0) return err({ code: "parameter", errors });
  const judged = judgePassword(password);
  if (!judged.ok) return judged;
  const db = database(env.DB);
  for (let tries = 0; tries < TRIES_MAX; tries++) {
    const account = await readCredentials(db, key);
    if (account === null) {
      const hashed = hashPassword(env.PASSWORD_PEPPER, password);
      const id = idsOf(env).mint("usr");
      const user = await insertUser(
        db,
        { id, email, emailKey: key, name, role, ...hashed, createdAt: Date.now() },
        { told: false },
      );
      if (user !== null) return ok(user);
    } else if (await changeTo(env, account, { role, ...replacement(env, account, password, resets) })) {
      return ok(present(await readUser(db, account.id), "the account"));
    }
  }
  throw new Error("an account was changed during every try");
}

/**
 * Whoever becomes staff gets the password given here, and the old one ends: an e-mail address is not proven, so who registered
 * it before need not be who is meant. Somebody who is staff keeps theirs, unless it may be reset and differs.
 */
function replacement(env: Env, account: Credentials, password: string, resets: boolean): Hashed | null {
  const mayReplace = resets || account.role === "customer";
  if (!mayReplace || isPassword(env.PASSWORD_PEPPER, account, password)) return null;
  return hashPassword(env.PASSWORD_PEPPER, password);
}

/** False where it was changed meanwhile. Every session that rests on what was before ends, even if this is cut short. */
async function changeTo(env: Env, account: Credentials, change: Partial<Hashed> & { role: Role }): Promise<boolean> {
  const { id, credentialVersion, role } = account;
  if (change.role === role && change.password === undefined) return true;
  await sessionsOf(env, id).expectChange(id);
  if (!(await changeCredentials(database(env.DB), account, change))) return false;
  await sessionsOf(env, id).align(id, credentialVersion + 1);
  return true;
}
