import { createHmac, randomUUID } from "node:crypto";
import { afterAll, afterEach, beforeAll, describe, expect, test, vi } from "vitest";
import type { CartView } from "../../domain/cart/types.ts";
import type { Opened, Placed } from "./support/buying.ts";
import { SKU } from "./support/goods.ts";
import { type Shop, startShop } from "./support/shop.ts";

let shop: Shop;
beforeAll(async () => {
  shop = await startShop();
});
afterEach(async () => {
  await shop.stripe.clearFaults();
  await shop.stripe.webhooks("normal");
});
afterAll(() => shop.close());

const levelOf = async (sku: string) => {
  const { body } = await shop.ask<{ levels: { onHand: number; held: number }[] }>("GET", `/admin/inventory/${sku}`, {
    token: shop.adminToken,
  });
  return body.levels[0];
};

describe("a declined card", () => {
  test("fault 26: leaves the cart whole and the stock free, and another card buys the same cart", async () => {
    const before = await levelOf(SKU.LAMP);
    const cart = await shop.guestCart([{ sku: SKU.LAMP, quantity: 3 }]);
    const key = randomUUID();
    const declined = await shop.order(cart, { method: "pm_card_chargeDeclinedInsufficientFunds", key });
    expect(declined).toMatchObject({
      status: 402,
      body: { code: "payment_declined", declineCode: "insufficient_funds" },
    });
    expect(await levelOf(SKU.LAMP)).toEqual(before);
    expect(await shop.order(cart, { method: "pm_card_chargeDeclinedInsufficientFunds", key })).toMatchObject({
      status: 402,
    });
    const whole = await shop.ask<CartView>("GET", `/carts/${cart.id}`, { cart: cart.token });
    expect(whole.body).toMatchObject({ status: "open", lines: [{ sku: SKU.LAMP, quantity: 3 }] });
    expect(await shop.order(cart)).toMatchObject({ status: 201, body: { status: "confirmed" } });
  });
});

describe("3-D Secure", () => {
  async function waiting(): Promise<{ placed: Placed; intent: string; cart: Opened }> {
    const cart = await shop.guestCart();
    const { status, body: placed } = await shop.order(cart, { method: "pm_card_threeDSecure2Required" });
    expect(status).toBe(202);
    expect(placed.payment).toMatchObject({
      status: "requires_action",
      nextAction: { type: expect.any(String) },
      waitsUntil: expect.any(String),
    });
    const [intent] = await shop.stripe.intentsOf(placed.id);
    return { placed, intent: intent?.id ?? "", cart };
  }

  test("completes by webhook alone, the browser gone", async () => {
    const { placed, intent } = await waiting();
    await shop.stripe.authenticate(intent, "success");
    await vi.waitFor(
      async () => expect(await shop.orderNow(placed)).toMatchObject({ status: "confirmed", paid: true }),
      { timeout: 9_000 },
    );
  });

  test("failed gives the cart back whole", async () => {
    const { placed, intent, cart } = await waiting();
    await shop.stripe.authenticate(intent, "fail");
    await vi.waitFor(async () => expect(await shop.orderNow(placed)).toMatchObject({ status: "cancelled" }), {
      timeout: 9_000,
    });
    await vi.waitFor(
      async () =>
        expect((await shop.ask("GET", `/carts/${cart.id}`, { cart: cart.token })).body).toMatchObject({
          status: "open",
          lines: [{ sku: SKU.MUG_BLUE }],
        }),
      { timeout: 9_000 },
    );
    expect(await shop.order(cart)).toMatchObject({ status: 201 });
  });

  test("cancelled while it waits can never be paid any more", async () => {
    const { placed, intent } = await waiting();
    expect(
      await shop.ask("POST", `/orders/${placed.id}/cancel`, { order: placed.token, body: { reason: "too slow" } }),
    ).toMatchObject({ status: 200, body: { status: "cancelled" } });
    expect(await shop.stripe.intentsOf(placed.id)).toMatchObject([{ id: intent, status: "canceled" }]);
  });
});

describe("an answer of the provider that is lost", () => {
  test.each(["timeout_after", "error_500_after", "connection_reset_after"])(
    "fault 13: %s charges once",
    async (kind) => {
      await shop.stripe.fault(kind, { method: "POST", path: "/v1/payment_intents" }, { times: 1 });
      const placed = await shop.order(await shop.guestCart());
      expect([201, 202]).toContain(placed.status);
      await vi.waitFor(
        async () => expect(await shop.orderNow(placed.body)).toMatchObject({ status: "confirmed", paid: true }),
        { timeout: 40_000, interval: 500 },
      );
      const captured = (await shop.stripe.intentsOf(placed.body.id)).filter((intent) => intent.status === "succeeded");
      expect(captured).toHaveLength(1);
    },
    60_000,
  );
});

describe("a webhook", () => {
  const send = (
    body: string,
    at = Math.floor(Date.now() / 1000),
    secret = shop.secrets.STRIPE_WEBHOOK_SECRET ?? "",
  ) => {
    const signature = createHmac("sha256", secret).update(`${at}.${body}`).digest("hex");
    return fetch(`${shop.url}/webhooks/stripe`, {
      method: "POST",
      body,
      headers: { "stripe-signature": `t=${at},v1=${signature}` },
    });
  };
  const event = (orderId: string, ref: string) =>
    JSON.stringify({
      id: `evt_${randomUUID()}`,
      object: "event",
      api_version: "2025-01-01",
      created: 1,
      livemode: false,
      type: "payment_intent.succeeded",
      data: {
        object: {
          id: ref,
          object: "payment_intent",
          metadata: { order_id: orderId, attempt: "1" },
          amount: 1,
          currency: "usd",
          status: "succeeded",
        },
      },
    });

  test("fault 18: fault 19: fault 20: twice, late and before the answer changes nothing", async () => {
    for (const mode of ["duplicate", "late", "before_answer"]) {
      await shop.stripe.webhooks(mode);
      const placed = await shop.buy();
      await shop.stripe.flush();
      await vi.waitFor(
        async () => expect(await shop.orderNow(placed)).toMatchObject({ status: "confirmed", paid: true }),
        { timeout: 9_000 },
      );
      expect(await shop.stripe.intentsOf(placed.id)).toHaveLength(1);
    }
  });

  test("fault 22: fault 23: forged, unsigned, too old or from the future is refused and moves nothing", async () => {
    const placed = await shop.order(await shop.guestCart(), { method: null });
    const body = event(placed.body.id, "pi_forged");
    const now = Math.floor(Date.now() / 1000);
    expect((await send(body, now, "whsec_wrong")).status).toBe(400);
    expect((await send(body, now - 301)).status).toBe(400);
    expect((await send(body, now + 310)).status).toBe(400); // Not 301: a second may pass on the way.
    expect((await fetch(`${shop.url}/webhooks/stripe`, { method: "POST", body })).status).toBe(400);
    expect(await shop.orderNow(placed.body)).toMatchObject({ status: "pending", paid: false });
  });

  test("fault 24: well signed, but of another's payment, marks nothing paid: the order looks for itself", async () => {
    const paid = await shop.buy();
    const [intent] = await shop.stripe.intentsOf(paid.id);
    const waits = await shop.order(await shop.guestCart(), { method: null });
    expect((await send(event(waits.body.id, intent?.id ?? ""))).status).toBe(200);
    expect(await shop.orderNow(waits.body)).toMatchObject({ status: "pending", paid: false });
  });
});
