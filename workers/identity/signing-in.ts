import type { DrizzleD1Database } from "drizzle-orm/d1";
import type { IdentityRefusal, TokenPair, UserView } from "../../contracts/identity.ts";
import { emailKey } from "../../domain/identity/email.ts";
import { judgePassword } from "../../domain/identity/password.ts";
import { nameFaults } from "../../domain/identity/profile.ts";
import { assert } from "../../domain/kernel/assert.ts";
import type { UserId } from "../../domain/kernel/ids.ts";
import { err, ok, type Result } from "../../domain/kernel/result.ts";
import { database } from "../kernel/d1.ts";
import { idsOf } from "../kernel/ids.ts";
import { admitLogin, admitRegistration, settleIn, welcome } from "./doors.ts";
import type { Env } from "./env.ts";
import { tellRepeated } from "./outbox.ts";
import { hashPassword, isPassword, needsRehash } from "./passwords.ts";
import { openSession } from "./sessions.ts";
import { insertUser, readCredentials, readOwner, rehash } from "./users.ts";

/** Credentials that change while somebody logs in are read again this often. */
const TRIES_MAX = 3;

export type Registration = { email: string; password: string; name: string; ip: string };
export type Login = { email: string; password: string; ip: string };

export async function register(
  env: Env,
  { email, password, name, ip }: Registration,
): Promise<Result<TokenPair & { user: UserView }, IdentityRefusal>> {
  const key = emailKey(email);
  if (key === null) return err({ code: "email_invalid" });
  const errors = nameFaults(name);
  if (errors.length > 0) return err({ code: "parameter", errors });
  const judged = judgePassword(password);
  if (!judged.ok) return judged;
  const visitor = { emailKey: key, ip };
  const admitted = await admitRegistration(env, visitor);
  if (!admitted.ok) return admitted;
  const db = database(env.DB);
  // Spares the hash; the insertion below is what decides.
  const owner = await readOwner(db, key);
  if (owner !== null) return taken(db, owner);
  const hashed = hashPassword(env.PASSWORD_PEPPER, password);
  const account = { id: idsOf(env).mint("usr"), email, emailKey: key, name, role: "customer", ...hashed } as const;
  const user = await insertUser(db, { ...account, createdAt: Date.now() }, { told: true });
  if (user === null) return taken(db, await readOwner(db, key));
  const [opened] = await Promise.all([
    openSession(env, user.id, { role: user.role, credentialVersion: 1 }),
    settleIn(env, visitor),
  ]);
  assert(opened.ok, "a new account's session rests on its first credentials");
  return ok({ user, ...opened.value });
}

/** Who registers is told at once; who has the account, by mail. */
async function taken(db: DrizzleD1Database, owner: UserId | null): Promise<Result<never, { code: "email_taken" }>> {
  if (owner !== null) await tellRepeated(db, owner, Date.now());
  return err({ code: "email_taken" });
}

/** The same refusal, after the same work, whether the account or the password is wrong. */
export async function logIn(env: Env, { email, password, ip }: Login): Promise<Result<TokenPair, IdentityRefusal>> {
  const key = emailKey(email);
  const visitor = { emailKey: key ?? email, ip };
  const admitted = await admitLogin(env, visitor);
  if (!admitted.ok) return admitted;
  const db = database(env.DB);
  for (let tries = 0; tries < TRIES_MAX; tries++) {
    // An address that cannot be one is looked for all the same: it takes as long.
    const account = await readCredentials(db, key ?? "");
    const isRight = isPassword(env.PASSWORD_PEPPER, account, password);
    if (account === null || !isRight) return err({ code: "invalid_credentials" });
    const opened = await openSession(env, account.id, account);
    if (!opened.ok) continue;
    await welcome(env, visitor);
    if (needsRehash(env.PASSWORD_PEPPER, account)) {
      await rehash(db, account, hashPassword(env.PASSWORD_PEPPER, password));
    }
    return opened;
  }
  throw new Error("credentials were changed during every try");
}
