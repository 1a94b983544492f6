import { randomUUID } from "node:crypto";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import type { AddressView, TokenPair, UserView } from "../../contracts/identity.ts";
import type { OrderSummary } from "../../domain/orders/types.ts";
import { ADDRESS, type Placed } from "./support/buying.ts";
import type { Ask } from "./support/client.ts";
import { type Documented, documentedClient } from "./support/documented.ts";
import { SKU } from "./support/goods.ts";
import { type Shop, startShop } from "./support/shop.ts";

let shop: Shop;
let api: Documented;
beforeAll(async () => {
  shop = await startShop();
  api = await documentedClient(shop.ask);
});
afterAll(() => shop.close());

const password = "correct horse battery staple";
type Registered = TokenPair & { user: UserView };

async function registered(email = `${randomUUID()}@example.org`): Promise<Registered> {
  const made = await api.ask<Registered>("POST", "/auth/register", {
    body: { email, password, name: "Ada İ ß 中 🦊" },
  });
  expect(made.status).toBe(201);
  return made.body;
}
const refresh = (refreshToken: string) => api.ask<TokenPair>("POST", "/auth/refresh", { body: { refreshToken } });
const me = (token: string, path = "", more: Ask & { method?: string } = {}) =>
  api.ask(more.method ?? "GET", `/users/me${path}`, { token, ...more });

describe("signing in", () => {
  test("an account is made once per e-mail address, and signed in at once", async () => {
    const { user, accessToken, expiresIn } = await registered();
    expect(user).toMatchObject({ name: "Ada İ ß 中 🦊", role: "customer", phone: null, preferences: {} });
    expect(expiresIn).toBeGreaterThan(0);
    expect((await me(accessToken)).body).toEqual(user);
    const again = { email: user.email.toUpperCase(), password, name: "Eve" };
    expect(await api.ask("POST", "/auth/register", { body: again })).toMatchObject({
      status: 409,
      body: { code: "email_taken" },
    });
  });

  test("with the password: tokens; with another, or for nobody: the same refusal", async () => {
    const { user } = await registered();
    const login = (email: string, word: string) =>
      api.ask<TokenPair>("POST", "/auth/login", { body: { email, password: word } });
    const { body: tokens } = await login(user.email, password);
    expect((await me(tokens.accessToken)).status).toBe(200);
    const [wrong, nobody] = [await login(user.email, "not the password"), await login("nobody@example.org", password)];
    for (const { status, body } of [wrong, nobody]) {
      expect([status, body]).toMatchObject([401, { code: "invalid_credentials" }]);
    }
    expect(Object.keys(wrong.body)).toEqual(Object.keys(nobody.body));
  });

  test("tokens are exchanged for new ones; a repeat gets the same, an older one ends the session", async () => {
    const first = await registered();
    const second = await refresh(first.refreshToken);
    expect(second.status).toBe(200);
    expect((await refresh(first.refreshToken)).body.refreshToken).toBe(second.body.refreshToken);
    const third = await refresh(second.body.refreshToken);
    expect(third.status).toBe(200);
    expect(await refresh(first.refreshToken)).toMatchObject({ status: 401, body: { code: "invalid_token" } });
    expect((await refresh(third.body.refreshToken)).status).toBe(401);
    expect((await me(third.body.accessToken, "", { method: "PUT", body: { name: "Eve" } })).status).toBe(401);
  });

  test("after logging out no token of the session is good", async () => {
    const { accessToken, refreshToken } = await registered();
    const logout = () => api.ask("POST", "/auth/logout", { body: { refreshToken } });
    expect((await logout()).status).toBe(204);
    expect((await logout()).status).toBe(204);
    expect((await me(accessToken)).status).toBe(401);
    expect((await refresh(refreshToken)).status).toBe(401);
  });

  test("no other token opens an account", async () => {
    const { accessToken, refreshToken } = await registered();
    const [header = "", payload = "", signature = ""] = accessToken.split(".");
    const unsigned = (alg: string) => Buffer.from(JSON.stringify({ alg, typ: "at+jwt" })).toString("base64url");
    for (const token of [
      ...["x", refreshToken, `${header}.${payload}.`, `${header}.${payload}`, `${signature}.${payload}.${header}`],
      ...["none", "None", "HS256"].map((alg) => `${unsigned(alg)}.${payload}.${signature}`),
    ]) {
      expect(await me(token)).toMatchObject({ status: 401, body: { code: "invalid_token" } });
    }
    const two = { headers: { authorization: `Bearer ${accessToken}, Bearer ${accessToken}` } };
    expect((await api.ask("GET", "/users/me", two)).status).toBe(401);
    expect((await api.ask("GET", "/users/me")).body.code).toBe("unauthenticated");
  });
});

describe("an account", () => {
  test("is its owner's to read and to change; what is not named stays", async () => {
    const { user, accessToken } = await registered();
    const put = (body: object) => me(accessToken, "", { method: "PUT", body });
    expect((await put({ phone: "+49 30 1234567" })).body).toEqual({ ...user, phone: "+49 30 1234567" });
    expect((await put({ preferences: { theme: "dark", newsletter: "no" } })).body).toMatchObject({
      name: user.name,
      phone: "+49 30 1234567",
      preferences: { theme: "dark", newsletter: "no" },
    });
    expect((await put({ phone: null, name: "Ada" })).body).toMatchObject({ name: "Ada", phone: null });
    expect((await api.ask("GET", `/users/${user.id}`, { token: accessToken })).status).toBe(200);
    const stranger = (await registered()).accessToken;
    expect((await api.ask("GET", `/users/${user.id}`, { token: stranger })).status).toBe(404);
  });

  test.each([
    [{ role: "admin" }, "unknown_field"],
    [{ email: "new@example.org" }, "unknown_field"],
    [{ createdAt: "2020-01-01T00:00:00.000Z" }, "unknown_field"],
    [{ name: " " }, "required"],
    [{ name: null }, "wrong_type"],
    [{ phone: "call me" }, "format"],
    [{ preferences: { theme: 1 } }, "wrong_type"],
    [{ preferences: { note: "4242424242424242" } }, "card_data_not_accepted"],
  ])("takes no %j: %s", async (body, code) => {
    const { user, accessToken } = await registered();
    expect(await me(accessToken, "", { method: "PUT", body })).toMatchObject({ status: 400, body: { code } });
    expect((await me(accessToken)).body).toEqual(user);
  });

  test("keeps addresses: added once per key, replaced, forgotten, nobody else's", async () => {
    const [{ accessToken: token }, other] = [await registered(), await registered()];
    const key = randomUUID();
    const add = (body: object) => me(token, "/addresses", { method: "POST", key, body });
    const { status, body: address } = await add(ADDRESS);
    expect([status, address]).toEqual([201, { id: address.id, ...ADDRESS }]);
    expect((await add(ADDRESS)).body).toEqual(address);
    expect((await add({ ...ADDRESS, city: "Oslo" })).body.code).toBe("idempotency_mismatch");
    const path = `/addresses/${(address as unknown as AddressView).id}`;
    expect((await me(token, path, { method: "PUT", body: { ...ADDRESS, line2: "Flat 2" } })).body.line2).toBe("Flat 2");
    expect((await me(token, path, { method: "PUT", body: { ...ADDRESS, country: "XX" } })).body.code).toBe("country");
    expect((await me(other.accessToken, path, { method: "DELETE" })).status).toBe(404);
    expect((await me(token, "/addresses")).body).toMatchObject({ items: [{ line2: "Flat 2" }], nextCursor: null });
    expect((await me(token, path, { method: "DELETE" })).status).toBe(204);
    expect((await me(token, path, { method: "DELETE" })).status).toBe(404);
    expect((await me(token, "/addresses")).body).toEqual({ items: [], nextCursor: null });
  });

  test("lists its orders newest first, a page at a time, the newest never missing", async () => {
    const { accessToken: token } = await registered();
    const placed: string[] = [];
    for (let n = 0; n < 5; n++) {
      const body = { items: [{ sku: SKU.FILE, quantity: 1 }], shippingAddress: ADDRESS };
      const payment = n % 2 === 0 ? { payment: { provider: "stripe", method: "pm_card_visa" } } : {};
      const order = await shop.ask<Placed>("POST", "/orders", {
        token,
        key: `order-${n}`,
        body: { ...body, ...payment },
      });
      placed.unshift(order.body.id);
      expect((await me(token, "/orders?limit=1")).body).toMatchObject({ items: [{ id: order.body.id }] });
    }
    const seen: string[] = [];
    let cursor = "";
    do {
      const page = await me(token, `/orders?limit=2${cursor}`);
      const { items, nextCursor } = page.body as { items: OrderSummary[]; nextCursor: string | null };
      expect(items.length).toBeLessThanOrEqual(2);
      seen.push(...items.map((item) => item.id));
      cursor = nextCursor === null ? "" : `&cursor=${nextCursor}`;
    } while (cursor !== "");
    expect(seen).toEqual(placed);
    expect((await me(token, "/orders?cursor=garbage")).body.code).toBe("parameter");
  });
});

test("every route of accounts was asked", async () => {
  expect((await api.ask("GET", "//.well-known/jwks.json")).status).toBe(200);
  expect(api.unasked("Accounts")).toEqual([]);
});
