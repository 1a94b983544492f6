import { createHmac, randomUUID } from "node:crypto";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { ADDRESS, EMAIL } from "./support/buying.ts";
import type { Ask } from "./support/client.ts";
import { SKU } from "./support/goods.ts";
import { type Shop, startShop } from "./support/shop.ts";
import { type Target, targetIn } from "./support/untouched.ts";

let shop: Shop;
let target: Target;
beforeAll(async () => {
  shop = await startShop();
  target = await targetIn(shop);
});
afterAll(() => shop.close());

const base64 = (value: object) => Buffer.from(JSON.stringify(value)).toString("base64url");
const visa = { provider: "stripe", method: "pm_card_visa" };
const place = (body: unknown, more: Ask = {}) => shop.ask("POST", "/orders", { key: randomUUID(), body, ...more });

describe("a token that we did not sign", () => {
  test("is none, whatever it says of itself", async () => {
    const { token } = await shop.customer();
    const [header = "", payload = ""] = token.split(".");
    const said = JSON.parse(Buffer.from(header, "base64url").toString()) as { kid: string };
    const { body } = await shop.ask<{ keys: { x: string }[] }>("GET", "//.well-known/jwks.json");
    const signedWith = (secret: string | Buffer, head: object) => {
      const text = `${base64({ ...said, ...head })}.${payload}`;
      return `${text}.${createHmac("sha256", secret).update(text).digest("base64url")}`;
    };
    const publicKey = body.keys[0]?.x ?? "";
    for (const forged of [
      ...["none", "None", "nOnE"].map((alg) => `${base64({ ...said, alg })}.${payload}.`),
      signedWith(publicKey, { alg: "HS256" }),
      signedWith(Buffer.from(publicKey, "base64url"), { alg: "HS256" }),
      signedWith(JSON.stringify(body.keys[0]), { alg: "HS256" }),
      signedWith("mine", { alg: "HS256", jwk: { kty: "oct", k: "bWluZQ" } }),
      signedWith("mine", { alg: "HS256", kid: "../../dev/null", jku: "https://evil.example/keys" }),
    ]) {
      for (const path of ["/users/me", `/carts/${target.cart.id}`, `/orders/${target.order.id}`]) {
        const answer = await shop.ask("GET", path, { token: forged });
        expect([path, answer.status, answer.body.code]).toEqual([path, 401, "invalid_token"]);
        expect(answer.headers.get("www-authenticate")).toContain("Bearer");
      }
    }
  });
});

describe("guessing passwords", () => {
  const login = (email: string, password: string, ip: string) =>
    shop.ask("POST", "/auth/login", { body: { email, password }, headers: { "cf-connecting-ip": ip } });

  test("from many places is stopped, and its owner still gets in from where they are known", async () => {
    const home = "203.0.113.7";
    const email = `${randomUUID()}@example.org`;
    const password = "correct horse battery staple";
    const body = { email, password, name: "Ada" };
    await shop.ask("POST", "/auth/register", { body, headers: { "cf-connecting-ip": home } });
    const statuses: number[] = [];
    for (let n = 1; n <= 12; n++) statuses.push((await login(email, "wrong password", `198.51.100.${n}`)).status);
    expect(statuses.slice(0, 5)).toEqual([401, 401, 401, 401, 401]);
    expect(statuses.at(-1)).toBe(429);
    const stopped = await login(email, password, "198.51.100.99");
    expect(stopped).toMatchObject({ status: 429, body: { code: "too_many_attempts" } });
    expect(Number(stopped.headers.get("retry-after"))).toBeGreaterThan(0);
    expect((await login(email, password, home)).status).toBe(200);
  });

  test.each([
    ["7 characters", "abcdefg", 400, "password_too_short"],
    ["64 bytes", "é".repeat(32), 201, undefined],
    ["512 bytes", "a1".repeat(256), 201, undefined],
    ["513 bytes", `${"a1".repeat(256)}b`, 400, "password_too_long"],
    ["a megabyte", "a".repeat(1024 * 1024), 413, "too_large"],
    ["spaces around", "  horse b  ", 201, undefined],
    ["nothing but foxes", "🦊".repeat(8), 201, undefined],
    ["what everybody takes", "password1", 400, "password_too_common"],
  ])("a password of %s", async (_, password, status, code) => {
    const email = `${randomUUID()}@example.org`;
    const made = await shop.ask("POST", "/auth/register", { body: { email, password, name: "Ada" } });
    expect([made.status, made.body.code]).toEqual([status, code]);
    if (status !== 201) return;
    const signIn = (word: string) => shop.ask("POST", "/auth/login", { body: { email, password: word } });
    expect((await signIn(password)).status).toBe(200);
    expect((await signIn(`${password.trim()}.`)).status).toBe(401);
  });
});

describe("the shop's own rules", () => {
  test("a guest's order is nobody's without its token", async () => {
    const another = await shop.buy();
    for (const more of [{}, { order: another.token }, { order: target.cart.token }, { cart: target.order.token }]) {
      expect((await shop.ask("GET", `/orders/${target.order.id}`, more)).status).toBe(404);
    }
  });

  test("a checkout with somebody else's cart, or quote, is not found", async () => {
    const { cart } = target;
    const before = await target.state();
    const { body: quote } = await shop.ask("POST", `/carts/${cart.id}/quote`, { cart: cart.token });
    const mine = await shop.guestCart();
    const { token } = await shop.customer();
    expect((await place({ cartId: cart.id, payment: visa }, { cart: mine.token })).status).toBe(404);
    expect((await place({ cartId: cart.id, payment: visa }, { token })).status).toBe(404);
    const foreignQuote = { cartId: mine.id, quoteId: quote.quoteId, payment: visa };
    expect((await place(foreignQuote, { cart: mine.token })).body.code).toBe("quote_changed");
    expect((await place({ ...foreignQuote, quoteId: "quo_1" }, { cart: mine.token })).status).toBe(404);
    expect(await target.state()).toMatchObject({ order: (before as { order: object }).order });
  });

  test("a cart that lacks something says what, and stays open", async () => {
    const { body: cart } = await shop.ask<{ id: string; token: string }>("POST", "/carts", {});
    const order = (email?: string) =>
      place({ cartId: cart.id, payment: visa, ...(email === undefined ? {} : { email }) }, { cart: cart.token });
    const put = (body: object) => shop.ask("PUT", `/carts/${cart.id}`, { cart: cart.token, body });
    expect(await order(EMAIL)).toMatchObject({ status: 409, body: { code: "cart_empty" } });
    await put({ lines: [{ sku: SKU.FILE, quantity: 1 }] });
    expect(await order()).toMatchObject({ status: 409, body: { code: "email_required" } });
    expect(await order(EMAIL)).toMatchObject({ status: 409, body: { code: "address_required" } });
    await put({ shippingAddress: ADDRESS });
    expect((await order(EMAIL)).status).toBe(201);
  });

  test("what was taken out of the shop is missing from the cart that has it, and named", async () => {
    const sku = `GONE-${randomUUID().slice(0, 8)}`;
    const body = {
      handle: sku.toLowerCase(),
      title: "Gone",
      variants: [{ sku, prices: { USD: 100 }, trackStock: false }],
    };
    const { body: product } = await shop.ask("POST", "/products", { token: shop.adminToken, body });
    const cart = await shop.guestCart([
      { sku, quantity: 2 },
      { sku: SKU.FILE, quantity: 1 },
    ]);
    await shop.ask("DELETE", `/products/${product.id}`, { token: shop.adminToken });
    expect(await place({ cartId: cart.id, payment: visa }, { cart: cart.token })).toMatchObject({
      status: 409,
      body: { code: "out_of_stock", lines: [{ sku, requested: 2, available: 0 }] },
    });
    await shop.ask("DELETE", `/carts/${cart.id}/lines/${sku}`, { cart: cart.token });
    expect((await place({ cartId: cart.id, payment: visa }, { cart: cart.token })).status).toBe(201);
  });

  test("a card's number, and a page of the provider on another site, are refused", async () => {
    const items = { items: [{ sku: SKU.FILE, quantity: 1 }], email: EMAIL, shippingAddress: ADDRESS };
    const hosted = (returnPath: string) => ({ provider: "stripe", flow: "hosted", returnPath, cancelPath: "/" });
    for (const path of ["https://evil.example/", "//evil.example/", "javascript:alert(1)"]) {
      expect((await place({ ...items, payment: hosted(path) })).body.code).toBe("format");
    }
  });
});
