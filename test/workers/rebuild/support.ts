import { env } from "cloudflare:workers";
import { expect, vi } from "vitest";
import type { RebuildStatus } from "../../../contracts/rebuild.ts";
import levelsSql from "../../../d1/migrations/inventory/0001_levels.sql?raw";
import levelsNextSql from "../../../d1/migrations/inventory/0003_levels_next.sql?raw";
import listsSql from "../../../d1/migrations/orders/0001_orders.sql?raw";
import appliedSql from "../../../d1/migrations/orders/0002_applied.sql?raw";
import { stockLevels } from "../../../queues/consumers/inventory/levels.ts";
import { projectOrders } from "../../../queues/consumers/orders/lists.ts";
import type { Delivery, Envelope } from "../../../queues/envelope.ts";
import { apply } from "../../../queues/kernel/apply.ts";
import { database } from "../../../workers/kernel/d1.ts";
import { envelope } from "../../support/events.ts";
import { migrate } from "../../support/migrate.ts";
import { append, type Bindings, log, nothing } from "./worker.ts";

export const { DB, LISTS, LEVELS } = env as unknown as Bindings;
const db = database(DB);

/** An empty log and empty projections: the tests of this folder follow one another. */
export async function emptied(): Promise<void> {
  const found = await DB.prepare("SELECT name FROM sqlite_master WHERE name = 'orders'").all();
  if (found.results.length === 0) await migrate(DB, listsSql, appliedSql, levelsSql, levelsNextSql);
  const tables = ["orders", "orders_next", "levels", "levels_next", "applied"];
  await DB.batch(tables.map((table) => DB.prepare(`DELETE FROM ${table}`)));
  for (const partition of log.partitions) partition.length = 0;
  Object.assign(log, { pageMax: 500, reads: [], moment: nothing });
}

export const rowsOf = async (table: string) => (await DB.prepare(`SELECT * FROM ${table} ORDER BY 1, 2`).all()).results;

/** Everything that readers and the live consumer rest on. */
export const live = async () => ({
  orders: await rowsOf("orders"),
  levels: await rowsOf("levels"),
  places: await rowsOf("applied"),
});

/** What lies beside, and who says that something does. */
export const beside = async () => [
  ...(await rowsOf("orders_next")),
  ...(await rowsOf("levels_next")),
  ...(await DB.prepare("SELECT * FROM applied WHERE subscriber LIKE '%~%'").all()).results,
];

/** Appends to the log and brings the events to the live projections, as a queue does that works. */
export async function happens(...envelopes: Envelope[]): Promise<void> {
  await heard(append(...envelopes));
}

export async function heard(deliveries: Delivery[]): Promise<void> {
  for (const { envelope } of deliveries) {
    const done = envelope.stream.startsWith("order/")
      ? await apply({ db, name: "orders-lists" }, [[{ envelope, event: projectOrders.read(envelope) }]], projectOrders)
      : await apply({ db, name: "inventory-levels" }, [[{ envelope, event: stockLevels.read(envelope) }]], stockLevels);
    expect(done.size).toBe(1);
  }
}

export const orderId = (index: number) => `ord_${String(index).padStart(32, "0")}`;

export function confirmed(index: number): Envelope {
  return says(index, 1, "OrderConfirmed", {
    ...{ number: `N-${index}`, customerId: `usr_${index % 7}`, currency: "USD", totalMinor: 100 * index, lines: [] },
    ...{ destination: { country: "DE", postalCode: "10115" }, shippingOptionId: "standard", placedAt: 5_000 + index },
  });
}

export function says(index: number, seq: number, type: string, data: object = {}): Envelope {
  return envelope(`order/${orderId(index)}`, seq, { type, data: { orderId: orderId(index), ...data } });
}

export function stock(sku: string, seq: number, available: number): Envelope {
  return envelope(`stock/${sku}`, seq, { type: "StockLevelChanged", data: { sku, available } });
}

/** Some orders, each at another point of its life, and some stock: 33 events of orders, 24 of stock. */
export async function aShop(): Promise<void> {
  for (let index = 0; index < 12; index++) {
    const said = [
      confirmed(index),
      says(index, 2, "OrderPaid", { capturedMinor: 100 * index }),
      says(index, 3, "OrderAttention", { reasons: ["backordered"] }),
      says(index, 4, "OrderFulfilled"),
      says(index, 5, "OrderCancelled", { reason: "lost" }),
    ];
    await happens(...said.slice(0, 1 + (index % 5)));
    const counts = Array.from({ length: 1 + (index % 3) }, (_, at) => stock(`SKU-${index}`, at + 1, 10 * index + at));
    await happens(...counts);
  }
}

export const lists = () => LISTS.getByName("rebuild");
export const levels = () => LEVELS.getByName("rebuild");

let commands = 0;
export const newMeta = () => {
  const commandId = `rebuild-${++commands}`;
  return { commandId, bodyHash: "body", correlationId: commandId };
};

type Rebuild = { status: () => Promise<RebuildStatus> };

/** `rebuild`: asked anew each time, because a stub whose object was killed is of no more use. */
export async function done(rebuild: () => Rebuild, timeout = 20_000): Promise<RebuildStatus> {
  return vi.waitFor(
    async () => {
      const status = await rebuild().status();
      expect(status).toMatchObject({ state: "done" });
      return status;
    },
    { timeout, interval: 20 },
  );
}
