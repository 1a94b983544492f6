import { randomUUID } from "node:crypto";
import { afterAll, beforeAll, describe, expect, test, vi } from "vitest";
import type { CartView } from "../../../domain/cart/types.ts";
import { inParallel } from "../../../domain/kernel/parallel.ts";
import { ADDRESS, EMAIL, type Opened } from "../support/buying.ts";
import { SKU } from "../support/goods.ts";
import { type Shop, startShop } from "../support/shop.ts";

const SHOPPERS = 200;
const AT_ONCE = 40;

describe.each(["8", "0"] as const)("with homes set to %s", (homes) => {
  let shop: Shop;
  beforeAll(async () => {
    shop = await startShop({ homes });
  });
  afterAll(() => shop.close());

  test(`fault 46: the last unit raced by ${SHOPPERS} shoppers is one order and ${SHOPPERS - 1} clean refusals that leave nothing behind`, async () => {
    const carts = await inParallel(
      Array.from({ length: SHOPPERS }),
      () => shop.guestCart([{ sku: SKU.LAST, quantity: 1 }]),
      AT_ONCE,
    );
    const objectsBefore = await orderObjects(shop);
    const answers = await Promise.all(carts.map((cart) => shop.order(cart)));
    const won = answers.filter((answer) => answer.status === 201);
    const refused = answers.filter((answer) => answer.status === 409);
    expect([won.length, refused.length]).toEqual([1, SHOPPERS - 1]);
    for (const { body } of refused)
      expect(body).toMatchObject({ code: "out_of_stock", lines: [{ sku: SKU.LAST, requested: 1, available: 0 }] });
    if (homes === "0") expect((await orderObjects(shop)) - objectsBefore).toBe(1);
    const again = await shop.ask<CartView>("GET", `/carts/${carts[0]?.id}`, { cart: carts[0]?.token ?? "" });
    expect(again.body.lines).toHaveLength(1);
    const levels = await shop.ask("GET", `/admin/inventory/${SKU.LAST}`, { token: shop.adminToken });
    await vi.waitFor(() => expect(levels.body).toMatchObject({ levels: [{ onHand: 0, held: 0, available: 0 }] }));
  });

  test("fault 44: two tabs press Pay: one order, one charge, the same answer for both", async () => {
    const cart = await shop.guestCart();
    const [one, two] = await Promise.all([shop.order(cart), shop.order(cart)]);
    expect([one.status, two.status]).toEqual([201, 201]);
    expect(one.body.id).toBe(two.body.id);
    expect(await shop.stripe.intentsOf(one.body.id)).toHaveLength(1);
  });

  test("fault 45: the same key twice at once is one order", async () => {
    const [cart, key] = [await shop.guestCart(), randomUUID()];
    const answers = await Promise.all([shop.order(cart, { key }), shop.order(cart, { key })]);
    const orders = new Set(answers.filter((answer) => answer.status === 201).map((answer) => answer.body.id));
    expect(orders.size).toBe(1);
    for (const answer of answers) expect([201, 409]).toContain(answer.status);
    const [orderId] = orders;
    expect(await shop.stripe.intentsOf(orderId ?? "")).toHaveLength(1);
    expect(await shop.order(cart, { key })).toMatchObject({ status: 201, body: { id: orderId } });
  });

  test("the same key with another body is refused, for a cart and for a purchase at once", async () => {
    const [cart, key] = [await shop.guestCart(), randomUUID()];
    expect((await shop.order(cart, { key })).status).toBe(201);
    expect(await shop.order(cart, { key, method: "pm_card_mastercard" })).toMatchObject({
      status: 422,
      body: { code: "idempotency_mismatch" },
    });
    const buy = (quantity: number) => {
      const payment = { provider: "stripe", method: "pm_card_visa" };
      return shop.ask("POST", "/orders", {
        key: `${key}-now`,
        body: { items: [{ sku: SKU.MUG_BLUE, quantity }], email: EMAIL, shippingAddress: ADDRESS, payment },
      });
    };
    expect((await buy(1)).status).toBe(201);
    expect(await buy(2)).toMatchObject({ status: 422, body: { code: "idempotency_mismatch" } });
  });

  test("a customer's key belongs to them over all their carts", async () => {
    const { token } = await shop.customer();
    const key = randomUUID();
    const cartOf = async (): Promise<Opened> => {
      const { body } = await shop.ask<Opened>("POST", "/carts", { token, body: {} });
      await shop.ask("PUT", `/carts/${body.id}`, {
        token,
        body: { lines: [{ sku: SKU.MUG_RED, quantity: 1 }], shippingAddress: ADDRESS, email: EMAIL },
      });
      return body;
    };
    const order = (cart: Opened) =>
      shop.ask("POST", "/orders", {
        token,
        key,
        body: { cartId: cart.id, payment: { provider: "stripe", method: "pm_card_visa" } },
      });
    expect((await order(await cartOf())).status).toBe(201);
    expect(await order(await cartOf())).toMatchObject({ status: 422, body: { code: "idempotency_mismatch" } });
  });
});

async function orderObjects(shop: Shop): Promise<number> {
  return (await shop.workers.getWorker("kiosk-orders").listDurableObjectIds("ORDERS")).length;
}
