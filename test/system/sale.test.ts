import { randomUUID } from "node:crypto";
import { afterAll, beforeAll, describe, expect, test, vi } from "vitest";
import type { CartView, QuoteView } from "../../domain/cart/types.ts";
import type { OrderSummary, OrderView } from "../../domain/orders/types.ts";
import { ADDRESS, EMAIL, type Placed } from "./support/buying.ts";
import { PRICE, SHIPPING_MINOR, SKU } from "./support/goods.ts";
import { type Shop, startShop } from "./support/shop.ts";

describe.each(["8", "0"] as const)("a shop with homes set to %s", (homes) => {
  let shop: Shop;
  beforeAll(async () => {
    shop = await startShop({ homes });
  });
  afterAll(() => shop.close());

  test("a guest finds, fills a cart and buys; the order is confirmed in the answer and paid right after", async () => {
    const list = await shop.ask<{ items: { id: string }[] }>("GET", "/products");
    expect(list.status).toBe(200);
    expect((await shop.ask("GET", `/products/${list.body.items[0]?.id}`)).status).toBe(200);
    const placed = await shop.buy([{ sku: SKU.MUG_BLUE, quantity: 2 }]);
    const subtotal = 2 * PRICE.MUG_BLUE;
    const tax = Math.round((subtotal + SHIPPING_MINOR) * 0.08);
    expect(placed.totals).toMatchObject({
      subtotal: { minor: subtotal },
      shipping: { minor: SHIPPING_MINOR },
      tax: { minor: tax },
      total: { minor: subtotal + SHIPPING_MINOR + tax },
    });
    await vi.waitFor(async () =>
      expect(await shop.orderNow(placed)).toMatchObject({ paid: true, payment: { status: "captured" } }),
    );
    expect(await shop.stripe.intentsOf(placed.id)).toMatchObject([
      { status: "succeeded", amount: placed.totals.total.minor, currency: "usd" },
    ]);
  });

  test("fault 40: a customer buys; the newest order is in their list at once, and the list agrees when it has caught up", async () => {
    const { token, id } = await shop.customer();
    const cart = await shop.ask<CartView>("POST", "/carts", { token, body: {} });
    expect(cart.status).toBe(201);
    const body = { lines: [{ sku: SKU.LAMP, quantity: 1 }], shippingAddress: ADDRESS, email: EMAIL };
    expect((await shop.ask("PUT", `/carts/${cart.body.id}`, { token, body })).status).toBe(200);
    const payment = { provider: "stripe", method: "pm_card_visa" };
    const placed = await shop.ask<OrderView>("POST", "/orders", {
      token,
      key: randomUUID(),
      body: { cartId: cart.body.id, payment },
    });
    expect(placed).toMatchObject({ status: 201, body: { status: "confirmed" } });
    const listed = async () =>
      (await shop.ask<{ items: OrderSummary[] }>("GET", `/users/${id}/orders`, { token })).body.items;
    expect(await listed()).toMatchObject([{ id: placed.body.id }]);
    await vi.waitFor(
      async () => expect(await listed()).toMatchObject([{ id: placed.body.id, status: "confirmed", paid: true }]),
      { timeout: 9_000 },
    );
    const next = await shop.ask<CartView>("POST", "/carts", { token, body: {} });
    expect(next.body.id).not.toBe(cart.body.id);
    expect((await shop.ask("GET", `/orders/${placed.body.id}`, { token })).status).toBe(200);
  });

  test("bought at once, without a cart, by SKU and by product", async () => {
    const { body: mug } = await shop.ask<{ id: string }>("GET", "/products/reading-lamp");
    const payment = { provider: "stripe", method: "pm_card_visa" };
    const items = [
      { sku: SKU.MUG_RED, quantity: 1 },
      { productId: mug.id, quantity: 1 },
    ];
    const bought = await shop.ask<Placed>("POST", "/orders", {
      key: randomUUID(),
      body: { items, email: EMAIL, shippingAddress: ADDRESS, payment },
    });
    expect(bought).toMatchObject({
      status: 201,
      body: { status: "confirmed", lines: expect.arrayContaining([expect.objectContaining({ sku: SKU.LAMP })]) },
    });
    expect((await shop.ask("GET", `/orders/${bought.body.id}`, { order: bought.body.token })).status).toBe(200);
  });

  test("an order without a payment waits for it, and is paid by another request", async () => {
    const placed = await shop.order(await shop.guestCart(), { method: null });
    expect(placed).toMatchObject({
      status: 201,
      body: { status: "pending", paid: false, payment: { status: "pending" } },
    });
    const paid = await shop.ask("POST", "/payments", {
      order: placed.body.token,
      key: randomUUID(),
      body: { orderId: placed.body.id, method: "pm_card_visa" },
    });
    expect(paid.status).toBe(201);
    await vi.waitFor(async () =>
      expect(await shop.orderNow(placed.body)).toMatchObject({ status: "confirmed", paid: true }),
    );
  });

  test("fault 53: a price that changed between quote and order is shown before it is charged", async () => {
    const cart = await shop.guestCart([{ sku: SKU.LATER, quantity: 1 }]);
    const quote = await shop.ask<QuoteView>("POST", `/carts/${cart.id}/quote`, { cart: cart.token });
    expect(quote.status).toBe(201);
    const { body: chair } = await shop.ask<{ id: string }>("GET", "/products/later-chair");
    const draft = {
      handle: "later-chair",
      title: "Later chair",
      description: "Dearer now.",
      status: "published",
      category: ["Home"],
      tags: [],
      media: [],
      options: [],
    };
    const variant = {
      sku: SKU.LATER,
      options: [],
      prices: { USD: 9_999, EUR: 9_999 },
      taxClass: "standard",
      weightGrams: 350,
      trackStock: true,
      backorder: true,
    };
    expect(
      (
        await shop.ask("PUT", `/products/${chair.id}`, {
          token: shop.adminToken,
          body: { ...draft, variants: [variant] },
        })
      ).status,
    ).toBe(200);
    const order = (quoteId: string) =>
      shop.ask<{ code: string; quote: QuoteView }>("POST", "/orders", {
        cart: cart.token,
        key: randomUUID(),
        body: { cartId: cart.id, quoteId, payment: { provider: "stripe", method: "pm_card_visa" } },
      });
    const refused = await order(quote.body.quoteId);
    expect(refused).toMatchObject({
      status: 409,
      body: { code: "quote_changed", quote: { lines: [{ unitPrice: { minor: 9_999 } }] } },
    });
    expect(await order(refused.body.quote.quoteId)).toMatchObject({ status: 201 });
  });
});
