import { and, asc, gte, lte, sql } from "drizzle-orm";
import type { Caller } from "../../contracts/caller.ts";
import type { Reassertion } from "../../contracts/inventory.ts";
import type { OrderRefusal, Reconciled, ReconcilePage } from "../../contracts/orders.ts";
import { orders } from "../../d1/schema/orders.ts";
import { inParallel } from "../../domain/kernel/parallel.ts";
import { err, ok, type Result } from "../../domain/kernel/result.ts";
import { scarceLines } from "../../durable-objects/effects/holds.ts";
import { may } from "../kernel/access.ts";
import { database } from "../kernel/d1.ts";
import { type Env, homeOf, ORDERS_CALLER } from "./env.ts";
import { readCursor, writeCursor } from "./list-cursor.ts";

/** Orders in one call: each may have a hundred lines, and every line is a SKU's object. */
const ORDERS_MAX = 10;
/** What an order told when it was confirmed has reached the log after this, or its outbox is in trouble and says so. */
const TOLD_MS = 5_000;
/** An order was placed before its goods were sold: goods sold since a time belong to orders placed a little earlier. */
const BEFORE_MS = 60 * 60_000;

/**
 * After the stock of SKUs was set back to an earlier time (`since`; done at `until`): tells inventory again what every confirmed
 * order placed between came to. Orders that are still pending need no telling: each asks for its goods again before it is
 * confirmed. Staff with `inventory:write`; page by page, and again from the start if a page fails: nothing counts twice.
 * `list_behind`: orders are found by their list, which has not heard of everything that happened until then.
 */
export async function reconcileStock(
  env: Env,
  caller: Caller,
  { since, until, cursor }: ReconcilePage,
): Promise<Result<Reconciled, OrderRefusal>> {
  if (!may(caller, "inventory:write")) return err({ code: "forbidden" });
  const behindSince = await env.EVENTS.waitingSince(ORDERS_CALLER, "orders-lists");
  const isBehind = Date.now() < until + TOLD_MS || (behindSince !== null && behindSince <= until + TOLD_MS);
  if (isBehind) return err({ code: "list_behind" });
  const place = cursor === undefined ? undefined : readCursor(cursor);
  if (place === null) return err({ code: "parameter", errors: [{ path: "cursor", code: "parameter" }] });
  const after = place && sql`(${orders.placedAt}, ${orders.id}) > (${place.placedAt}, ${place.id})`;
  const page = await database(env.DB)
    .select({ id: orders.id, placedAt: orders.placedAt })
    .from(orders)
    .where(and(gte(orders.placedAt, since - BEFORE_MS), lte(orders.placedAt, until), after))
    .orderBy(asc(orders.placedAt), asc(orders.id))
    .limit(ORDERS_MAX + 1)
    .all();
  const shown = page.slice(0, ORDERS_MAX);
  const said = await inParallel(shown, async ({ id }): Promise<Reassertion[]> => {
    const { state } = await homeOf(env, id).read(id);
    if (state.terms === null || state.holds.status === "none") return [];
    const { status: holds, until } = state.holds;
    return [{ orderId: id, lines: scarceLines(state.terms), holds, until }];
  });
  const owed = await env.INVENTORY.reassert(ORDERS_CALLER, said.flat());
  const last = shown.at(-1);
  return ok({
    orders: shown.length,
    owed,
    nextCursor: page.length > ORDERS_MAX && last ? writeCursor(last) : null,
  });
}
