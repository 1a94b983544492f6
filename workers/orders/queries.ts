import { and, desc, eq, inArray, sql } from "drizzle-orm";
import type { DrizzleD1Database } from "drizzle-orm/d1";
import type { CommonRefusal, Page, PageRequest } from "../../contracts/caller.ts";
import { orders } from "../../d1/schema/orders.ts";
import type { OrderId, UserId } from "../../domain/kernel/ids.ts";
import { money } from "../../domain/kernel/money.ts";
import { err, ok, type Result } from "../../domain/kernel/result.ts";
import type { OrderSummary } from "../../domain/orders/types.ts";
import { readCursor, writeCursor } from "./list-cursor.ts";

/** Which of these orders the list has not heard of yet; at most 100. */
export async function unlistedOf(db: DrizzleD1Database, ids: readonly OrderId[]): Promise<OrderId[]> {
  if (ids.length === 0) return [];
  const rows = await db
    .select({ id: orders.id })
    .from(orders)
    .where(inArray(orders.id, [...ids]))
    .all();
  const listed = new Set(rows.map(({ id }) => id));
  return ids.filter((id) => !listed.has(id));
}

/** One page of a customer's orders, newest first; served by the index over customer, time and id. */
export async function ordersOf(
  db: DrizzleD1Database,
  customerId: UserId,
  page: PageRequest,
): Promise<Result<Page<OrderSummary>, CommonRefusal>> {
  const place = page.cursor === undefined ? undefined : readCursor(page.cursor);
  if (place === null) return err({ code: "parameter", errors: [{ path: "cursor", code: "parameter" }] });
  const before = place && sql`(${orders.placedAt}, ${orders.id}) < (${place.placedAt}, ${place.id})`;
  const rows = await db
    .select({
      id: orders.id,
      number: orders.number,
      status: orders.status,
      paid: orders.paid,
      currency: orders.currency,
      totalMinor: orders.totalMinor,
      placedAt: orders.placedAt,
    })
    .from(orders)
    .where(and(eq(orders.customerId, customerId), before))
    .orderBy(desc(orders.placedAt), desc(orders.id))
    .limit(page.limit + 1)
    .all();
  const shown = rows.slice(0, page.limit);
  const last = shown.at(-1);
  const items = shown.map(({ currency, totalMinor, placedAt, ...row }) => ({
    ...row,
    total: money(totalMinor, currency),
    placedAt: new Date(placedAt).toISOString(),
  }));
  return ok({ items, nextCursor: rows.length > page.limit && last ? writeCursor(last) : null });
}
