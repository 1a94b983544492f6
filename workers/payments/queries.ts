import { and, asc, eq, inArray, isNull, lt, sql } from "drizzle-orm";
import type { DrizzleD1Database } from "drizzle-orm/d1";
import { webhookEvents } from "../../d1/schema/payments.ts";
import { present } from "../../domain/kernel/assert.ts";
import type { OrderId } from "../../domain/kernel/ids.ts";

/** Ten times as long as the provider repeats an event (3 days). */
const KEPT_MS = 30 * 24 * 60 * 60_000;
const DROPPED_AT_ONCE = 1_000;
const ROUNDS_MAX = 50;

export type Received = {
  id: string;
  type: string;
  createdAt: number;
  fact: { orderId: OrderId; ref: string } | null;
};

/** Stores the event, once, in one statement. Answers whether an order had taken it before. */
export async function storeReceived(db: DrizzleD1Database, event: Received, now: number): Promise<boolean> {
  const { id, type, createdAt, fact } = event;
  const row = { id, type, createdAt, receivedAt: now, ref: fact?.ref ?? null, orderId: fact?.orderId ?? null };
  const stored = await db
    .insert(webhookEvents)
    .values(row)
    // Changes nothing; only so that the row that is there answers.
    .onConflictDoUpdate({ target: webhookEvents.id, set: { id: sql`excluded.id` } })
    .returning({ doneAt: webhookEvents.doneAt })
    .get();
  return present(stored, "the stored event").doneAt !== null;
}

export async function markDone(db: DrizzleD1Database, id: string, now: number): Promise<void> {
  await db
    .update(webhookEvents)
    .set({ doneAt: now })
    .where(and(eq(webhookEvents.id, id), isNull(webhookEvents.doneAt)));
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
