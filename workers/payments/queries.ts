import { asc, inArray, lt, sql } from "drizzle-orm";
import type { DrizzleD1Database } from "drizzle-orm/d1";
import type { WebhookReceipt } from "../../contracts/payments.ts";
import { webhookEvents } from "../../d1/schema/payments.ts";

/** Ten times as long as the provider repeats an event (3 days). */
const KEPT_MS = 30 * 24 * 60 * 60_000;
const DROPPED_AT_ONCE = 1_000;
const ROUNDS_MAX = 50;

/** One row per event, in one statement, however often it comes: the first receipt and the first time it was taken stay. */
export async function noteReceived(
  db: DrizzleD1Database,
  { eventId: id, type, createdAt, fact }: WebhookReceipt,
  { taken, now }: { taken: boolean; now: number },
): Promise<void> {
  const about = { ref: fact?.ref ?? null, orderId: fact?.orderId ?? null };
  await db
    .insert(webhookEvents)
    .values({ id, type, createdAt, ...about, receivedAt: now, doneAt: taken ? now : null })
    .onConflictDoUpdate({
      target: webhookEvents.id,
      set: { doneAt: sql`coalesce(${webhookEvents.doneAt}, excluded.done_at)` },
    });
}

/** Drops what is long past being repeated, a bounded number a day. */
export async function dropOld(db: DrizzleD1Database, now: number): Promise<void> {
  const old = db
    .select({ id: webhookEvents.id })
    .from(webhookEvents)
    .where(lt(webhookEvents.receivedAt, now - KEPT_MS))
    .orderBy(asc(webhookEvents.receivedAt))
    .limit(DROPPED_AT_ONCE);
  for (let round = 0; round < ROUNDS_MAX; round++) {
    const dropped = await db.delete(webhookEvents).where(inArray(webhookEvents.id, old)).returning({
      id: webhookEvents.id,
    });
    if (dropped.length < DROPPED_AT_ONCE) return;
  }
}

/** Throws when the database cannot be read. */
export async function readable(db: DrizzleD1Database): Promise<void> {
  await db.select({ id: webhookEvents.id }).from(webhookEvents).limit(1).get();
}
