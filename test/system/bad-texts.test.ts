import { randomUUID } from "node:crypto";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import type { UserView } from "../../contracts/identity.ts";
import { ADDRESS, EMAIL } from "./support/buying.ts";
import type { Answer } from "./support/client.ts";
import { SKU } from "./support/goods.ts";
import { type Shop, startShop } from "./support/shop.ts";
import { type Target, targetIn } from "./support/untouched.ts";

let shop: Shop;
let target: Target;
let token: string;
beforeAll(async () => {
  shop = await startShop();
  target = await targetIn(shop);
  token = (await shop.customer()).token;
});
afterAll(() => shop.close());

const INJECTIONS = ["' OR 1=1--", '"; DROP TABLE orders;--', `\${7*7}`, "{{7*7}}", "<script>alert(1)</script>"];

/** The same text in every place that a shopper may write to; each answers 200, 4xx, and nothing worse. */
function everywhere(text: string): Promise<Answer>[] {
  const { cart, order } = target;
  const escaped = encodeURIComponent(text);
  const asCart = (method: string, path: string, body?: unknown) =>
    shop.ask(method, `/carts/${cart.id}${path}`, { cart: cart.token, body });
  return [
    ...["/products?q=", "/search?q=", "/search/suggestions?q=", "/products?category=", "/products?sort="].map((path) =>
      shop.ask("GET", `${path}${escaped}`),
    ),
    ...["/products?option.Size=", "/products?cursor=", "/products?currency=", "/search?facets="].map((path) =>
      shop.ask("GET", `${path}${escaped}`),
    ),
    shop.ask("GET", `/products?option.${escaped}=M`),
    shop.ask("GET", `/products/${escaped}`),
    asCart("PATCH", `/lines/${escaped}`, { quantity: 1 }),
    asCart("DELETE", `/coupons/${escaped}`),
    asCart("POST", "/lines", { sku: text, quantity: 1 }),
    asCart("POST", "/coupons", { code: text }),
    asCart("PUT", "/shipping-option", { id: text }),
    asCart("PUT", "", { email: text }),
    asCart("PUT", "/shipping-address", { ...ADDRESS, country: text }),
    shop.ask("GET", `/orders/${order.id}/events?cursor=${escaped}`, { order: order.token }),
    shop.ask("GET", `/users/me/orders?cursor=${escaped}`, { token }),
    shop.ask("POST", "/auth/login", { body: { email: text, password: text } }),
    shop.ask("POST", "/auth/refresh", { body: { refreshToken: text } }),
    shop.ask("PUT", "/users/me", { token, body: { preferences: { [text]: text } } }),
  ];
}

describe("texts meant for something else", () => {
  test.each([...INJECTIONS, '"unbalanced', "NEAR(", "a AND", "*", "=cmd|'/C calc'!A0", "../../etc/passwd"])(
    "%s has no effect anywhere",
    async (text) => {
      const before = await target.state();
      for (const { status, body } of await Promise.all(everywhere(text))) {
        expect([body.code, status < 500]).toEqual([body.code, true]);
        if (status >= 400) expect(JSON.stringify(body)).not.toContain(text);
      }
      expect(await target.state()).toEqual(before);
      expect((await shop.ask<{ items: unknown[] }>("GET", "/products")).body.items).toHaveLength(5);
    },
  );

  test.each([...INJECTIONS, "İı ß 中文 العربية 🦊", "javascript:alert(1)", "Zoë O’Neill"])(
    "%s is a name like any other, and comes back as it went in",
    async (name) => {
      const put = await shop.ask<UserView>("PUT", "/users/me", { token, body: { name } });
      expect([put.status, put.body.name]).toEqual([200, name]);
      const saved = await shop.ask("POST", "/users/me/addresses", { token, body: { ...ADDRESS, name, line1: name } });
      expect(saved).toMatchObject({ status: 201, body: { name, line1: name } });
      await shop.ask("DELETE", `/users/me/addresses/${saved.body.id}`, { token });
    },
  );
});

describe("texts that are no text", () => {
  test.each([
    ["a NUL", "\u0000"],
    ["half a character", "\ud800"],
    ["the end of a header", "\r\nSet-Cookie: sid=1"],
    ["a bell", "\u0007"],
  ])("%s is refused, with its place", async (_, text) => {
    const put = await shop.ask("PUT", "/users/me", { token, body: { name: `Ada${text}` } });
    expect(put).toMatchObject({ status: 400, body: { errors: [{ path: "name", code: "control_char" }] } });
    const body = { shippingAddress: { ...ADDRESS, city: text } };
    const { cart } = target;
    const address = await shop.ask("PUT", `/carts/${cart.id}`, { cart: cart.token, body });
    expect(address.body.errors).toEqual([{ path: "shippingAddress.city", code: "control_char" }]);
  });

  test("a line break is none within a line", async () => {
    const put = await shop.ask("PUT", "/users/me", { token, body: { name: "Ada\nLovelace" } });
    expect(put).toMatchObject({ status: 400, body: { code: "control_char" } });
  });
});

test("a card's number is refused wherever a shopper may write, and lies nowhere afterwards", async () => {
  const card = "4242 4242 4242 4242";
  const items = [{ sku: SKU.FILE, quantity: 1 }];
  const refused = [
    shop.ask("PUT", "/users/me", { token, body: { name: card } }),
    shop.ask("PUT", "/users/me", { token, body: { preferences: { note: card } } }),
    shop.ask("POST", "/users/me/addresses", { token, body: { ...ADDRESS, line2: card } }),
    shop.ask("PUT", `/carts/${target.cart.id}/shipping-address`, {
      cart: target.cart.token,
      body: { ...ADDRESS, name: card },
    }),
    shop.ask("POST", `/orders/${target.order.id}/cancel`, { order: target.order.token, body: { reason: card } }),
    shop.ask("POST", "/orders", {
      key: randomUUID(),
      body: { items, email: EMAIL, shippingAddress: ADDRESS, payment: { provider: "stripe", method: card } },
    }),
    shop.ask("POST", "/auth/register", { body: { email: EMAIL, password: "correct horse battery", name: card } }),
  ];
  for (const answer of await Promise.all(refused)) {
    expect(answer).toMatchObject({ status: 400, body: { code: "card_data_not_accepted" } });
    // Its own id is made of random digits.
    expect(JSON.stringify({ ...answer.body, requestId: "" })).not.toContain("4242");
  }
});
