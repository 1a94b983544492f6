import { randomUUID } from "node:crypto";
import { afterAll, beforeAll, describe, expect, test, vi } from "vitest";
import type { OrderView } from "../../domain/orders/types.ts";
import { ADDRESS, EMAIL, type Placed } from "./support/buying.ts";
import type { Ask, Json } from "./support/client.ts";
import { type Documented, documentedClient } from "./support/documented.ts";
import { PRICE, SHIPPING_MINOR, SKU } from "./support/goods.ts";
import { type Shop, startShop } from "./support/shop.ts";

let shop: Shop;
let api: Documented;
beforeAll(async () => {
  shop = await startShop();
  api = await documentedClient(shop.ask);
});
afterAll(() => shop.close());

const visa = { provider: "stripe", method: "pm_card_visa" };
const challenged = { provider: "stripe", method: "pm_card_authenticationRequired" };
const oneLamp = { items: [{ sku: SKU.LAMP, quantity: 1 }], email: EMAIL, shippingAddress: ADDRESS };

const place = (body: unknown, more: Ask = {}) =>
  api.ask<Placed & Json>("POST", "/orders", { key: randomUUID(), body, ...more });
const of = ({ token }: Placed) => ({ order: token });

async function paid(body: object = oneLamp): Promise<Placed> {
  const { body: order } = await place({ ...body, payment: visa });
  await vi.waitFor(async () => expect(await shop.orderNow(order)).toMatchObject({ paid: true }));
  return order;
}

describe("POST /orders", () => {
  test("of goods: 201 with the order and a guest's token; the cheapest way to ship where none is named", async () => {
    const placed = await place({ ...oneLamp, payment: visa });
    expect(placed.status).toBe(201);
    expect(placed.headers.get("location")).toBe(`/api/v1/orders/${placed.body.id}`);
    const { totals, ...order } = placed.body;
    expect(order).toMatchObject({ status: "confirmed", fulfilment: "none", shippingOption: { id: "standard" } });
    expect(totals).toMatchObject({ subtotal: { minor: PRICE.LAMP }, shipping: { minor: SHIPPING_MINOR } });
    expect(totals.total.minor).toBe(PRICE.LAMP + SHIPPING_MINOR + totals.tax.minor);
    expect(order.lines[0]?.total.minor).toBe(PRICE.LAMP);
    expect(order.token).toBeTruthy();
    const dear = await place({ ...oneLamp, shippingOption: "express", currency: "EUR", payment: visa });
    expect(dear.body).toMatchObject({ shippingOption: { id: "express" }, totals: { total: { currency: "EUR" } } });
  });

  test("of a cart; where the shopper must act: 202 with what to do and until when", async () => {
    const cart = await shop.guestCart();
    const waits = await place({ cartId: cart.id, payment: challenged }, { cart: cart.token });
    expect(waits).toMatchObject({
      status: 202,
      body: {
        status: "pending",
        payment: {
          status: "requires_action",
          nextAction: { type: expect.any(String), clientSecret: expect.any(String) },
          waitsUntil: expect.any(String),
        },
      },
    });
  });

  test("without a payment: 201, and it waits for 30 minutes", async () => {
    const { status, body } = await place(oneLamp);
    expect([status, body.status, body.payment?.status]).toEqual([201, "pending", "pending"]);
    const waitMs = Date.parse(body.payment?.waitsUntil ?? "") - Date.parse(body.placedAt);
    expect(waitMs).toBe(30 * 60_000);
  });

  test.each([
    [{ items: [{ sku: "NOTHING", quantity: 1 }] }, 404, "unknown_sku"],
    [{ items: [{ productId: "prod_1", quantity: 1 }] }, 404, "not_found"],
    [{ items: [] }, 400, "too_few"],
    [{ items: [{ quantity: 1 }] }, 400, "required"],
    [{ cartId: "cart_usd_1" }, 400, "conflict"],
    [{ price: 1 }, 400, "unknown_field"],
    [{ shippingOption: "pigeon" }, 422, "unknown_shipping_option"],
    [{ shippingAddress: { ...ADDRESS, country: "JP" } }, 422, "not_shippable"],
    [
      { payment: { provider: "stripe", flow: "hosted", returnPath: "/r", cancelPath: "/c" } },
      422,
      "hosted_not_available",
    ],
    [{ payment: { provider: "stripe", method: "4242424242424242" } }, 400, "card_data_not_accepted"],
    [{ payment: { provider: "stripe", method: "pm_card_chargeDeclined" } }, 402, "payment_declined"],
    [{ items: [{ sku: SKU.LAST, quantity: 2 }] }, 409, "out_of_stock"],
  ])("with %j: %s %s, and nothing is held", async (part, status, code) => {
    expect(await place({ ...oneLamp, payment: visa, ...part })).toMatchObject({ status, body: { code } });
  });

  test("says what is missing, by line", async () => {
    const refused = await place({ ...oneLamp, items: [{ sku: SKU.LAST, quantity: 2 }], payment: visa });
    expect(refused.body.lines).toEqual([{ sku: SKU.LAST, requested: 2, available: 1 }]);
  });

  test("needs a key; another body under it is refused", async () => {
    expect(await api.ask("POST", "/orders", { body: oneLamp })).toMatchObject({
      status: 400,
      body: { code: "idempotency_key_required" },
    });
    const key = randomUUID();
    const first = await place(oneLamp, { key });
    expect((await place(oneLamp, { key })).body.id).toBe(first.body.id);
    expect(await place({ ...oneLamp, email: "b@example.org" }, { key })).toMatchObject({
      status: 422,
      body: { code: "idempotency_mismatch" },
    });
  });
});

describe("an order", () => {
  test("is read as it is, and as it was answered at a version", async () => {
    const order = await paid();
    const read = (query = "") => api.ask<OrderView>("GET", `/orders/${order.id}${query}`, of(order));
    const now = await read();
    expect(now).toMatchObject({ status: 200, body: { paid: true, payment: { status: "captured" } } });
    expect(now.headers.get("etag")).toBe(`"${now.body.version}"`);
    expect((await read("?version=1")).body).toMatchObject({ version: 1, status: "pending", paid: false });
    expect((await read("?version=999")).status).toBe(404);
    expect((await read("?version=0")).status).toBe(400);
    expect((await api.ask("GET", `/orders/${order.id}`)).status).toBe(404);
  });

  test("has its events told a page at a time, money as money", async () => {
    const order = await paid();
    const events = (query: string) =>
      api.ask<{ items: Json[]; nextCursor: string }>("GET", `/orders/${order.id}/events?${query}`, of(order));
    const first = await events("limit=2");
    expect(first.body.items).toMatchObject([
      { version: 1, type: "placed", data: { total: order.totals.total } },
      { version: 2, type: "payment_started" },
    ]);
    const rest = await events(`limit=100&cursor=${first.body.nextCursor}`);
    expect(rest.body.items).toContainEqual(
      expect.objectContaining({ type: "payment_captured", data: { attempt: 1, amount: order.totals.total } }),
    );
    for (const cursor of ["0x1", "1e0", "-1", "x"]) expect((await events(`cursor=${cursor}`)).status).toBe(400);
  });

  test("is cancelled, fulfilled, delivered, by whom it may be", async () => {
    const [gone, sent] = [await paid(), await paid()];
    const cancelled = await api.ask("POST", `/orders/${gone.id}/cancel`, { ...of(gone), body: { reason: "too late" } });
    expect(cancelled).toMatchObject({ status: 200, body: { status: "cancelled", cancelReason: "too late" } });
    const set = (status: string, token?: string) =>
      api.ask("PUT", `/orders/${sent.id}/status`, { body: { status }, ...(token === undefined ? {} : { token }) });
    expect((await set("fulfilled")).status).toBe(401);
    expect((await set("delivered", shop.adminToken)).body.code).toBe("status_conflict");
    expect((await set("fulfilled", shop.adminToken)).body).toMatchObject({ status: "fulfilled" });
    expect((await set("delivered", shop.adminToken)).body).toMatchObject({ status: "delivered" });
    expect((await set("returned", shop.adminToken)).status).toBe(400);
    expect((await api.ask("POST", `/orders/${sent.id}/cancel`, of(sent))).body.code).toBe("order_not_cancellable");
  });
});

test("every route of orders was asked", () => {
  expect(api.unasked("Orders")).toEqual([]);
});
