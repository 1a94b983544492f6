import { createHmac, randomUUID } from "node:crypto";
import { afterAll, beforeAll, describe, expect, test, vi } from "vitest";
import type { OrderView, PaymentView } from "../../domain/orders/types.ts";
import { ADDRESS, EMAIL, type Placed } from "./support/buying.ts";
import type { Ask, Json } from "./support/client.ts";
import { type Documented, documentedClient } from "./support/documented.ts";
import { SKU } from "./support/goods.ts";
import { type Shop, startShop } from "./support/shop.ts";

let shop: Shop;
let api: Documented;
beforeAll(async () => {
  shop = await startShop();
  api = await documentedClient(shop.ask);
});
afterAll(() => shop.close());

const items = [{ sku: SKU.MUG_RED, quantity: 2 }];
const ofItems = { items, email: EMAIL, shippingAddress: ADDRESS };

async function waiting(): Promise<Placed> {
  return (await shop.ask<Placed>("POST", "/orders", { key: randomUUID(), body: ofItems })).body;
}

const pay = (order: Placed, how: object, more: Ask = {}) =>
  api.ask<PaymentView & Json>("POST", "/payments", {
    order: order.token,
    key: randomUUID(),
    body: { orderId: order.id, ...how },
    ...more,
  });

describe("POST /payments", () => {
  test("pays an order that waits: a decline is told and leaves it waiting, a payment is 201, a second one is refused", async () => {
    const order = await waiting();
    const declined = await pay(order, { method: "pm_card_chargeDeclinedInsufficientFunds" });
    expect(declined).toMatchObject({
      status: 402,
      body: { code: "payment_declined", declineCode: "insufficient_funds", orderId: order.id },
    });
    const key = randomUUID();
    const paid = await pay(order, { method: "pm_card_visa" }, { key });
    expect(paid).toMatchObject({ status: 201, body: { orderId: order.id, amount: order.totals.total } });
    expect(paid.headers.get("location")).toBe(`/api/v1/payments/${paid.body.id}`);
    expect((await pay(order, { method: "pm_card_visa" }, { key })).body.id).toBe(paid.body.id);
    expect((await pay(order, { method: "pm_card_mastercard" }, { key })).body.code).toBe("idempotency_mismatch");
    expect((await pay(order, { method: "pm_card_visa" })).body.code).toBe("order_not_payable");
    await vi.waitFor(async () => expect(await shop.orderNow(order)).toMatchObject({ paid: true }));
    const read = await api.ask<PaymentView>("GET", `/payments/${paid.body.id}`, { order: order.token });
    expect(read).toMatchObject({ status: 200, body: { status: "captured", captured: order.totals.total } });
  });

  test("answers what a shopper must do first", async () => {
    const order = await waiting();
    expect(await pay(order, { method: "pm_card_authenticationRequired" })).toMatchObject({
      status: 201,
      body: { status: "requires_action", nextAction: { type: expect.any(String) } },
    });
  });

  test.each([
    [{}, {}, 400, "required"],
    [{ method: "pm_card_visa", flow: "hosted" }, {}, 400, "conflict"],
    [{ flow: "hosted" }, {}, 422, "hosted_not_available"],
    [{ method: "4242424242424242" }, {}, 400, "card_data_not_accepted"],
    [{ method: "pm_card_visa", amount: 1 }, {}, 400, "unknown_field"],
    [{ method: "pm_card_visa", orderId: "ord_1" }, {}, 404, "not_found"],
    [{ method: "pm_card_visa" }, { order: "another" }, 404, "not_found"],
    [{ method: "pm_card_visa" }, { key: "" }, 400, "idempotency_key_required"],
  ])("%j by %j: %s %s", async (how, more, status, code) => {
    expect(await pay(await waiting(), how, more)).toMatchObject({ status, body: { code } });
  });
});

describe("refunds", () => {
  let order: Placed;
  let paymentId: string;
  beforeAll(async () => {
    order = await shop.buy(items);
    await vi.waitFor(async () => expect(await shop.orderNow(order)).toMatchObject({ paid: true }));
    paymentId = order.payment?.id ?? "";
  });
  const refund = (body: object, more: Ask = {}) =>
    api.ask("POST", `/payments/${paymentId}/refunds`, { token: shop.adminToken, key: randomUUID(), body, ...more });

  test.each([
    [{ amount: { minor: 0.1 + 0.2, currency: "USD" } }, 400, "not_integer_minor_units"],
    [{ amount: { minor: 0, currency: "USD" } }, 400, "range"],
    [{ amount: { minor: -1, currency: "USD" } }, 400, "range"],
    [{ amount: { minor: 1, currency: "EUR" } }, 400, "currency"],
    [{ amount: { minor: 1_000_000, currency: "USD" } }, 409, "refund_exceeds_captured"],
    [{ lines: [{ sku: SKU.MUG_RED, quantity: 3 }] }, 400, "quantity_range"],
    [{ lines: [{ sku: SKU.LAMP, quantity: 1 }] }, 400, "quantity_range"],
    [{ reason: "card 4242 4242 4242 4242" }, 400, "card_data_not_accepted"],
    [{ status: "succeeded" }, 400, "unknown_field"],
  ])("of %j: %s %s", async (body, status, code) => {
    const { version } = await shop.orderNow(order);
    expect(await refund({ reason: "torn", ...body })).toMatchObject({ status, body: { code } });
    expect((await shop.orderNow(order)).version).toBe(version);
  });

  test("of some goods are what those cost, with their tax; without an amount, all that is left", async () => {
    expect((await refund({ reason: "torn" }, { key: "" })).body.code).toBe("idempotency_key_required");
    const [line] = order.lines;
    const one = await refund({ reason: "torn", lines: [{ sku: SKU.MUG_RED, quantity: 1 }] });
    expect(one).toMatchObject({ status: 201, body: { status: "succeeded", amount: { currency: "USD" } } });
    const amount = (one.body.amount as { minor: number }).minor;
    expect(amount).toBeGreaterThan((line?.total.minor ?? 0) / 2);
    const rest = await refund({ reason: "all of it" });
    expect(rest.body.amount).toEqual({ minor: order.totals.total.minor - amount, currency: "USD" });
    expect(await shop.orderNow(order)).toMatchObject({ payment: { status: "refunded" } });
  });
});

describe("the provider's news", () => {
  const secret = () => shop.secrets.STRIPE_WEBHOOK_SECRET ?? "";
  const signed = (body: string, at = Math.floor(Date.now() / 1_000)) =>
    `t=${at},v1=${createHmac("sha256", secret()).update(`${at}.${body}`).digest("hex")}`;
  const news = async (body: string, signature: string) => {
    const headers = { "stripe-signature": signature, "content-type": "application/json" };
    const response = await fetch(`${shop.url}/webhooks/stripe`, { method: "POST", headers, body });
    return [response.status, ((await response.json()) as { code?: string }).code ?? null];
  };
  const event = (object: object) =>
    JSON.stringify({
      ...{ id: `evt_${randomUUID()}`, object: "event", type: "payment_intent.succeeded", livemode: false },
      ...{ created: 1, data: { object: { object: "payment_intent", ...object } } },
    });

  test("forged, late, early, spoilt or of another mode is refused", async () => {
    const body = event({ id: "pi_1" });
    const now = Math.floor(Date.now() / 1_000);
    for (const [sent, signature, code] of [
      [body, "", "webhook_signature"],
      [body, signed(`${body} `), "webhook_signature"],
      [`${body} `, signed(body), "webhook_signature"],
      [body, signed(body).replace("v1=", "v0="), "webhook_signature"],
      [body, signed(body, now - 330), "webhook_timestamp"],
      [body, signed(body, now + 330), "webhook_timestamp"],
      ["null", signed("null"), "invalid_json"],
      ["[]", signed("[]"), "invalid_json"],
      ['{"id":1}', signed('{"id":1}'), "invalid_json"],
      [body.replace("false", "true"), signed(body.replace("false", "true")), "webhook_livemode"],
    ] as const) {
      expect([sent.slice(0, 20), await news(sent, signature)]).toEqual([sent.slice(0, 20), [400, code]]);
    }
    expect((await api.ask("POST", "//webhooks/stripe", { body: {} })).body.code).toBe("webhook_signature");
  });

  test("of a payment that is not the order's changes nothing, however well it is signed, however often it comes", async () => {
    const order = await waiting();
    const { minor } = order.totals.total;
    const foreign = event({ id: "pi_x", status: "succeeded", amount: minor, metadata: { order_id: order.id } });
    for (let time = 0; time < 2; time++) expect(await news(foreign, signed(foreign))).toEqual([200, null]);
    const { version, paid }: OrderView = await shop.orderNow(order);
    expect([version, paid]).toEqual([order.version, false]);
  });
});

test("every route of payments was asked", () => {
  expect(api.unasked("Payments")).toEqual([]);
});
