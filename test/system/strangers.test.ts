import { randomUUID } from "node:crypto";
import { afterAll, beforeAll, expect, test } from "vitest";
import { ADDRESS } from "./support/buying.ts";
import type { Ask } from "./support/client.ts";
import { SKU } from "./support/goods.ts";
import { type Shop, startShop } from "./support/shop.ts";

let shop: Shop;
beforeAll(async () => {
  shop = await startShop();
});
afterAll(() => shop.close());

test("another's order, cart, payment, profile and addresses are not found, by anyone else", async () => {
  const [mine, cart, owner] = [await shop.buy(), await shop.guestCart(), await shop.customer()];
  const { body: address } = await shop.ask<{ id: string }>("POST", `/users/${owner.id}/addresses`, {
    token: owner.token,
    body: ADDRESS,
  });
  const [other, otherCart, otherOrder] = [await shop.customer(), await shop.guestCart(), await shop.buy()];
  const strangers: Ask[] = [{}, { cart: otherCart.token, order: otherOrder.token }, { token: other.token }];
  const payment = { provider: "stripe", method: "pm_card_visa" };
  for (const who of strangers) {
    const asked: [string, string, Ask?][] = [
      ["GET", `/orders/${mine.id}`],
      ["GET", `/orders/${mine.id}?version=1`],
      ["GET", `/orders/${mine.id}/events`],
      ["POST", `/orders/${mine.id}/cancel`, { body: { reason: "mine now" } }],
      ["GET", `/payments/${mine.payment?.id}`],
      ["POST", "/payments", { key: randomUUID(), body: { orderId: mine.id, method: "pm_card_visa" } }],
      ["GET", `/carts/${cart.id}`],
      ["PUT", `/carts/${cart.id}`, { body: { lines: [{ sku: SKU.LAMP, quantity: 1 }] } }],
      ["POST", `/carts/${cart.id}/lines`, { body: { sku: SKU.LAMP, quantity: 1 } }],
      ["POST", `/carts/${cart.id}/quote`],
      ["GET", `/carts/${cart.id}/shipping-options`],
      ["POST", "/orders", { key: randomUUID(), body: { cartId: cart.id, payment } }],
    ];
    for (const [method, path, more] of asked) {
      expect([method, path, (await shop.ask(method, path, { ...who, ...more })).status]).toEqual([method, path, 404]);
    }
  }
  for (const [method, path, body] of [
    ["GET", `/users/${owner.id}`, undefined],
    ["GET", `/users/${owner.id}/orders`, undefined],
    ["GET", `/users/${owner.id}/addresses`, undefined],
    ["PUT", `/users/${owner.id}/addresses/${address.id}`, ADDRESS],
    ["DELETE", `/users/${owner.id}/addresses/${address.id}`, undefined],
    ["PUT", `/users/${other.id}/addresses/${address.id}`, ADDRESS],
  ] as const) {
    expect([method, path, (await shop.ask(method, path, { token: other.token, body })).status]).toEqual([
      method,
      path,
      404,
    ]);
  }
});

test("a forged id is not found before anything is touched", async () => {
  for (const path of [
    "/orders/ord_00000000000000000000000000000000",
    "/carts/cart_usd_00000000000000000000000000000000",
    "/payments/pay_1_00000000000000000000000000000000",
    "/products/prod_00000000000000000000000000000000",
  ]) {
    expect((await shop.ask("GET", path)).status).toBe(404);
  }
});

test("what staff may do is not for customers, nor for nobody", async () => {
  const { token } = await shop.customer();
  for (const [method, path, body] of [
    ["POST", "/products", {}],
    ["PUT", "/admin/inventory", { changes: [] }],
    ["POST", "/admin/events/rebuilds", { projection: "orders-lists" }],
    ["PUT", "/admin/shipping/zones", { zones: [] }],
  ] as const) {
    expect([path, (await shop.ask(method, path, { token, body })).status]).toEqual([path, 403]);
    expect([path, (await shop.ask(method, path, { body })).status]).toEqual([path, 401]);
  }
});
