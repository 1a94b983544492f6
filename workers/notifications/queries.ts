import { and, asc, eq, inArray, isNotNull, lt, lte, notExists, sql } from "drizzle-orm";
import type { DrizzleD1Database } from "drizzle-orm/d1";
import { alias } from "drizzle-orm/sqlite-core";
import { mails } from "../../d1/schema/notifications.ts";
import { MAIL_WITHIN_MS, type Occasion } from "../../domain/notifications/occasion.ts";

/** The rows of mails that are settled are kept for questions: "did you write to me?" */
const KEPT_MS = 400 * 24 * 60 * 60_000;
const DROPPED_AT_ONCE = 1_000;
const ROUNDS_MAX = 50;

export type QueuedMail = { position: number; key: string; occasion: Occasion; tries: number };
/** How a mail ends. */
export type Settled =
  | { state: "sent"; providerId: string | null }
  | { state: "refused" | "suppressed"; reason: string };

const isQueued = eq(mails.state, "queued");

/** Of mails about the same only the first that waits may leave. */
function isNext(db: DrizzleD1Database) {
  const earlier = alias(mails, "earlier");
  const waitsBefore = db
    .select({ position: earlier.position })
    .from(earlier)
    .where(and(eq(earlier.state, "queued"), eq(earlier.matter, mails.matter), lt(earlier.position, mails.position)));
  return and(isQueued, notExists(waitsBefore));
}

/** What is due, oldest first. */
export function dueMails(db: DrizzleD1Database, now: number, limit: number): Promise<QueuedMail[]> {
  return db
    .select({ position: mails.position, key: mails.key, occasion: mails.occasion, tries: mails.tries })
    .from(mails)
    .where(and(isNext(db), lte(mails.dueAt, now)))
    .orderBy(asc(mails.dueAt), asc(mails.position))
    .limit(limit)
    .all();
}

/** Mails that nobody waits for any more. */
export async function suppressLate(db: DrizzleD1Database, now: number): Promise<void> {
  await db
    .update(mails)
    .set({ state: "suppressed", reason: "too_late", settledAt: now })
    .where(and(isQueued, lt(mails.happenedAt, now - MAIL_WITHIN_MS)))
    .run();
}

export async function settle(db: DrizzleD1Database, position: number, settled: Settled, now: number): Promise<void> {
  await db
    .update(mails)
    .set({ ...settled, settledAt: now, tries: sql`${mails.tries} + 1` })
    .where(and(isQueued, eq(mails.position, position)))
    .run();
}

export async function postpone(db: DrizzleD1Database, position: number, dueAt: number): Promise<void> {
  await db
    .update(mails)
    .set({ dueAt, tries: sql`${mails.tries} + 1` })
    .where(and(isQueued, eq(mails.position, position)))
    .run();
}

/** When the next mail that may leave is due; null when none is queued. */
export async function nextDue(db: DrizzleD1Database): Promise<number | null> {
  const row = await db
    .select({ at: mails.dueAt })
    .from(mails)
    .where(isNext(db))
    .orderBy(asc(mails.dueAt))
    .limit(1)
    .get();
  return row?.at ?? null;
}

/** Drops what was settled long ago, a bounded number a day. */
export async function dropOld(db: DrizzleD1Database, now: number): Promise<void> {
  const old = db
    .select({ position: mails.position })
    .from(mails)
    .where(and(isNotNull(mails.settledAt), lt(mails.settledAt, now - KEPT_MS)))
    .orderBy(asc(mails.settledAt))
    .limit(DROPPED_AT_ONCE);
  for (let round = 0; round < ROUNDS_MAX; round++) {
    const dropped = await db.delete(mails).where(inArray(mails.position, old)).returning({ position: mails.position });
    if (dropped.length < DROPPED_AT_ONCE) return;
  }
}

/** Throws when the database cannot be read. */
export async function readable(db: DrizzleD1Database): Promise<void> {
  await db.select({ position: mails.position }).from(mails).limit(1).get();
}
