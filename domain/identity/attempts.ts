import { err, ok, type Result } from "../kernel/result.ts";

/** At most `max` in a window that begins with the first. */
export type Limit = { max: number; windowMs: number };

const MINUTE_MS = 60_000;

/** Failed logins of one account: from all places it never logged in from together, and from each place it did alone. */
export const LOGINS_PER_ACCOUNT: Limit = { max: 10, windowMs: 15 * MINUTE_MS };
/** Failed logins from one network address. Generous: a whole company, or a whole laptop, may be behind one. */
export const LOGINS_PER_ADDRESS: Limit = { max: 300, windowMs: 15 * MINUTE_MS };
export const REGISTRATIONS_PER_ADDRESS: Limit = { max: 600, windowMs: 60 * MINUTE_MS };
/** Each would tell that the e-mail address is known. */
export const REGISTRATIONS_PER_EMAIL: Limit = { max: 30, windowMs: 60 * MINUTE_MS };

/** The owner of an address is told of tries to register it again this seldom. */
export const REPEAT_TOLD_EVERY_MS = 60 * MINUTE_MS;

/** `until`: the end of the window, epoch ms. */
export type Attempts = { count: number; until: number };
export type AttemptRefusal = { code: "too_many_attempts"; retryAfterSeconds: number };

/** Counts one more, before it is known how it ends: of a hundred at once none slips through. Nobody is locked out for longer than a window. */
export function takeAttempt(known: Attempts | null, limit: Limit, now: number): Result<Attempts, AttemptRefusal> {
  if (known === null || now >= known.until) return ok({ count: 1, until: now + limit.windowMs });
  if (known.count < limit.max) return ok({ ...known, count: known.count + 1 });
  return err({ code: "too_many_attempts", retryAfterSeconds: Math.ceil((known.until - now) / 1_000) });
}
