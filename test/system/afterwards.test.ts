import { randomUUID } from "node:crypto";
import { afterAll, beforeAll, describe, expect, test, vi } from "vitest";
import type { OrderView } from "../../domain/orders/types.ts";
import type { Placed } from "./support/buying.ts";
import { SKU } from "./support/goods.ts";
import { type Shop, startShop } from "./support/shop.ts";

let shop: Shop;
beforeAll(async () => {
  shop = await startShop();
});
afterAll(() => shop.close());

const cancel = (order: Placed) =>
  shop.ask<OrderView>("POST", `/orders/${order.id}/cancel`, {
    order: order.token,
    body: { reason: "changed my mind" },
  });
const refund = (order: Placed, body: unknown, key = randomUUID()) =>
  shop.ask("POST", `/payments/${order.payment?.id}/refunds`, { token: shop.adminToken, key, body });
const setStatus = (order: Placed, status: string, token = shop.adminToken) =>
  shop.ask<OrderView>("PUT", `/orders/${order.id}/status`, { token, body: { status } });

async function paid(sku: string = SKU.MUG_RED): Promise<Placed> {
  const order = await shop.buy([{ sku, quantity: 1 }]);
  await vi.waitFor(async () => expect(await shop.orderNow(order)).toMatchObject({ paid: true }));
  return order;
}

async function onHand(sku: string): Promise<{ onHand: number; held: number } | undefined> {
  const { body } = await shop.ask<{ levels: { onHand: number; held: number }[] }>("GET", `/admin/inventory/${sku}`, {
    token: shop.adminToken,
  });
  return body.levels[0];
}

describe("a cancellation", () => {
  test("after capture gives all the money and the goods back, once", async () => {
    const before = await onHand(SKU.LAMP);
    const order = await paid(SKU.LAMP);
    expect(await cancel(order)).toMatchObject({ status: 200, body: { status: "cancelled" } });
    expect(await cancel(order)).toMatchObject({ status: 200, body: { status: "cancelled" } });
    await vi.waitFor(async () => expect(await shop.orderNow(order)).toMatchObject({ payment: { status: "refunded" } }));
    const [intent] = await shop.stripe.intentsOf(order.id);
    const returned = (await shop.stripe.refunds()).filter((each) => each.payment_intent === intent?.id);
    expect(returned).toMatchObject([{ amount: order.totals.total.minor, status: "succeeded" }]);
    await vi.waitFor(async () => expect(await onHand(SKU.LAMP)).toEqual(before));
  });

  test("before capture lets the authorisation go", async () => {
    await shop.stripe.fault("error_500", { method: "POST", path: "/v1/payment_intents/*/capture" }, { times: 3 });
    const order = await shop.buy();
    expect(await shop.orderNow(order)).toMatchObject({ status: "confirmed", paid: false });
    expect(await cancel(order)).toMatchObject({ status: 200, body: { status: "cancelled" } });
    await vi.waitFor(
      async () =>
        expect(await shop.stripe.intentsOf(order.id)).toMatchObject([{ status: "canceled", amount_received: 0 }]),
      { timeout: 15_000 },
    );
    await shop.stripe.clearFaults();
  }, 30_000);

  test("is refused once the goods are on their way", async () => {
    const order = await paid();
    expect(await setStatus(order, "fulfilled")).toMatchObject({
      status: 200,
      body: { status: "fulfilled", fulfilment: "complete" },
    });
    expect(await cancel(order)).toMatchObject({ status: 409, body: { code: "order_not_cancellable" } });
    expect(await setStatus(order, "delivered")).toMatchObject({ status: 200, body: { status: "delivered" } });
  });
});

describe("refunds", () => {
  test("go up to the sum and not a cent over, each key once", async () => {
    const order = await paid();
    const total = order.totals.total.minor;
    const part = { amount: { minor: 1_000, currency: "USD" }, reason: "scratched" };
    const key = randomUUID();
    const first = await refund(order, part, key);
    expect(first).toMatchObject({ status: 201, body: { amount: part.amount, status: "succeeded" } });
    expect((await refund(order, part, key)).body).toEqual(first.body);
    expect(await refund(order, { ...part, amount: { minor: total - 999, currency: "USD" } })).toMatchObject({
      status: 409,
      body: { code: "refund_exceeds_captured" },
    });
    expect(await refund(order, { ...part, amount: { minor: 1, currency: "EUR" } })).toMatchObject({
      body: { code: "currency" },
    });
    expect(await refund(order, { reason: "all of the rest" })).toMatchObject({
      status: 201,
      body: { amount: { minor: total - 1_000 } },
    });
    expect(await shop.orderNow(order)).toMatchObject({ payment: { status: "refunded", refunded: { minor: total } } });
    expect((await refund(order, { reason: "more" })).status).toBe(409);
  });

  test("are not for shoppers", async () => {
    const order = await paid();
    const asGuest = await shop.ask("POST", `/payments/${order.payment?.id}/refunds`, {
      order: order.token,
      key: randomUUID(),
      body: { reason: "mine" },
    });
    expect([401, 403]).toContain(asGuest.status);
    const { token } = await shop.customer();
    expect(
      (
        await shop.ask("POST", `/payments/${order.payment?.id}/refunds`, {
          token,
          key: randomUUID(),
          body: { reason: "mine" },
        })
      ).status,
    ).toBe(403);
  });
});

test("an order's history is told in order, and it can be seen as it was at each version", async () => {
  const order = await paid();
  const history = await shop.ask<{ items: { version: number; type: string; data: unknown }[] }>(
    "GET",
    `/orders/${order.id}/events?limit=100`,
    { order: order.token },
  );
  const types = history.body.items.map((event) => event.type);
  expect(types.slice(0, 4)).toEqual(["placed", "payment_started", "payment_authorized", "confirmed"]);
  expect(history.body.items.map((event) => event.version)).toEqual(types.map((_, index) => index + 1));
  for (const event of history.body.items) if (event.type === "internal") expect(event.data).toEqual({});
  const placed = await shop.ask<OrderView>("GET", `/orders/${order.id}?version=1`, { order: order.token });
  expect(placed.body).toMatchObject({ version: 1, status: "pending", paid: false });
  const answered = await shop.ask<OrderView>("GET", `/orders/${order.id}?version=${order.version}`, {
    order: order.token,
  });
  const { token: _, ...asAnswered } = order;
  expect(answered.body).toEqual(asAnswered);
});

test("what was confirmed gets its shipment by itself; where nobody delivers it becomes a case", async () => {
  const order = await shop.buy();
  await vi.waitFor(async () => expect(await shop.orderNow(order)).toMatchObject({ shipment: { status: "arranged" } }), {
    timeout: 9_000,
  });
});
