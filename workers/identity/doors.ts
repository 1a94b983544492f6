import { createHmac } from "node:crypto";
import {
  type AttemptRefusal,
  type Limit,
  LOGINS_PER_ACCOUNT,
  LOGINS_PER_ADDRESS,
  REGISTRATIONS_PER_ADDRESS,
  REGISTRATIONS_PER_EMAIL,
} from "../../domain/identity/attempts.ts";
import { networkOf } from "../../domain/identity/network.ts";
import type { Result } from "../../domain/kernel/result.ts";
import type { Attempt } from "../../durable-objects/session/attempt-counts.ts";
import { home } from "../kernel/home.ts";
import type { Env } from "./env.ts";

/** Objects that count attempts. Fixed for a shop's life. */
const DOORS = 8;

/** Who stands at the door: an e-mail address as it is compared, known here or not, and where it is tried from. */
export type Visitor = { emailKey: string; ip: string };

/**
 * Counts a login before it is tried. Addresses without an account are counted like others, and in the same objects: who is
 * refused here learns nothing of either.
 */
export async function admitLogin(env: Env, visitor: Visitor): Promise<Result<null, AttemptRefusal>> {
  const fromThere = await take(env, networkAttempt(env, "login", visitor), LOGINS_PER_ADDRESS);
  return fromThere.ok ? take(env, loginAttempt(env, visitor), LOGINS_PER_ACCOUNT) : fromThere;
}

/** The password was right. */
export async function welcome(env: Env, visitor: Visitor): Promise<void> {
  const network = networkAttempt(env, "login", visitor);
  const login = loginAttempt(env, visitor);
  await Promise.all([doorOf(env, network).giveBack(network), doorOf(env, login).succeed(login)]);
}

/** Counts the attempt, and refuses it when there were too many from there or for that address. */
export async function admitRegistration(env: Env, visitor: Visitor): Promise<Result<null, AttemptRefusal>> {
  const fromThere = await take(env, networkAttempt(env, "register", visitor), REGISTRATIONS_PER_ADDRESS);
  if (!fromThere.ok) return fromThere;
  return take(env, { subject: hashed(env, "register", visitor.emailKey), place: "" }, REGISTRATIONS_PER_EMAIL);
}

/** A new account is known from where it was made. */
export async function settleIn(env: Env, visitor: Visitor): Promise<void> {
  const login = loginAttempt(env, visitor);
  await doorOf(env, login).succeed(login);
}

function take(env: Env, attempt: Attempt, limit: Limit): Promise<Result<null, AttemptRefusal>> {
  return doorOf(env, attempt).attempt(attempt, limit);
}

function loginAttempt(env: Env, { emailKey, ip }: Visitor): Attempt {
  return { subject: hashed(env, "login", emailKey), place: hashed(env, "place", networkOf(ip)) };
}

function networkAttempt(env: Env, what: "login" | "register", { ip }: Visitor): Attempt {
  return { subject: hashed(env, `${what} from`, networkOf(ip)), place: "" };
}

function doorOf(env: Env, { subject }: Attempt) {
  return env.SESSIONS.getByName(home("door", subject, DOORS));
}

/** With a key: there are so few network addresses that a bare hash of one could be looked up. */
function hashed(env: Env, what: string, text: string): string {
  return createHmac("sha256", env.TOKEN_KEYS)
    .update(JSON.stringify(["attempts", what, text]))
    .digest("base64url");
}
