import { createExecutionContext, createMessageBatch, getQueueResult } from "cloudflare:test";
import { env } from "cloudflare:workers";
import { beforeAll, beforeEach, expect, test, vi } from "vitest";
import levelsTable from "../../../d1/migrations/inventory/0001_levels.sql?raw";
import appliedTable from "../../../d1/migrations/inventory/0002_applied.sql?raw";
import type { Delivery, Envelope } from "../../../queues/envelope.ts";
import { migrate } from "../../support/migrate.ts";
import { atHand, DB, INVENTORY, line, newOrder, newSku, orders, soon, stocked, strangers } from "./shop.ts";
import worker, { type Bindings, log } from "./worker.ts";

beforeAll(() => migrate(DB, levelsTable, appliedTable));
beforeEach(() => {
  log.down = false;
  log.acked.length = 0;
});

let offset = 0;
async function deliver(...envelopes: Envelope[]) {
  const messages = envelopes.map((envelope) => {
    const body: Delivery = { partition: 3, offset: ++offset, envelope };
    return { id: `${offset}`, timestamp: new Date(), attempts: 1, body };
  });
  const batch = createMessageBatch<Delivery>("kiosk-inventory-levels", messages);
  await worker.queue(batch, env as unknown as Bindings);
  return getQueueResult(batch, createExecutionContext());
}

/** What the log was told of a SKU, once it was told so much. */
async function toldOf(sku: string, count: number): Promise<Envelope[]> {
  const told = () => log.calls.flat().filter((event) => event.stream === `stock/${sku}`);
  await vi.waitFor(() => expect(told()).toHaveLength(count), 5_000);
  return told();
}

const guest = strangers.slice(0, 1)[0] ?? orders;
const available = (...skus: string[]) => INVENTORY.availability(guest, skus);

test("everybody is told what there is, by the read model; what nobody stocked is out of stock", async () => {
  const [sku, unknown] = [await stocked(5), newSku()];
  await INVENTORY.hold(orders, newOrder(), [line(sku, 2)], soon());
  await deliver(...(await toldOf(sku, 2)));
  expect(await available(unknown, sku, unknown)).toEqual([
    { status: "out_of_stock", available: 0 },
    { status: "in_stock", available: 3 },
    { status: "out_of_stock", available: 0 },
  ]);
});

test("a level that comes twice, or before an earlier one, ends as the object has it", async () => {
  const sku = await stocked(5);
  await INVENTORY.hold(orders, newOrder(), [line(sku, 2)], soon());
  await INVENTORY.hold(orders, newOrder(), [line(sku, 3)], soon());
  const [first, second, third] = (await toldOf(sku, 3)) as [Envelope, Envelope, Envelope];
  const early = await deliver(third);
  expect(early.retryMessages).toHaveLength(1);
  await deliver(second, first, second);
  await deliver(first);
  await deliver(third);
  expect(await available(sku)).toEqual([{ status: "out_of_stock", available: 0 }]);
  const row = await DB.prepare("SELECT available FROM levels WHERE sku = ?").bind(sku).first();
  expect(row).toEqual({ available: 0 });
  expect(log.acked.length).toBeGreaterThanOrEqual(4);
});

test("an event of a kind that is not understood is never skipped", async () => {
  const sku = await stocked(5);
  const [event] = (await toldOf(sku, 1)) as [Envelope];
  await deliver({ ...event, type: "StockMelted" });
  expect(log.acked).toEqual([]);
  expect(await available(sku)).toEqual([{ status: "out_of_stock", available: 0 }]);
  await deliver(event);
  // A page is the same for a second.
  await vi.waitFor(async () => expect(await available(sku)).toEqual([{ status: "in_stock", available: 5 }]), 2_000);
});

test("nobody hears of a sale: what was held could not be bought before either", async () => {
  const sku = await stocked(5);
  const orderId = newOrder();
  await INVENTORY.hold(orders, orderId, [line(sku, 2)], soon());
  await INVENTORY.commit(orders, orderId, [line(sku, 2)]);
  await INVENTORY.restock(orders, orderId, "back", [{ sku, quantity: 2 }]);
  expect((await toldOf(sku, 3)).map((event) => event.data)).toEqual(
    [5, 3, 5].map((left) => ({ sku, available: left })),
  );
});

test("at most 100 SKUs are asked at once, of any name", async () => {
  await expect(atHand().availability(guest, Array.from({ length: 101 }, newSku))).rejects.toThrow();
  expect(await available(...Array.from({ length: 100 }, (_, n) => `'"${n}`))).toHaveLength(100);
  expect(await available()).toEqual([]);
});

test("the read model refuses a level that cannot be", async () => {
  const impossible = DB.prepare("INSERT INTO levels (sku, available, changed_at) VALUES ('X', -1, 0)");
  await expect(impossible.run()).rejects.toThrow(/CHECK/);
});

test("the Worker is ready when its tables can be read", async () => {
  await INVENTORY.ready({ kind: "system", name: "gateway" });
  await expect(atHand().ready(guest)).rejects.toThrow();
});
