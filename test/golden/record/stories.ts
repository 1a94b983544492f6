import { randomUUID } from "node:crypto";
import { setTimeout as sleep } from "node:timers/promises";
import type { OrderView } from "../../../domain/orders/types.ts";
import { ADDRESS, EMAIL, type Placed } from "../../system/support/buying.ts";
import { SKU } from "../../system/support/goods.ts";
import type { ServedShop } from "../../system/support/served.ts";

const PATIENCE_MS = 30_000;

/** What happens in a shop while it is recorded: each kind of event that a shop can be brought to say within minutes. */
export async function live(shop: ServedShop): Promise<void> {
  const stories = [fulfilled, cancelledPaid, refunded, declined, threeDSecure, threeDSecureCancelled, buyNow];
  for (const story of stories) await story(shop);
  await claimed(shop);
  await registeredTwice(shop);
  await stock(shop);
  await goods(shop);
  await rules(shop);
  await captureRefused(shop);
  await shipmentRefused(shop); // Last: from there on nobody delivers anywhere else.
}

async function fulfilled(shop: ServedShop): Promise<void> {
  const order = await paid(shop);
  await until(shop, order, (view) => view.shipment !== null);
  for (const status of ["fulfilled", "delivered"]) {
    await ok(shop, "PUT", `/orders/${order.id}/status`, { token: shop.adminToken, body: { status } });
  }
}

async function cancelledPaid(shop: ServedShop): Promise<void> {
  const order = await paid(shop);
  await until(shop, order, (view) => view.shipment !== null);
  await cancel(shop, order);
  await until(shop, order, (view) => view.payment?.status === "refunded");
}

async function refunded(shop: ServedShop): Promise<void> {
  const order = await paid(shop);
  const body = { amount: { minor: 700, currency: "USD" }, reason: "scratched" };
  await ok(shop, "POST", `/payments/${order.payment?.id}/refunds`, { token: shop.adminToken, key: randomUUID(), body });
}

async function declined(shop: ServedShop): Promise<void> {
  const cart = await shop.guestCart();
  await shop.order(cart, { method: "pm_card_chargeDeclined" });
  await shop.order(cart);
}

async function threeDSecure(shop: ServedShop): Promise<void> {
  const { body: order } = await shop.order(await shop.guestCart(), { method: "pm_card_threeDSecure2Required" });
  const [intent] = await shop.stripe.intentsOf(order.id);
  await shop.stripe.authenticate(intent?.id ?? "", "success");
  await until(shop, order, (view) => view.paid);
}

async function threeDSecureCancelled(shop: ServedShop): Promise<void> {
  const { body: order } = await shop.order(await shop.guestCart(), { method: "pm_card_threeDSecure2Required" });
  await cancel(shop, order);
}

async function buyNow(shop: ServedShop): Promise<void> {
  const items = [
    { sku: SKU.FILE, quantity: 2 },
    { sku: SKU.LATER, quantity: 1 },
  ];
  const body = {
    items,
    email: EMAIL,
    shippingAddress: ADDRESS,
    payment: { provider: "stripe", method: "pm_card_visa" },
  };
  await ok(shop, "POST", "/orders", { key: randomUUID(), body });
}

/** A guest's cart that becomes a customer's, changed in every way, and quoted. */
async function claimed(shop: ServedShop): Promise<void> {
  const { token } = await shop.customer();
  const cart = await shop.guestCart([{ sku: SKU.MUG_BLUE, quantity: 2 }]);
  const path = `/carts/${cart.id}`;
  await ok(shop, "PUT", path, {
    cart: cart.token,
    body: { shippingOption: "express", lines: [{ sku: SKU.LAMP, quantity: 1 }] },
  });
  await ok(shop, "POST", `${path}/quote`, { cart: cart.token });
  await ok(shop, "POST", `${path}/claim`, { cart: cart.token, token, key: randomUUID() });
}

async function registeredTwice(shop: ServedShop): Promise<void> {
  const { email } = await shop.customer();
  const body = { email, password: "correct horse battery staple", name: "Ada Lovelace" };
  await shop.ask("POST", "/auth/register", { body });
}

/** A product that is taken off. That they are listed the filling of the shop has said. */
async function goods(shop: ServedShop): Promise<void> {
  const { body } = await shop.ask<{ id: string }>("GET", "/products/last-print");
  await ok(shop, "DELETE", `/products/${body.id}`, { token: shop.adminToken });
}

async function rules(shop: ServedShop): Promise<void> {
  const path = "/admin/pricing/rules";
  const { body } = await shop.ask<{ version: number }>("GET", path, { token: shop.adminToken });
  const { version: _, ...draft } = body;
  await ok(shop, "PUT", path, { token: shop.adminToken, body: { ...draft, taxIncluded: true } });
}

async function stock(shop: ServedShop): Promise<void> {
  const body = { changes: [{ sku: SKU.LAMP, location: "attic", onHand: 3, reason: "count" }] };
  await ok(shop, "PUT", "/admin/inventory", { token: shop.adminToken, key: randomUUID(), body });
}

async function captureRefused(shop: ServedShop): Promise<void> {
  await shop.stripe.fault("error_500", { method: "POST", path: "/v1/payment_intents/*/capture" }, { times: 2 });
  const order = await shop.buy();
  await until(shop, order, (view) => view.paid);
  await shop.stripe.clearFaults();
}

/** Ordered while the shop delivered there, paid when it no longer does. */
async function shipmentRefused(shop: ServedShop): Promise<void> {
  const { body: order } = await shop.order(await shop.guestCart(), { method: null });
  const rate = { id: "standard", title: "Standard", prices: { USD: 499 }, minDays: 2, maxDays: 5 };
  const zones = [{ name: "Germany", countries: ["DE"], rates: [rate] }];
  await ok(shop, "PUT", "/admin/shipping/zones", { token: shop.adminToken, body: { zones } });
  const body = { orderId: order.id, provider: "stripe", method: "pm_card_visa" };
  await ok(shop, "POST", "/payments", { order: order.token, key: randomUUID(), body });
  await until(shop, order, (view) => view.attention !== undefined && view.attention.length > 0);
}

async function paid(shop: ServedShop): Promise<Placed> {
  const order = await shop.buy([{ sku: SKU.MUG_RED, quantity: 2 }]);
  await until(shop, order, (view) => view.paid);
  return order;
}

async function cancel(shop: ServedShop, order: Placed): Promise<void> {
  await ok(shop, "POST", `/orders/${order.id}/cancel`, { order: order.token, body: { reason: "changed my mind" } });
}

async function ok(
  shop: ServedShop,
  method: string,
  path: string,
  ask: Parameters<ServedShop["ask"]>[2],
): Promise<void> {
  const { status, body } = await shop.ask(method, path, ask);
  if (status >= 300) throw new Error(`${method} ${path}: ${status} ${JSON.stringify(body)}`);
}

async function until(shop: ServedShop, order: Placed, isSo: (view: OrderView) => boolean): Promise<void> {
  for (let waited = 0; waited < PATIENCE_MS; waited += 100) {
    if (isSo(await shop.orderNow(order))) return;
    await sleep(100);
  }
  throw new Error(`${order.id} does not come to it`);
}
