import { eq, sql } from "drizzle-orm";
import type { DrizzleD1Database } from "drizzle-orm/d1";
import type { Caller } from "../../contracts/caller.ts";
import type { EventsApi } from "../../contracts/events.ts";
import type { OrderRefusal } from "../../contracts/orders.ts";
import { applied } from "../../d1/schema/applied.ts";
import { ordersNext } from "../../d1/schema/orders.ts";
import { assert } from "../../domain/kernel/assert.ts";
import { causeOf } from "../../domain/kernel/log.ts";
import { err, ok, type Result } from "../../domain/kernel/result.ts";
import { ordersInto } from "../../queues/consumers/orders/lists.ts";
import { apply } from "../../queues/kernel/apply.ts";
import { within } from "../../queues/kernel/within.ts";
import { PARTITIONS } from "../../queues/partition.ts";
import type { Subscriber } from "../../queues/subscriptions.ts";
import { may, system } from "../kernel/access.ts";
import { database } from "../kernel/d1.ts";

const LIVE: Subscriber = "orders-lists";
const NEXT = `${LIVE}~next`;
const READ_MS = 20_000;
const PAGES_MAX = 100_000;
/** How often the live lists may overtake a rebuild between its last page and its swap. */
const ROUNDS_MAX = 20;

const projection = ordersInto(ordersNext);

/** How far a partition was read, and how many orders began in it. */
type Place = { offset: number; orders: number };

/** Writes the lists anew from the event log beside the live ones, and swaps them in. */
export async function rebuildLists(
  env: { DB: D1Database; EVENTS: EventsApi },
  caller: Caller,
): Promise<Result<{ orders: number }, OrderRefusal>> {
  if (!may(caller, "events:write")) return err({ code: "forbidden" });
  const db = database(env.DB);
  await db.batch([db.delete(ordersNext), db.delete(applied).where(eq(applied.subscriber, NEXT))]);
  const places = Array.from({ length: PARTITIONS }, () => ({ offset: 0, orders: 0 }));
  for (let round = 1; ; round++) {
    for (const [partition, place] of places.entries()) await catchUp(db, env.EVENTS, partition, place);
    if (await swap(db)) break;
    assert(round < ROUNDS_MAX, "a rebuild catches up with the live lists");
  }
  return ok({ orders: places.reduce((sum, place) => sum + place.orders, 0) });
}

/** Applies what the log has behind a place, and moves the place on. */
async function catchUp(db: DrizzleD1Database, events: EventsApi, partition: number, place: Place): Promise<void> {
  for (let pages = 0; pages < PAGES_MAX; pages++) {
    const reading = events.read(system("orders"), partition, place.offset, ["order"]);
    const page = await within(READ_MS, "read of the log", reading);
    const items = page.events.map(({ envelope }) => ({ envelope, event: projection.read(envelope) }));
    const streams = [...Map.groupBy(items, (item) => item.envelope.stream).values()];
    const done = await apply({ db, name: NEXT }, streams, projection);
    assert(done.size === items.length, "every event of the log applies; is another rebuild running?");
    place.orders += items.filter((item) => item.event.type === "OrderConfirmed").length;
    place.offset = page.events.at(-1)?.offset ?? place.offset;
    if (page.end) return;
  }
  throw new Error("the log is longer than a rebuild reads");
}

/**
 * The two tables change names and the new one's places become the live ones, in one commit. False when the live lists have
 * applied what the new ones have not: the first statement then breaks the CHECK of `step`.
 */
async function swap(db: DrizzleD1Database): Promise<boolean> {
  const reachedByNext = sql`coalesce((SELECT seq FROM applied AS next WHERE next.subscriber = ${NEXT} AND next.stream = applied.stream), 0)`;
  try {
    await db.batch([
      db.update(applied).set({ step: 0 }).where(sql`subscriber = ${LIVE} AND seq > ${reachedByNext}`),
      db.delete(applied).where(eq(applied.subscriber, LIVE)),
      db.update(applied).set({ subscriber: LIVE }).where(eq(applied.subscriber, NEXT)),
      db.run(sql`ALTER TABLE orders RENAME TO orders_last`),
      db.run(sql`ALTER TABLE orders_next RENAME TO orders`),
      db.run(sql`ALTER TABLE orders_last RENAME TO orders_next`),
      db.delete(ordersNext),
    ]);
    return true;
  } catch (cause) {
    if (causeOf(cause).includes("CHECK constraint failed")) return false;
    throw cause;
  }
}
