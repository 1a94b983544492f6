import { randomUUID } from "node:crypto";
import { afterAll, beforeAll, expect, test, vi } from "vitest";
import type { OrderSummary } from "../../domain/orders/types.ts";
import { PARTITIONS } from "../../queues/partition.ts";
import { ADDRESS, EMAIL, type Placed } from "./support/buying.ts";
import type { Json } from "./support/client.ts";
import { type Documented, documentedClient } from "./support/documented.ts";
import { SKU } from "./support/goods.ts";
import { type Shop, startShop } from "./support/shop.ts";

/** Ten sends, each waiting twice as long, take a good twenty seconds. */
const RESEND_AFTER_MS = "20";
const SENDS_MAX = 10;

let shop: Shop;
let api: Documented;
let db: D1Database;
beforeAll(async () => {
  shop = await startShop({ vars: { RESEND_AFTER_MS } });
  api = await documentedClient(shop.ask);
  db = (await shop.workers.getWorker<{ DB: D1Database }>("kiosk-orders").getEnv()).DB;
});
afterAll(() => shop.close());

type Letter = { id: string; stream: string; event: string; sends: number; cause: string | null; parked: number };
type Place = { subscriber: string; deadLetters: number; parked: number; unacked: number; lag: number; resends: number };

const operator = async <Body = Json>(
  method: "GET" | "POST",
  path: string,
  body?: unknown,
  key: string = randomUUID(),
) =>
  api.ask<Body>(method, `/admin/events${path}`, {
    token: shop.adminToken,
    ...(method === "POST" ? { key } : {}),
    ...(body === undefined ? {} : { body }),
  });
const letters = async () =>
  (await operator<{ items: Letter[] }>("GET", "/dead-letters?subscriber=orders-lists")).body.items;
const allPlaces = async () => {
  const { body } = await operator<{ items: { subscribers: Place[] }[] }>("GET", "/partitions");
  expect(body.items).toHaveLength(PARTITIONS);
  return body.items.flatMap(({ subscribers }) => subscribers);
};
const rows = async (table = "orders") => (await db.prepare(`SELECT * FROM ${table} ORDER BY 1, 2`).all()).results;
const listed = async (customer: { id: string; token: string }) =>
  (await shop.ask<{ items: OrderSummary[] }>("GET", `/users/${customer.id}/orders`, { token: customer.token })).body
    .items;
const staff = async (method: string, path: string, body: unknown) =>
  expect((await shop.ask(method, path, { token: shop.adminToken, key: randomUUID(), body })).status).toBeLessThan(300);

async function buys({ token, email }: { token: string; email: string }): Promise<Placed> {
  const payment = { provider: "stripe", method: "pm_card_visa" };
  const body = { items: [{ sku: SKU.FILE, quantity: 1 }], email, shippingAddress: ADDRESS, payment };
  const placed = await shop.ask<Placed>("POST", "/orders", { token, key: randomUUID(), body });
  expect(placed.status).toBe(201);
  return placed.body;
}

/** Nothing is on its way to anybody. */
async function quiet(): Promise<void> {
  const idle = { unacked: 0, lag: 0, parked: 0 };
  await vi.waitFor(
    async () => {
      for (const place of await allPlaces()) expect(place).toMatchObject(idle);
    },
    { timeout: 30_000, interval: 250 },
  );
}

test("an operator at night: an event that never applies is found, its cause read and mended, and all that waited arrives in order", async () => {
  const customer = await shop.customer();
  const [stuck, free] = [await buys(customer), await buys(customer)];
  await quiet();
  // The fault: whatever is to be written of this one order fails.
  await db
    .prepare(
      `CREATE TRIGGER broken BEFORE UPDATE ON orders WHEN new.id = '${stuck.id}' BEGIN SELECT RAISE(ABORT, 'disk on fire'); END;`,
    )
    .run();
  for (const order of [stuck, free]) {
    await staff("PUT", `/orders/${order.id}/status`, { status: "fulfilled" });
    await staff("PUT", `/orders/${order.id}/status`, { status: "delivered" });
  }
  const [letter] = await vi.waitFor(
    async () => {
      const found = await letters();
      expect(found).toHaveLength(1);
      return found;
    },
    { timeout: 50_000, interval: 500 },
  );
  // One order stands still, and nobody else.
  expect(letter).toMatchObject({ stream: `order/${stuck.id}`, sends: SENDS_MAX });
  expect(letter?.cause).toContain("disk on fire");
  expect(letter?.parked).toBeGreaterThanOrEqual(2);
  await vi.waitFor(async () =>
    expect(Object.fromEntries((await listed(customer)).map(({ id, status }) => [id, status]))).toEqual({
      [stuck.id]: "confirmed",
      [free.id]: "delivered",
    }),
  );
  const still = (await allPlaces()).filter(({ deadLetters }) => deadLetters > 0);
  expect(still).toMatchObject([{ subscriber: "orders-lists", deadLetters: 1, parked: letter?.parked }]);
  expect(still[0]?.resends).toBeGreaterThanOrEqual(SENDS_MAX - 1);
  const { body: seen } = await operator("GET", `/dead-letters/${letter?.id}`);
  expect(seen).toMatchObject({ ...letter, envelope: { type: "OrderFulfilled", data: { orderId: stuck.id } } });
  // Mended, and released: twice under one key is once.
  await db.prepare("DROP TRIGGER broken").run();
  const key = randomUUID();
  const release = () => operator("POST", `/dead-letters/${letter?.id}/release`, undefined, key);
  expect(await release()).toMatchObject({ status: 200, body: { released: letter?.parked } });
  expect(await release()).toMatchObject({ status: 200, body: { released: letter?.parked } });
  await vi.waitFor(
    async () => expect((await listed(customer)).map(({ status }) => status)).toEqual(["delivered", "delivered"]),
    {
      timeout: 15_000,
    },
  );
  expect(await letters()).toEqual([]);
  expect((await operator("GET", `/dead-letters/${letter?.id}`)).status).toBe(404);
  expect(await operator("POST", "/releases", { subscriber: "orders-lists" })).toMatchObject({
    status: 200,
    body: { streams: 0, released: 0, more: false },
  });
  await quiet();
}, 120_000);

test("a replay from the very beginning, of all there is, changes nothing", async () => {
  const customer = await shop.customer();
  await buys(customer);
  // Welcome, and what was bought.
  await vi.waitFor(async () => expect(await shop.mailbox.to(customer.email)).toHaveLength(2), { timeout: 9_000 });
  await quiet();
  const before = [await rows(), await rows("applied"), await shop.mailbox.to(customer.email)];
  for (const subscriber of ["orders-lists", "shipping-orders", "orders-shipments", "notifications-mails"]) {
    const { status, body } = await operator<{ items: unknown[] }>("POST", "/replays", { subscriber, fromOffset: 0 });
    expect([status, body.items.length]).toEqual([202, PARTITIONS]);
  }
  const since = { subscriber: "orders-lists", fromTime: "2026-01-01T00:00:00Z", partition: 3 };
  expect(await operator("POST", "/replays", since)).toMatchObject({ status: 202, body: { items: [{ partition: 3 }] } });
  await quiet();
  expect([await rows(), await rows("applied"), await shop.mailbox.to(customer.email)]).toEqual(before);
}, 90_000);

test("every projection rebuilt from the log equals the one that was there, while people go on buying", async () => {
  const customer = await shop.customer();
  await buys(customer);
  await quiet();
  const before = await rows();
  for (const projection of ["orders-lists", "inventory-levels", "search-index"]) {
    expect(await operator("POST", "/rebuilds", { projection })).toMatchObject({ status: 202, body: { projection } });
  }
  const late = await buys(customer);
  await vi.waitFor(
    async () => {
      const { body } = await operator<{ items: { state: string }[] }>("GET", "/rebuilds");
      expect(body.items.map(({ state }) => state)).toEqual(["done", "done", "done"]);
    },
    { timeout: 20_000, interval: 200 },
  );
  await quiet();
  expect((await rows()).filter(({ id }) => id !== late.id)).toEqual(before);
  expect(await listed(customer)).toHaveLength(2);
  expect(await rows("orders_next")).toEqual([]);
}, 60_000);

test("the log itself can be read, and holds nothing personal", async () => {
  const { id } = await shop.buy();
  const pages = Array.from({ length: PARTITIONS }, async (_, partition) => {
    const path = `?partition=${partition}&kinds=order&limit=100`;
    const { body } = await operator<{ items: { envelope: { stream: string; type: string } }[] }>("GET", path);
    return body.items.map(({ envelope }) => envelope);
  });
  const events = (await Promise.all(pages)).flat();
  expect(events.find(({ stream }) => stream === `order/${id}`)).toMatchObject({ type: "OrderConfirmed" });
  for (const personal of [EMAIL, ADDRESS.name, ADDRESS.line1]) expect(JSON.stringify(events)).not.toContain(personal);
});

test("every route of the log was asked, and each is for staff alone", async () => {
  expect(api.unasked("Events")).toEqual([]);
  const { token } = await shop.customer();
  for (const path of ["?partition=0", "/partitions", "/dead-letters", "/rebuilds"]) {
    expect([path, (await api.ask("GET", `/admin/events${path}`, { token })).status]).toEqual([path, 403]);
    expect([path, (await api.ask("GET", `/admin/events${path}`)).status]).toEqual([path, 401]);
  }
});
