import { randomUUID } from "node:crypto";
import { writeDeadLetterId } from "../../../../workers/gateway/dead-letter-id.ts";
import { routes } from "../../../../workers/gateway/routes.ts";
import { ADDRESS, EMAIL } from "../buying.ts";
import type { Answer, Ask, Json } from "../client.ts";
import { goods, PRICE, SKU } from "../goods.ts";
import type { CountedShop, Operation } from "./shop.ts";

const EVERYTHING = [SKU.MUG_BLUE, SKU.MUG_RED, SKU.LAMP, SKU.LAST, SKU.FILE].map((sku) => ({ sku, quantity: 1 }));
const CARD = { provider: "stripe", method: "pm_card_visa" };

/** One request at least through every row of the front door's table, and through the rows that do most: the longest ways too. */
export async function askEveryRoute(shop: CountedShop): Promise<void> {
  const asked = strict(shop);
  await askAsAnybody(asked, shop);
  await askAsCustomer(asked, shop);
  await buyInEveryWay(asked, shop);
  await askAsStaff(asked, shop);
}

type StrictAsk = <Body = Json>(method: string, path: string, ask?: Ask) => Promise<Body>;

/** What was refused says nothing of what it would have cost. */
function strict(shop: CountedShop): StrictAsk {
  return async <Body>(method: string, path: string, ask: Ask = {}) => {
    const answer: Answer<Body> = await shop.ask<Body>(method, path, ask);
    if (answer.status < 400) return answer.body;
    throw new Error(`${method} ${path}: ${answer.status} ${JSON.stringify(answer.body)}`);
  };
}

async function askAsAnybody(ask: StrictAsk, shop: CountedShop): Promise<void> {
  const open = ["/products", "/products/harbour-mug", "/categories", "/search?q=mug", "/search/suggestions?q=mu"];
  const operations = ["//health", "//ready", "//docs", "//.well-known/jwks.json", "/openapi.json"];
  for (const path of [...open, ...operations]) await ask("GET", path);
  await shop.ask("GET", "//media/demo/none.svg");
  await ask("GET", "//metrics", { token: shop.secrets.METRICS_TOKEN ?? "" });
  const { id, token } = await ask<{ id: string; token: string }>("POST", "/carts", { body: {} });
  const at = (method: string, path: string, body?: unknown) =>
    ask(method, `/carts/${id}${path}`, { cart: token, ...(body === undefined ? {} : { body }) });
  await at("POST", "/lines", { sku: SKU.LAMP, quantity: 1 });
  await at("PATCH", `/lines/${SKU.LAMP}`, { quantity: 2 });
  await at("PUT", "/shipping-address", ADDRESS);
  await at("GET", "/shipping-options");
  await at("PUT", "/shipping-option", { id: "standard" });
  await at("PUT", "", { lines: EVERYTHING, email: EMAIL, shippingAddress: ADDRESS, shippingOption: "express" });
  await at("POST", "/quote");
  await at("GET", "");
  await at("DELETE", `/lines/${SKU.LAMP}`);
  // A shop without coupons has none to use or to take back.
  await shop.ask("POST", `/carts/${id}/coupons`, { cart: token, body: { code: "NONE" } });
  await shop.ask("DELETE", `/carts/${id}/coupons/NONE`, { cart: token });
}

async function askAsCustomer(ask: StrictAsk, shop: CountedShop): Promise<void> {
  const { email } = await shop.customer();
  const body = { email, password: "correct horse battery staple" };
  type Tokens = { accessToken: string; refreshToken: string };
  const { refreshToken } = await ask<Tokens>("POST", "/auth/login", { body });
  const { accessToken: token, ...fresh } = await ask<Tokens>("POST", "/auth/refresh", { body: { refreshToken } });
  await ask("GET", "/users/me", { token });
  await ask("PUT", "/users/me", { token, body: { name: "Ada" } });
  const { id } = await ask("POST", "/users/me/addresses", { token, body: ADDRESS });
  await ask("GET", "/users/me/addresses", { token });
  await ask("PUT", `/users/me/addresses/${id}`, { token, body: { ...ADDRESS, city: "Shelbyville" } });
  await ask("DELETE", `/users/me/addresses/${id}`, { token });
  const guest = await shop.guestCart();
  await ask("POST", `/carts/${guest.id}/claim`, { token, cart: guest.token });
  const lines = { lines: [{ sku: SKU.LAMP, quantity: 1 }], shippingOption: "standard", email };
  const { id: cartId } = await ask("POST", "/carts", { token, body: {} });
  await ask("PUT", `/carts/${cartId}`, { token, body: lines });
  await ask("POST", "/orders", { token, key: randomUUID(), body: { cartId, payment: CARD } });
  // A second cart, of a later generation, is looked up by its number first.
  const next = await ask("POST", "/carts", { token, body: {} });
  await ask("PUT", `/carts/${next.id}`, { token, body: { ...lines, shippingAddress: ADDRESS } });
  await ask("POST", `/carts/${next.id}/quote`, { token });
  await ask("POST", "/orders", { token, key: randomUUID(), body: { cartId: next.id, payment: CARD } });
  await ask("GET", "/users/me/orders", { token });
  await ask("POST", "/auth/logout", { body: { refreshToken: fresh.refreshToken } });
}

async function buyInEveryWay(ask: StrictAsk, shop: CountedShop): Promise<void> {
  const order = (body: object, more: Ask = {}) =>
    ask<{ id: string; token: string; payment: { id: string } }>("POST", "/orders", {
      key: randomUUID(),
      body,
      ...more,
    });
  const everything = await shop.guestCart(EVERYTHING);
  await order({ cartId: everything.id, payment: CARD }, { cart: everything.token });
  const lamp = await ask("GET", "/products/reading-lamp");
  const items = [SKU.MUG_RED, SKU.FILE].map((sku) => ({ sku, quantity: 1 }));
  const goodsOf = { items: [...items, { productId: lamp.id, quantity: 1 }], email: EMAIL, shippingAddress: ADDRESS };
  const bought = await order({ ...goodsOf, payment: CARD });
  await ask("GET", `/orders/${bought.id}`, { order: bought.token });
  await ask("GET", `/orders/${bought.id}?version=1`, { order: bought.token });
  await ask("GET", `/orders/${bought.id}/events`, { order: bought.token });
  await ask("POST", `/orders/${bought.id}/cancel`, { order: bought.token, body: { reason: "changed my mind" } });
  const waits = await order(goodsOf);
  const body = { orderId: waits.id, method: "pm_card_visa" };
  const { id } = await ask("POST", "/payments", { order: waits.token, key: randomUUID(), body });
  await ask("GET", `/payments/${id}`, { order: waits.token });
  // The longest way of all that end with a no: priced, found dearer than shown, given back, and quoted again.
  const cart = await shop.guestCart([{ sku: SKU.LATER, quantity: 1 }]);
  await dearer(ask, shop.adminToken);
  const refused = await shop.order(cart);
  if (refused.status !== 409) throw new Error(`a dearer cart was answered with ${refused.status}`);
}

async function dearer(ask: StrictAsk, token: string): Promise<void> {
  const chair = goods.products.find(({ handle }) => handle === "later-chair");
  const variants = chair?.variants.map((variant) => ({ ...variant, prices: { USD: PRICE.LATER + 1 } }));
  const { id } = await ask("GET", "/products/later-chair");
  await ask("PUT", `/products/${id}`, { token, body: { ...chair, variants } });
}

async function askAsStaff(ask: StrictAsk, shop: CountedShop): Promise<void> {
  const token = shop.adminToken;
  const staff = (method: string, path: string, body?: unknown) =>
    ask(method, path, { token, key: randomUUID(), ...(body === undefined ? {} : { body }) });
  const [mug] = goods.products;
  const variants = [{ ...mug?.variants[0], sku: "NEW", options: [] }];
  const { id } = await staff("POST", "/products", { ...mug, handle: "new", options: [], variants });
  const change = { sku: "NEW", onHand: 3, reason: "counted" };
  await staff("PUT", `/products/${id}/inventory`, [change]);
  await staff("PUT", "/admin/inventory", { changes: [change, ...EVERYTHING.map(({ sku }) => ({ ...change, sku }))] });
  await staff("GET", "/admin/inventory/NEW");
  await staff("POST", "/admin/inventory/reconcile", {
    since: new Date(0).toISOString(),
    until: new Date(1).toISOString(),
  });
  await staff("GET", `/admin/products/${id}`);
  await staff("DELETE", `/products/${id}`);
  await staff("POST", "/admin/products/import", { products: goods.products });
  for (const path of ["/admin/shipping/zones", "/admin/pricing/rules"]) await staff("GET", path);
  await staff("PUT", "/admin/shipping/zones", { zones: goods.zones });
  await staff("PUT", "/admin/pricing/rules", goods.rules);
  await theLog(staff);
  // Nothing stands still, so there is no such dead letter: refused by the log, and asked of it all the same.
  await shop.ask("GET", `/admin/events/dead-letters/${NO_LETTER}`, { token });
  const password = "correct horse battery staple";
  await staff("POST", "/admin/staff", { email: "sue@example.org", password, name: "Sue", role: "support" });
  const sold = await shop.buy();
  await shop.quiet();
  await staff("PUT", `/orders/${sold.id}/status`, { status: "fulfilled" });
  await staff("POST", `/payments/${sold.payment?.id}/refunds`, { reason: "scratched" });
}

const NO_LETTER = writeDeadLetterId({ partition: 0, subscriber: "orders-lists", stream: "order/none" });

/** The routes of the log of events. */
async function theLog(staff: (method: string, path: string, body?: unknown) => Promise<unknown>): Promise<void> {
  const log = "/admin/events";
  for (const path of ["?partition=0", "/partitions", "/dead-letters", "/rebuilds"]) await staff("GET", log + path);
  await staff("POST", `${log}/dead-letters/${NO_LETTER}/release`);
  await staff("POST", `${log}/releases`, { subscriber: "orders-lists" });
  await staff("POST", `${log}/replays`, { subscriber: "orders-lists", fromOffset: 1_000_000 });
  await staff("POST", `${log}/rebuilds`, { projection: "orders-lists" });
}

/**
 * The hops of each request, by row of the front door's table: calls of service bindings on the request's account, also after
 * its answer. What an object tells the log is left out: it is gathered over whoever wrote to it, and belongs to none.
 */
export function hopsByRoute(operations: Operation[]): Map<string, number[]> {
  const rows = routes.map(({ method, path }) => {
    const pattern = new RegExp(
      `^\\d+ ${method.toUpperCase()} ${path.replace(/[.]/g, "\\.").replace(/\{\w+\}/g, "[^/ ]+")}$`,
    );
    return { label: `${method.toUpperCase()} ${path}`, pattern };
  });
  const hops = operations.filter(({ kind, what }) => kind === "hop" && !what.includes(" EVENTS.append"));
  const byRequest = Map.groupBy(hops, ({ cause }) => cause.split(" > ")[0] ?? "");
  const requests = operations.filter(({ kind }) => kind === "request").map(({ cause }) => cause);
  const hopsOf = (request: string) => (byRequest.get(request) ?? []).reduce((sum, { times }) => sum + times, 0);
  return new Map(
    rows.map(({ label, pattern }) => [label, requests.filter((each) => pattern.test(each)).map(hopsOf)] as const),
  );
}
