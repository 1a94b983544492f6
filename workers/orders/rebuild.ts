import type { EventsApi } from "../../contracts/events.ts";
import { ordersNext } from "../../d1/schema/orders.ts";
import { rebuildOf } from "../../durable-objects/rebuild.ts";
import { ordersInto, projectOrders } from "../../queues/consumers/orders/lists.ts";
import { besideOf, exchanged } from "../kernel/beside.ts";

type Env = { DB: D1Database; EVENTS: Pick<EventsApi, "read"> };

/** Writes the lists of orders anew from the event log beside the live ones, and swaps them in. */
export class RebuildObject extends rebuildOf<Env>("orders", "orders-lists", ({ DB }) =>
  besideOf(DB, "orders-lists", {
    live: projectOrders,
    next: ordersInto(ordersNext),
    besides: [{ table: ordersNext, key: ordersNext.id }],
    flip: (db) => exchanged(db, "orders", "orders_next"),
  }),
) {}
