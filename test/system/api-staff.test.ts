import { randomUUID } from "node:crypto";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import type { StockLevel } from "../../contracts/inventory.ts";
import type { ProductView } from "../../domain/catalog/types.ts";
import { ADDRESS, EMAIL, type Placed } from "./support/buying.ts";
import type { Ask, Json } from "./support/client.ts";
import { type Documented, documentedClient } from "./support/documented.ts";
import { goods, SKU } from "./support/goods.ts";
import { type Shop, startShop } from "./support/shop.ts";

let shop: Shop;
let api: Documented;
let shopper: string;
beforeAll(async () => {
  shop = await startShop();
  api = await documentedClient(shop.ask);
  shopper = (await shop.customer()).token;
});
afterAll(() => shop.close());

const staff = <Body = Json>(method: string, path: string, more: Ask = {}) =>
  api.ask<Body>(method, path, { token: shop.adminToken, ...more });

function draft(more: object = {}) {
  const name = randomUUID().slice(0, 8);
  return { handle: `thing-${name}`, title: "Thing", variants: [{ sku: `T-${name}`, prices: { USD: 1_000 } }], ...more };
}

describe("products", () => {
  test("are added once per key, replaced, and taken away", async () => {
    const [body, key] = [draft({ category: ["Things"], tags: ["new"] }), randomUUID()];
    const made = await staff<ProductView>("POST", "/products", { body, key });
    expect(made).toMatchObject({
      status: 201,
      body: { handle: body.handle, version: 1, category: { path: ["Things"] } },
    });
    expect(made.headers.get("location")).toBe(`/api/v1/products/${made.body.id}`);
    expect((await staff("POST", "/products", { body, key })).body).toEqual(made.body);
    expect((await staff("POST", "/products", { body: draft(), key })).body.code).toBe("idempotency_mismatch");
    expect((await staff("POST", "/products", { body })).body.code).toBe("handle_taken");
    const path = `/products/${made.body.id}`;
    const replaced = await staff<ProductView>("PUT", path, { body: { ...body, title: "Better thing" } });
    expect(replaced).toMatchObject({ status: 200, body: { id: made.body.id, title: "Better thing", version: 2 } });
    expect((await api.ask("GET", path)).body.title).toBe("Better thing");
    expect((await staff("DELETE", path)).status).toBe(204);
    for (const method of ["GET", "PUT", "DELETE"]) {
      expect((await staff(method, path, method === "PUT" ? { body } : {})).status).toBe(404);
    }
  });

  test("that are drafts are for staff to see", async () => {
    const { body } = await staff<ProductView>("POST", "/products", { body: draft({ status: "draft" }) });
    expect((await api.ask("GET", `/products/${body.handle}`)).status).toBe(404);
    expect((await staff("GET", `/admin/products/${body.handle}`)).body).toMatchObject({ id: body.id, status: "draft" });
  });

  test.each([
    [{ price: 1 }, 400, "unknown_field"],
    [{ variants: [] }, 422, "invalid_product"],
    [{ handle: "Not a handle" }, 422, "invalid_product"],
    [{ variants: [{ sku: "X", prices: { USD: 0.5 } }] }, 422, "invalid_product"],
    [{ variants: [{ sku: "X", prices: { usd: 1 } }] }, 422, "invalid_product"],
    [{ variants: [{ sku: SKU.LAMP, prices: { USD: 1 } }] }, 409, "sku_taken"],
    [{ media: [{ url: "javascript:alert(1)" }] }, 422, "invalid_product"],
  ])("with %j are refused: %s %s", async (part, status, code) => {
    expect(await staff("POST", "/products", { body: draft(part) })).toMatchObject({ status, body: { code } });
  });

  test("come in by the dozen, each judged for itself, twice without a change", async () => {
    const [good, bad] = [draft(), draft({ variants: [] })];
    const send = () => staff("POST", "/admin/products/import", { body: { products: [good, bad, 7] } });
    const refused = [{ handle: bad.handle, code: "invalid_product" }, { code: "invalid_product" }];
    expect((await send()).body.results).toMatchObject([{ handle: good.handle, outcome: "created" }, ...refused]);
    expect((await send()).body.results).toMatchObject([{ outcome: "unchanged" }, ...refused]);
  });
});

describe("stock", () => {
  test("is counted or moved per location, with a reason, and never below what is held", async () => {
    const { body: product } = await staff<ProductView>("POST", "/products", { body: draft() });
    const sku = product.variants[0]?.sku ?? "";
    const put = (body: unknown) =>
      staff<{ items: StockLevel[] } & Json>("PUT", `/products/${product.id}/inventory`, { body });
    const level = { sku, location: "main", onHand: 5, held: 0, available: 5 };
    expect((await put([{ sku, onHand: 5, reason: "count" }])).body).toEqual({ items: [level], nextCursor: null });
    expect((await put([{ sku, delta: -1, reason: "broken" }])).body.items).toMatchObject([{ onHand: 4 }]);
    const other = await put([{ sku, location: "north", onHand: 2, reason: "count" }]);
    expect(other.body.items).toContainEqual({ sku, location: "north", onHand: 2, held: 0, available: 2 });
    await put([{ sku, location: "north", onHand: 0, reason: "closed" }]);
    const body = { items: [{ sku, quantity: 3 }], email: EMAIL, shippingAddress: ADDRESS };
    await shop.ask<Placed>("POST", "/orders", { key: randomUUID(), body });
    expect(await put([{ sku, onHand: 2, reason: "count" }])).toMatchObject({
      status: 409,
      body: { code: "below_held", held: 3 },
    });
    for (const [change, code] of [
      [{ sku, onHand: -1, reason: "count" }, "range"],
      [{ sku, onHand: 1.5, reason: "count" }, "not_integer"],
      [{ sku, onHand: 1, delta: 1, reason: "count" }, "conflict"],
      [{ sku, onHand: 1 }, "required"],
      [{ sku: SKU.LAMP, onHand: 1, reason: "count" }, "unknown_sku"],
    ] as const) {
      expect((await put([change])).body.code).toBe(code);
    }
    const ledger = await staff("GET", `/admin/inventory/${sku}?limit=2`);
    expect(ledger.body).toMatchObject({
      sku,
      levels: expect.any(Array),
      movements: { items: [{ seq: 1 }, { seq: 2 }] },
    });
    const changes = [
      { sku, onHand: 9, reason: "count" },
      { sku, delta: -99, reason: "lost" },
    ];
    const many = await staff("PUT", "/admin/inventory", { body: { changes } });
    expect(many.body.results).toMatchObject([
      { sku, levels: expect.any(Array) },
      { sku, code: "below_held" },
    ]);
  });
});

test("stock is told again what was sold, of any time that is one", async () => {
  const told = await staff("POST", "/admin/inventory/reconcile", {
    body: { since: "2026-01-20T02:00:00+02:00", until: "2026-01-20T03:00:00Z" },
  });
  expect(told).toMatchObject({ status: 200, body: { orders: expect.any(Number), owed: [], nextCursor: null } });
  for (const [body, code] of [
    [{ since: "yesterday", until: "2026-01-20T03:00:00Z" }, "format"],
    [{}, "required"],
    [{ since: "2026-01-20T02:00:00Z", until: "2026-01-20T03:00:00Z", cursor: "other" }, "parameter"],
  ] as const) {
    expect((await staff("POST", "/admin/inventory/reconcile", { body })).body.code).toBe(code);
  }
});

describe("settings", () => {
  test("of shipping and of prices are read, and replaced whole", async () => {
    const { body: zones } = await staff<{ items: unknown[] }>("GET", "/admin/shipping/zones");
    expect(zones.items).toHaveLength(goods.zones.length);
    const set = await staff("PUT", "/admin/shipping/zones", { body: { zones: zones.items } });
    expect(set).toMatchObject({ status: 200, body: zones });
    const { version, ...rules } = (await staff("GET", "/admin/pricing/rules")).body;
    expect(await staff("PUT", "/admin/pricing/rules", { body: rules })).toMatchObject({
      status: 200,
      body: { version },
    });
  });

  test("may make something free: such an order is paid when it is placed, and asks no provider", async () => {
    const rate = { id: "gift", title: "Gift", prices: { USD: 0 }, minDays: 1, maxDays: 1 };
    const zones = [...goods.zones, { name: "Norway", countries: ["NO"], rates: [rate] }];
    await staff("PUT", "/admin/shipping/zones", { body: { zones } });
    const sku = `GIFT-${randomUUID().slice(0, 8)}`;
    await staff("POST", "/products", { body: draft({ variants: [{ sku, prices: { USD: 0 }, trackStock: false }] }) });
    const body = { items: [{ sku, quantity: 1 }], email: EMAIL, shippingAddress: { ...ADDRESS, country: "NO" } };
    const order = await api.ask("POST", "/orders", { key: randomUUID(), body });
    expect(order).toMatchObject({ status: 201, body: { status: "confirmed", paid: true, payment: null } });
    expect(await shop.stripe.intentsOf(String(order.body.id))).toEqual([]);
  });

  test("of the staff: a new one signs in with the role given", async () => {
    const person = { email: `${randomUUID()}@kiosk.example`, password: "correct horse battery staple", name: "Grace" };
    const made = await staff("POST", "/admin/staff", { body: { ...person, role: "admin" } });
    expect(made).toMatchObject({ status: 201, body: { role: "admin", email: person.email } });
    const { email, password } = person;
    expect((await shop.ask("POST", "/auth/login", { body: { email, password } })).status).toBe(200);
    expect((await staff("POST", "/admin/staff", { body: { ...person, role: "king" } })).body.code).toBe("choice");
  });
});

test("none of it is for shoppers, nor for nobody", async () => {
  const { body: lamp } = await shop.ask<ProductView>("GET", "/products/reading-lamp");
  for (const [method, path] of [
    ["POST", "/products"],
    ["PUT", `/products/${lamp.id}`],
    ["DELETE", `/products/${lamp.id}`],
    ["PUT", `/products/${lamp.id}/inventory`],
    ["POST", "/admin/products/import"],
    ["GET", "/admin/products/reading-lamp"],
    ["GET", `/admin/inventory/${SKU.LAMP}`],
    ["POST", "/admin/inventory/reconcile"],
    ["GET", "/admin/shipping/zones"],
    ["GET", "/admin/pricing/rules"],
    ["POST", "/admin/staff"],
  ] as const) {
    const body = method === "GET" || method === "DELETE" ? {} : { body: {} };
    expect([path, (await api.ask(method, path, { token: shopper, ...body })).body.code]).toEqual([path, "forbidden"]);
    expect([path, (await api.ask(method, path, body)).body.code]).toEqual([path, "unauthenticated"]);
  }
});

test("every route of staff was asked", () => {
  expect([...api.unasked("Stock"), ...api.unasked("Back office")]).toEqual([]);
});
