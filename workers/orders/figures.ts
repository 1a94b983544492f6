import { asc, count, eq, sql } from "drizzle-orm";
import type { DrizzleD1Database } from "drizzle-orm/d1";
import type { OrderFigures } from "../../contracts/orders.ts";
import { orderCounts, stuckSagas } from "../../d1/schema/orders.ts";

/** More would be a calamity, of which the exact number does not matter. */
const STUCK_MAX = 10_000;

/** One batch: the counts that the triggers keep, and the short table of those in trouble. */
export async function figures(db: DrizzleD1Database): Promise<OrderFigures> {
  const stuck = db.select({ reason: stuckSagas.reason }).from(stuckSagas).limit(STUCK_MAX).as("stuck");
  const [byStatus, byReason] = await db.batch([
    db
      .select({ status: orderCounts.status, orders: orderCounts.orders })
      .from(orderCounts)
      .where(eq(orderCounts.slot, LIVE_SLOT))
      .orderBy(asc(orderCounts.status)),
    db.select({ reason: stuck.reason, orders: count() }).from(stuck).groupBy(stuck.reason).orderBy(asc(stuck.reason)),
  ]);
  return { byStatus, stuck: byReason };
}

/** A rebuild exchanges the tables, and their triggers go with them: the live slot is the one whose triggers stand on `orders` now. */
const LIVE_SLOT = sql<string>`(SELECT substr(name, length('orders_counted_') + 1, 1) FROM sqlite_schema WHERE type = 'trigger' AND tbl_name = 'orders' AND name GLOB 'orders_counted_[ab]_in')`;
