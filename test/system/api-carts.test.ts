import { randomUUID } from "node:crypto";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import type { CartView, QuoteView } from "../../domain/cart/types.ts";
import { ADDRESS, EMAIL, type Opened } from "./support/buying.ts";
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

const QUANTITY_TAX_MINOR = 160; // 8 % of one blue mug, rounded half away from zero.

async function opened(currency?: string): Promise<Opened> {
  const answer = await api.ask<Opened>("POST", "/carts", currency === undefined ? {} : { body: { currency } });
  expect(answer.status).toBe(201);
  return answer.body;
}

/** Somebody at a cart. */
function at({ id, token }: { id: string; token: string }) {
  const ask = (method: string, path: string, more: Ask = {}) =>
    api.ask<CartView & Json>(method, `/carts/${id}${path}`, { cart: token, ...more });
  return {
    ask,
    put: (body: unknown, more: Ask = {}) => ask("PUT", "", { body, ...more }),
    add: (sku: string, quantity: number, more: Ask = {}) => ask("POST", "/lines", { body: { sku, quantity }, ...more }),
    now: async () => (await ask("GET", "")).body,
  };
}

const quantities = ({ lines }: CartView) => Object.fromEntries(lines.map((line) => [line.sku, line.quantity]));

describe("a guest's cart", () => {
  test("is opened empty with a token, in the shop's currency or another", async () => {
    const cart = await opened();
    expect(cart).toMatchObject({ lines: [], discounts: [], currency: "USD", totals: { total: { minor: 0 } } });
    expect(cart.token).toBeTruthy();
    expect((await at(cart).now()).lines).toEqual([]);
    expect(await opened("JPY")).toMatchObject({ totals: { total: { minor: 0, currency: "JPY" } } });
    expect((await api.ask("POST", "/carts", { body: { currency: "BTC" } })).body.code).toBe("currency");
    expect((await api.ask("GET", `/carts/${cart.id}`)).status).toBe(404);
  });

  test("takes several changes at once, adds up, and says where each amount comes from", async () => {
    const cart = at(await opened());
    const lines = [{ sku: SKU.MUG_BLUE, quantity: 1 }];
    const filled = await cart.put({ lines, shippingAddress: ADDRESS, shippingOption: "standard", email: EMAIL });
    expect(filled).toMatchObject({ status: 200, body: { email: EMAIL, shippingAddress: ADDRESS } });
    const { totals } = filled.body;
    expect(totals).toMatchObject({
      subtotal: { minor: PRICE.MUG_BLUE },
      discount: { minor: 0 },
      shipping: { minor: SHIPPING_MINOR },
      taxIncluded: false,
    });
    expect(totals.tax.minor).toBeGreaterThanOrEqual(QUANTITY_TAX_MINOR);
    expect(totals.total.minor).toBe(totals.subtotal.minor + totals.shipping.minor + totals.tax.minor);
    expect(filled.body.lines).toMatchObject([
      { sku: SKU.MUG_BLUE, quantity: 1, unitPrice: { minor: PRICE.MUG_BLUE }, total: { minor: PRICE.MUG_BLUE } },
    ]);
    // One refused change: none of the others is made.
    const before = await cart.now();
    const refused = await cart.put({ lines: [{ sku: SKU.LAMP, quantity: 1 }], shippingOption: "pigeon" });
    expect(refused).toMatchObject({ status: 422, body: { code: "unknown_shipping_option" } });
    expect(await cart.now()).toEqual(before);
  });

  test("has lines added, set, and removed", async () => {
    const cart = at(await opened());
    expect(quantities((await cart.add(SKU.MUG_BLUE, 2)).body)).toEqual({ [SKU.MUG_BLUE]: 2 });
    expect(quantities((await cart.add(SKU.MUG_BLUE, 1)).body)).toEqual({ [SKU.MUG_BLUE]: 3 });
    const set = await cart.ask("PATCH", `/lines/${SKU.MUG_BLUE}`, { body: { quantity: 999 } });
    expect(quantities(set.body)).toEqual({ [SKU.MUG_BLUE]: 999 });
    expect(await cart.add(SKU.MUG_BLUE, 1)).toMatchObject({ status: 400, body: { code: "quantity_range", max: 999 } });
    expect((await cart.ask("DELETE", `/lines/${SKU.MUG_BLUE}`)).body.lines).toEqual([]);
    expect((await cart.put({ lines: [{ sku: SKU.LAMP, quantity: 0 }] })).body.lines).toEqual([]);
    expect((await cart.add("NOTHING", 1)).body.code).toBe("unknown_sku");
  });

  test("adds once for each key", async () => {
    const cart = at(await opened());
    const key = randomUUID();
    const first = await cart.add(SKU.LAMP, 1, { key });
    expect(await cart.add(SKU.LAMP, 1, { key })).toMatchObject({ status: 200, body: first.body });
    expect(await cart.add(SKU.LAMP, 2, { key })).toMatchObject({ status: 422, body: { code: "idempotency_mismatch" } });
    expect((await cart.add(SKU.LAMP, 1, { key: "two words" })).body.code).toBe("idempotency_key_invalid");
  });

  test("is changed only as it was read, where that is asked for", async () => {
    const cart = at(await opened());
    const read = await cart.add(SKU.LAMP, 1);
    const etag = read.headers.get("etag") ?? "";
    expect(etag).toBe(`"${read.body.version}"`);
    const stale = { headers: { "if-match": '"0"' } };
    expect(await cart.put({ lines: [] }, stale)).toMatchObject({ status: 412, body: { code: "version" } });
    expect((await cart.add(SKU.LAMP, 1, stale)).status).toBe(412);
    expect((await cart.ask("DELETE", `/lines/${SKU.LAMP}`, stale)).status).toBe(412);
    expect((await cart.add(SKU.LAMP, 1, { headers: { "if-match": etag } })).status).toBe(200);
  });

  test("knows the ways to ship to its address, and takes one of them", async () => {
    const cart = at(await opened());
    expect((await cart.ask("GET", "/shipping-options")).body.code).toBe("address_required");
    expect((await cart.ask("PUT", "/shipping-option", { body: { id: "express" } })).body.code).toBe("address_required");
    expect((await cart.ask("PUT", "/shipping-address", { body: { ...ADDRESS, name: " " } })).status).toBe(400);
    const nowhere = await cart.ask("PUT", "/shipping-address", { body: { ...ADDRESS, country: "JP" } });
    expect(nowhere).toMatchObject({ status: 422, body: { code: "not_shippable" } });
    await cart.ask("PUT", "/shipping-address", { body: ADDRESS });
    const options = await cart.ask("GET", "/shipping-options");
    expect(options.body.items).toMatchObject([
      { id: "standard", price: { minor: SHIPPING_MINOR, currency: "USD" } },
      { id: "express" },
    ]);
    const chosen = await cart.ask("PUT", "/shipping-option", { body: { id: "express" } });
    expect(chosen.body.shippingOption).toMatchObject({ id: "express", price: { minor: 1_499 } });
    expect(chosen.body.totals.total.minor).toBe(0); // Nothing in it, nothing to send.
  });

  test("takes no coupon that the shop does not know", async () => {
    const cart = at(await opened());
    const before = (await cart.add(SKU.LAMP, 1)).body;
    const invalid = { status: 422, body: { code: "coupon_invalid" } };
    expect(await cart.ask("POST", "/coupons", { body: { code: "SUMMER" } })).toMatchObject(invalid);
    expect(await cart.ask("DELETE", "/coupons/SUMMER")).toMatchObject(invalid);
    expect(await cart.put({ coupons: ["SUMMER"], lines: [{ sku: SKU.LAMP, quantity: 9 }] })).toMatchObject(invalid);
    expect(await cart.now()).toEqual(before);
  });

  test("is quoted for a quarter of an hour", async () => {
    const cart = at(await opened());
    expect(await cart.ask("POST", "/quote")).toMatchObject({ status: 409, body: { code: "cart_empty" } });
    const { totals } = (await cart.add(SKU.LAMP, 2)).body;
    const quote = await cart.ask("POST", "/quote", { body: {} });
    expect(quote).toMatchObject({ status: 201, body: { totals, lines: [{ sku: SKU.LAMP, quantity: 2 }] } });
    const { expiresAt } = quote.body as unknown as QuoteView;
    expect(Date.parse(expiresAt) - Date.now()).toBeGreaterThan(14 * 60_000);
  });
});

describe("a customer's cart", () => {
  test("is one, wherever they are signed in, and takes in a guest's: per SKU the larger quantity", async () => {
    const { token } = await shop.customer();
    const mine = (await api.ask<Opened>("POST", "/carts", { token })).body;
    expect(mine.token).toBeUndefined();
    await api.ask("PUT", `/carts/${mine.id}`, {
      token,
      body: {
        lines: [
          { sku: SKU.LAMP, quantity: 1 },
          { sku: SKU.FILE, quantity: 2 },
        ],
      },
    });
    expect((await api.ask<Opened>("POST", "/carts", { token })).body.id).toBe(mine.id);
    const guests = await opened();
    await at(guests).put({
      lines: [
        { sku: SKU.LAMP, quantity: 3 },
        { sku: SKU.FILE, quantity: 1 },
        { sku: SKU.MUG_RED, quantity: 1 },
      ],
    });
    expect((await api.ask("POST", `/carts/${guests.id}/claim`, { cart: guests.token })).status).toBe(401);
    expect((await api.ask("POST", `/carts/${guests.id}/claim`, { token })).status).toBe(404);
    const claim = () => api.ask<CartView>("POST", `/carts/${guests.id}/claim`, { token, cart: guests.token });
    const merged = await claim();
    expect(merged).toMatchObject({ status: 200, body: { id: mine.id } });
    expect(quantities(merged.body)).toEqual({ [SKU.LAMP]: 3, [SKU.FILE]: 2, [SKU.MUG_RED]: 1 });
    await api.ask("DELETE", `/carts/${mine.id}/lines/${SKU.MUG_RED}`, { token });
    expect(quantities((await claim()).body)).toEqual({ [SKU.LAMP]: 3, [SKU.FILE]: 2 }); // Once per guest cart.
    expect((await at(guests).add(SKU.LAMP, 1)).body.code).toBe("cart_closed");
  });
});

test("every route of carts was asked", () => {
  expect(api.unasked("Carts")).toEqual([]);
});
