import { randomBytes, randomUUID } from "node:crypto";
import { afterAll, beforeAll, describe, expect, test, vi } from "vitest";
import type { EventsApi } from "../../contracts/events.ts";
import { PARTITIONS } from "../../queues/partition.ts";
import type { Placed } from "./support/buying.ts";
import type { Ask } from "./support/client.ts";
import { SKU } from "./support/goods.ts";
import { type Shop, startShop } from "./support/shop.ts";

let shop: Shop;
beforeAll(async () => {
  shop = await startShop();
});
afterAll(() => shop.close());

const newTrace = () => randomBytes(16).toString("hex");
const SPAN = "b7ad6b7169203331";

/** A guest's order, placed by a request of this trace. */
async function orderIn(trace: string, method = "pm_card_visa"): Promise<Placed> {
  const cart = await shop.guestCart([{ sku: SKU.LAMP, quantity: 1 }]);
  const asked: Ask = {
    ...{ cart: cart.token, key: randomUUID(), headers: { traceparent: `00-${trace}-${SPAN}-01` } },
    body: { cartId: cart.id, payment: { provider: "stripe", method } },
  };
  const { status, body } = await shop.ask<Placed>("POST", "/orders", asked);
  expect(status).toBe(method === "pm_card_visa" ? 201 : 202);
  return body;
}

/** Every event of the log that carries the trace: `order OrderPaid`, once each, and the spans they were said in. */
async function eventsIn(trace: string): Promise<{ told: string[]; traceparents: string[] }> {
  const { EVENTS } = await shop.workers.getWorker<{ EVENTS: EventsApi }>().getEnv();
  const caller = { kind: "system", name: "gateway" } as const;
  const partitions = Array.from({ length: PARTITIONS }, (_, partition) => partition);
  const pages = await Promise.all(
    partitions.map((partition) => EVENTS.read(caller, partition, 0, ["order", "stock", "shipment", "product"])),
  );
  const found = pages.flatMap(({ events }) => events).filter(({ envelope }) => envelope.traceparent?.includes(trace));
  const told = found.map(({ envelope }) => `${envelope.stream.split("/")[0]} ${envelope.type}`);
  return { told: [...new Set(told)].sort(), traceparents: found.map(({ envelope }) => envelope.traceparent ?? "") };
}

const linesOf = (trace: string) =>
  shop.workers
    .getLogs()
    .filter(({ message }) => message.includes(trace))
    .map(({ message }) => JSON.parse(message) as Record<string, string>);

const OF_AN_ORDER = ["order OrderConfirmed", "order OrderPaid", "shipment ShipmentArranged", "stock StockLevelChanged"];

describe("one trace", () => {
  test("goes from the request through every Worker to what order, stock and shipment say, flags and all", async () => {
    const trace = newTrace();
    await orderIn(trace);
    await vi.waitFor(async () => expect((await eventsIn(trace)).told).toEqual(OF_AN_ORDER), { timeout: 15_000 });
    const { traceparents } = await eventsIn(trace);
    for (const traceparent of traceparents) {
      expect(traceparent).toMatch(new RegExp(`^00-${trace}-[0-9a-f]{16}-01$`));
      expect(traceparent).not.toContain(SPAN);
    }
  });

  test("holds for what an order does by itself, and is named by the log lines about it", async () => {
    await shop.stripe.fault("error_500", { method: "POST", path: "/v1/payment_intents/*/capture" }, { times: 2 });
    const trace = newTrace();
    const order = await orderIn(trace);
    await vi.waitFor(async () => expect(await shop.orderNow(order)).toMatchObject({ paid: true }), { timeout: 20_000 });
    await vi.waitFor(async () => expect((await eventsIn(trace)).told).toEqual(OF_AN_ORDER), { timeout: 15_000 });
    expect(linesOf(trace)).toContainEqual(
      expect.objectContaining({ message: "provider told nothing", call: "capture", traceId: trace }),
    );
    await shop.stripe.clearFaults();
  });

  test("holds for what the provider's webhook sets going", async () => {
    const trace = newTrace();
    const order = await orderIn(trace, "pm_card_threeDSecure2Required");
    const [intent] = await shop.stripe.intentsOf(order.id);
    await shop.stripe.authenticate(intent?.id ?? "", "success");
    await vi.waitFor(async () => expect((await eventsIn(trace)).told).toEqual(OF_AN_ORDER), { timeout: 20_000 });
  });

  test("of another's making, or none, begins anew: nothing of it is found", async () => {
    const trace = newTrace();
    const { status } = await shop.ask("GET", "/products", { headers: { traceparent: `00-${trace}-${SPAN}-01-x` } });
    expect(status).toBe(200);
    expect((await eventsIn(trace)).told).toEqual([]);
  });
});

/** Whoever this is, nobody else is called so. */
const PERSON = {
  email: "zebulon.quixley@personal.example",
  name: "Zebulon Quixley-Marrowby",
  phone: "+1 555 739 2846",
  password: "marrow-under-the-quixotic-lamp",
  line1: "77 Xylophone Ridge",
  city: "Quillhaven",
  postalCode: "98765",
  card: "4000056655665556",
};

test("nothing personal and no secret is ever written to the log, whatever goes wrong", async () => {
  const { email, name, phone, password, card, ...place } = PERSON;
  const address = { name, phone, ...place, country: "US" };
  const known = await shop.ask<{ accessToken: string; refreshToken: string; user: { id: string } }>(
    ...(["POST", "/auth/register", { body: { email, password, name } }] as const),
  );
  expect(known.status).toBe(201);
  const token = known.body.accessToken;
  const cart = await shop.guestCart([{ sku: SKU.MUG_RED, quantity: 1 }]);
  const fill = await shop.ask("PUT", `/carts/${cart.id}`, {
    cart: cart.token,
    body: { email, shippingAddress: address },
  });
  expect(fill.status).toBe(200);
  await shop.ask("POST", `/users/${known.body.user.id}/addresses`, { token, body: address });
  // What is refused, and what fails within: a bug, the provider away, news that are none, a database away.
  await shop.ask("POST", "/auth/login", { body: { email, password: `${password}!` } });
  await shop.ask("POST", "/auth/register", { body: { email, password, name } });
  await shop.ask("PUT", `/carts/${cart.id}`, {
    cart: cart.token,
    body: { email, shippingAddress: { ...address, country: 1 } },
  });
  await shop.ask("GET", `/search?q=${encodeURIComponent(name)}&${encodeURIComponent(email)}=1`);
  await shop.ask("POST", "/orders", { cart: cart.token, key: randomUUID(), body: { cartId: cart.id, card } });
  await shop.ask("POST", "//webhooks/stripe", { body: { email, card }, headers: { "stripe-signature": "t=1,v1=00" } });
  await shop.stripe.fault("error_500", {}, { times: 6 });
  const placed = await shop.order(cart);
  const declined = await shop.order(await shop.guestCart(), { method: "pm_card_chargeDeclined" });
  await shop.stripe.clearFaults();
  const { DB } = await shop.workers.getWorker<{ DB: D1Database }>("kiosk-identity").getEnv();
  await DB.batch([
    DB.prepare("ALTER TABLE users RENAME TO users_away"),
    DB.prepare("ALTER TABLE addresses RENAME TO gone"),
  ]);
  const failed = await shop.ask("POST", "/auth/register", { body: { email: `2${email}`, password, name } });
  await shop.ask("POST", `/users/${known.body.user.id}/addresses`, { token, body: address });
  await DB.batch([
    DB.prepare("ALTER TABLE users_away RENAME TO users"),
    DB.prepare("ALTER TABLE gone RENAME TO addresses"),
  ]);
  expect([placed.status, declined.status, failed.status]).toEqual([expect.any(Number), expect.any(Number), 500]);

  const order = placed.body as Placed;
  const secrets = {
    ...PERSON,
    ...shop.secrets,
    token,
    refresh: known.body.refreshToken,
    cart: cart.token,
    order: order.token,
  };
  await vi.waitFor(() =>
    expect(shop.workers.getLogs().some(({ message }) => message.includes("request failed"))).toBe(true),
  );
  const logged = shop.workers.getLogs().map(({ message }) => message);
  for (const [what, secret] of Object.entries(secrets)) {
    if (secret === undefined) continue;
    const found = logged.filter((line) => line.includes(secret));
    expect(found, `${what} stands in the log`).toEqual([]);
  }
});

test("what the log says of a failed request leads to its trace, and the answer to both", async () => {
  const trace = newTrace();
  const { DB } = await shop.workers.getWorker<{ DB: D1Database }>("kiosk-identity").getEnv();
  await DB.prepare("ALTER TABLE users RENAME TO users_away").run();
  const body = { email: "nobody@example.org", password: "correct horse battery staple" };
  const headers = { traceparent: `00-${trace}-${SPAN}-00` };
  const answer = await shop.ask("POST", "/auth/login", { body, headers });
  await DB.prepare("ALTER TABLE users_away RENAME TO users").run();
  expect(answer.status).toBe(500);
  await vi.waitFor(() =>
    expect(linesOf(trace)).toContainEqual(
      expect.objectContaining({
        message: "request failed",
        requestId: answer.headers.get("x-request-id"),
        traceId: trace,
      }),
    ),
  );
  expect(answer.headers.has("traceparent")).toBe(false);
});
