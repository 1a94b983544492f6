import { causeOf, logProblem } from "../../domain/kernel/log.ts";
import { within } from "../../queues/kernel/within.ts";
import { database } from "../kernel/d1.ts";
import { type Outcome, sendMail } from "./adapters/mail.ts";
import { addressed } from "./addressed.ts";
import type { Env } from "./env.ts";
import { dueMails, nextDue, postpone, type QueuedMail, type Settled, settle, suppressLate } from "./queries.ts";

const PAGE = 20;
/** Mails in one run; what remains follows in the next, at once. */
const PAGES_MAX = 10;
/** So many failures on end are an outage, and not the mails': the run ends. */
const FAILURES_MAX = 3;
const RETRY_FIRST_MS = 1_000;
const RETRY_MAX_MS = 5 * 60_000;
const DOUBLINGS_MAX = 10;
const FACTS_MS = 10_000;

/** Sends what is due, one after another. Answers when to come again (epoch ms), or null when nothing is left to send. */
export async function sendDue(env: Env): Promise<number | null> {
  const db = database(env.DB);
  await suppressLate(db, Date.now());
  let failures = 0;
  for (let page = 0; page < PAGES_MAX; page++) {
    const due = await dueMails(db, Date.now(), PAGE);
    for (const mail of due) {
      const failure = await sendOne(env, mail);
      failures = failure === null ? 0 : failures + 1;
      if (failure !== null && (failure.concernsAll || failures === FAILURES_MAX)) return failure.again;
    }
    if (due.length === 0) break;
  }
  const next = await nextDue(db);
  return next === null ? null : Math.max(next, Date.now());
}

/** A mail that must be tried `again` (epoch ms). `concernsAll`: the provider has asked us to wait, whatever the mail. */
type Failure = { again: number; concernsAll: boolean };

/** Null when it is settled. */
async function sendOne(env: Env, { position, key, occasion, tries }: QueuedMail): Promise<Failure | null> {
  const outcome = await outcomeOf(env, { key, occasion });
  const db = database(env.DB);
  if (outcome.kind === "later") {
    logProblem("mail not sent", { mail: key, tries: tries + 1, cause: outcome.reason });
    const again = Date.now() + Math.max(delayAfter(tries), outcome.afterMs);
    await postpone(db, position, again);
    return { again, concernsAll: outcome.afterMs > 0 };
  }
  if (outcome.kind === "refused") logProblem("mail refused", { mail: key, reason: outcome.reason });
  await settle(db, position, settledBy(outcome), Date.now());
  return null;
}

type Ended = Exclude<Outcome, { kind: "later" }> | { kind: "suppressed"; reason: string };

async function outcomeOf(
  env: Env,
  { key, occasion }: Pick<QueuedMail, "key" | "occasion">,
): Promise<Ended | Extract<Outcome, { kind: "later" }>> {
  try {
    const mail = await within(FACTS_MS, "facts of a mail", addressed(env, occasion));
    if ("reason" in mail) return { kind: "suppressed", reason: mail.reason };
    return await sendMail(env, { from: env.MAIL_FROM, ...mail }, key);
  } catch (cause) {
    // Whoever knows the address is away.
    return { kind: "later", reason: causeOf(cause), afterMs: 0 };
  }
}

function settledBy(ended: Ended): Settled {
  if (ended.kind === "sent") return { state: "sent", providerId: ended.id };
  return { state: ended.kind, reason: ended.reason };
}

function delayAfter(tries: number): number {
  return Math.min(RETRY_FIRST_MS * 2 ** Math.min(tries, DOUBLINGS_MAX), RETRY_MAX_MS);
}
