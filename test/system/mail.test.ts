import { randomUUID } from "node:crypto";
import { afterAll, beforeAll, expect, test, vi } from "vitest";
import { ADDRESS, type Placed } from "./support/buying.ts";
import { SKU } from "./support/goods.ts";
import { type Shop, startShop } from "./support/shop.ts";

let shop: Shop;
beforeAll(async () => {
  shop = await startShop();
});
afterAll(() => shop.close());

const SHOP = "shop@tessella.example";
/** Longer than every event needs to be sent again by the log, twice. */
const WAIT_MS = 20_000;

/** A guest of their own buys one thing, and it is paid. */
async function bought(sku: string = SKU.MUG_BLUE, name = "Ada Lovelace"): Promise<Placed & { email: string }> {
  const email = `${randomUUID()}@example.org`;
  const body = {
    items: [{ sku, quantity: 2 }],
    email,
    shippingAddress: { ...ADDRESS, name },
    shippingOption: "standard",
    payment: { provider: "stripe", method: "pm_card_visa" },
  };
  const { status, body: order } = await shop.ask<Placed>("POST", "/orders", { key: randomUUID(), body });
  expect(status).toBe(201);
  await vi.waitFor(async () => expect(await shop.orderNow(order)).toMatchObject({ paid: true }));
  return { ...order, email };
}

const subjects = async (address: string) => (await shop.mailbox.to(address)).map(({ subject }) => subject);

/** Waits until the address has exactly these mails, in order. */
async function gets(address: string, ...wanted: unknown[]) {
  await vi.waitFor(async () => expect(await subjects(address)).toEqual(wanted), { timeout: WAIT_MS, interval: 100 });
  return (await shop.mailbox.to(address)).at(-1);
}

test("an order, its parcel and its refund each have their mail, once and in order", async () => {
  const order = await bought();
  const confirmed = await gets(order.email, `Your order ${order.number}`);
  for (const words of [order.number, "Harbour mug", "2 × $19.99", "$39.98", "$4.99", "Ada Lovelace", "12345 Springfield"]) {
    expect(confirmed?.text).toContain(words);
    expect(confirmed?.html).toContain(words);
  }
  const total = `$${(order.totals.total.minor / 100).toFixed(2)}`;
  expect(confirmed?.text).toContain(`Total: ${total}`);

  const { token } = { token: shop.adminToken };
  await shop.ask("PUT", `/orders/${order.id}/status`, { token, body: { status: "fulfilled" } });
  await gets(order.email, `Your order ${order.number}`, `Your order ${order.number} is on its way`);

  const body = { amount: { minor: 1_000, currency: "USD" }, reason: "scratched" };
  await shop.ask("POST", `/payments/${order.payment?.id}/refunds`, { token, key: randomUUID(), body });
  const refunded = await gets(
    order.email,
    `Your order ${order.number}`,
    `Your order ${order.number} is on its way`,
    `$10.00 back for your order ${order.number}`,
  );
  expect(refunded?.text).toContain(`Not refunded: $${((order.totals.total.minor - 1_000) / 100).toFixed(2)}`);
}, 60_000);
