import { env } from "cloudflare:workers";
import { asc, getTableColumns, like } from "drizzle-orm";
import type { Caller } from "../../../contracts/caller.ts";
import type { EventsApi } from "../../../contracts/events.ts";
import lists from "../../../d1/migrations/orders/0001_orders.sql?raw";
import applied from "../../../d1/migrations/orders/0002_applied.sql?raw";
import { orders } from "../../../d1/schema/orders.ts";
import type { UserId } from "../../../domain/kernel/ids.ts";
import type { PartitionObject } from "../../../durable-objects/partition.ts";
import { projectOrders } from "../../../queues/consumers/orders/lists.ts";
import type { Delivery, Envelope } from "../../../queues/envelope.ts";
import type { WrittenOrderEvent } from "../../../queues/events/order.ts";
import { consume } from "../../../queues/kernel/apply-once.ts";
import { PARTITIONS } from "../../../queues/partition.ts";
import { database } from "../../../workers/kernel/d1.ts";
import { deliver } from "../../support/consuming.ts";
import { envelope } from "../../support/events.ts";
import { migrate } from "../../support/migrate.ts";

const bound = env as unknown as {
  DB: D1Database;
  EVENTS: EventsApi;
  PARTITIONS: DurableObjectNamespace<PartitionObject>;
};
export const { DB, EVENTS } = bound;
export const db = database(DB);
export const partitions = Array.from({ length: PARTITIONS }, (_, index) =>
  bound.PARTITIONS.getByName(`partition-${index}`),
);
export const ORDERS: Caller = { kind: "system", name: "orders" };
export const STAFF: Caller = { kind: "staff", userId: "usr_1" as UserId, permissions: ["events:write"], tokens: {} };

/** The database is made once for all files of the project. */
export async function prepared(): Promise<void> {
  const found = await DB.prepare("SELECT name FROM sqlite_master WHERE name = 'orders'").all();
  if (found.results.length === 0) await migrate(DB, lists, applied);
}

/** 32 characters, as an order's id has them; orders of one test begin alike. */
export const orderId = (test: string, index: number) =>
  `ord_${`${test}x${String(index).padStart(2, "0")}`.padEnd(32, "0")}`;

type Said = {
  [Type in WrittenOrderEvent["type"]]: Omit<Extract<WrittenOrderEvent, { type: Type }>["data"], "orderId">;
};

/** Live lists that hold what the log holds, and nothing that other tests have written past it. */
export async function preparedFromLog(): Promise<void> {
  await prepared();
  await DB.batch(["DELETE FROM orders", "DELETE FROM applied"].map((statement) => DB.prepare(statement)));
  const deliveries = await wholeLog();
  for (let from = 0; from < deliveries.length; from += 100) await listen(deliveries.slice(from, from + 100));
}

/** What an order says, one event after the other. */
export class Story {
  readonly id: string;
  #seq = 0;

  constructor(id: string) {
    this.id = id;
  }

  says<Type extends WrittenOrderEvent["type"]>(type: Type, data: Said[Type]): Envelope {
    return envelope(`order/${this.id}`, ++this.#seq, { type, data: { orderId: this.id, ...data } });
  }

  isConfirmed(more: { customerId?: string; placedAt?: number; totalMinor?: number } = {}): Envelope {
    return this.says("OrderConfirmed", {
      ...{ number: "ABCDE-12345", customerId: null, currency: "USD", totalMinor: 2_500, lines: [] },
      ...{
        destination: { country: "DE", postalCode: "10115" },
        shippingOptionId: "standard",
        placedAt: 1_750_000_000_000,
      },
      ...more,
    });
  }
}

/** Runs the live consumer. */
export const listen = (deliveries: readonly Delivery[], events: EventsApi = EVENTS) =>
  deliver(deliveries, (batch) => consume(batch, { db, subscriber: "orders-lists", events }, projectOrders));

/** Appends to the log and brings the events to the live lists, as a queue does that works. */
export async function happens(...envelopes: Envelope[]): Promise<void> {
  await EVENTS.append(ORDERS, envelopes);
  await listen(await deliveriesOf(envelopes));
}

async function deliveriesOf(envelopes: Envelope[]): Promise<Delivery[]> {
  const wanted = new Set(envelopes.map((each) => each.id));
  return (await wholeLog()).filter((delivery) => wanted.has(delivery.envelope.id));
}

async function wholeLog(): Promise<Delivery[]> {
  return (await Promise.all(partitions.map((_, partition) => partitionLog(partition)))).flat();
}

async function partitionLog(partition: number): Promise<Delivery[]> {
  const logged: Delivery[] = [];
  for (let after = 0, end = false; !end; after = logged.at(-1)?.offset ?? 0) {
    const page = await EVENTS.read(ORDERS, partition, after, ["order"]);
    logged.push(...page.events.map((event) => ({ partition, ...event })));
    end = page.end;
  }
  return logged;
}

/** Every column of a test's orders. */
export const listed = (test: string) =>
  db
    .select(getTableColumns(orders))
    .from(orders)
    .where(like(orders.id, `ord_${test}x%`))
    .orderBy(asc(orders.id))
    .all();
