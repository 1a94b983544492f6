import { afterAll, beforeAll, describe, expect, test, vi } from "vitest";
import type { CategoryNode, ProductSummary, ProductView } from "../../domain/catalog/types.ts";
import { type Documented, documentedClient } from "./support/documented.ts";
import { PRICE, SKU } from "./support/goods.ts";
import { searchFinds } from "./support/searching.ts";
import { type Shop, startShop } from "./support/shop.ts";

/** The catalogue and the shop's own state, as docs and clients know them; carts, orders, accounts and staff have files of their own. */
type List = { items: ProductSummary[]; nextCursor: string | null };

let shop: Shop;
let api: Documented;
beforeAll(async () => {
  shop = await startShop();
  api = await documentedClient(shop.ask);
  await searchFinds(shop, 5);
});
afterAll(() => shop.close());

const list = async (query: string) => (await api.ask<List>("GET", `/products?${query}`)).body;
const handles = async (query: string) => (await list(query)).items.map((item) => item.handle);

describe("products", () => {
  test("are listed as summaries, a page at a time, under each sort", async () => {
    const all = ["harbour-mug", "reading-lamp", "last-print", "pattern-file", "later-chair"];
    expect((await list("")).items).toHaveLength(all.length);
    for (const [sort, expected] of [
      ["newest", [...all].reverse()],
      ["title", ["harbour-mug", "last-print", "later-chair", "pattern-file", "reading-lamp"]],
      ["price_asc", ["pattern-file", "harbour-mug", "later-chair", "last-print", "reading-lamp"]],
      ["price_desc", ["reading-lamp", "last-print", "later-chair", "harbour-mug", "pattern-file"]],
    ] as const) {
      const seen: string[] = [];
      let cursor = "";
      do {
        const page = await list(`sort=${sort}&limit=2${cursor}`);
        expect(page.items.length).toBeLessThanOrEqual(2);
        seen.push(...page.items.map((item) => item.handle));
        cursor = page.nextCursor === null ? "" : `&cursor=${encodeURIComponent(page.nextCursor)}`;
      } while (cursor !== "");
      expect([sort, seen]).toEqual([sort, expected]);
    }
  });

  test("are filtered by category, words, option and price", async () => {
    expect((await handles("category=home")).length).toBe(5);
    expect(await handles("category=home--harbour-mug")).toEqual(["harbour-mug"]);
    expect(await handles("q=lamp")).toEqual(["reading-lamp"]);
    expect(await handles("option.Colour=Red")).toEqual(["harbour-mug"]);
    expect(await handles("option.Colour=Green")).toEqual([]);
    expect(await handles("option.Size=Red")).toEqual([]);
    expect(await handles(`priceMin=${PRICE.MUG_RED}&priceMax=${PRICE.MUG_RED}`)).toEqual(["harbour-mug"]);
    expect(await handles(`priceMin=${PRICE.LAMP + 1}`)).toEqual([]);
    expect(await handles("collection=summer")).toEqual([]);
    expect((await list("q=mug&currency=EUR")).items[0]?.priceFrom).toEqual({ minor: PRICE.MUG_BLUE, currency: "EUR" });
    expect(await handles("currency=JPY")).toEqual([]);
  });

  test.each([
    "limit=0",
    "limit=101",
    "limit=1&limit=2",
    "limit[]=5",
    "cursor=garbage",
    "sort=price;DROP",
    "page=2",
    "currency=usd",
    "priceMin=-1",
  ])("a list asked for with %s is refused", async (query) => {
    expect((await api.ask("GET", `/products?${query}`)).status).toBe(400);
  });

  test("by id and by handle: options, variants with price and availability, media, category", async () => {
    const mug = () => api.ask<ProductView>("GET", "/products/harbour-mug");
    // The pages show stock from a list that the stock's own events write: a moment later.
    const inStock = async () =>
      expect((await mug()).body.variants[0]?.availability).toEqual({ status: "in_stock", available: 10_000 });
    await vi.waitFor(inStock, { timeout: 5_000, interval: 100 });
    const byHandle = await mug();
    expect(byHandle).toMatchObject({
      status: 200,
      body: {
        options: [{ name: "Colour", values: ["Blue", "Red"] }],
        category: { path: ["Home", "Harbour mug"], slug: "home--harbour-mug" },
        media: [],
      },
    });
    expect(byHandle.body.variants).toMatchObject([
      {
        sku: SKU.MUG_BLUE,
        options: { Colour: "Blue" },
        price: { minor: PRICE.MUG_BLUE, currency: "USD" },
        availability: { status: "in_stock" },
      },
      { sku: SKU.MUG_RED, options: { Colour: "Red" } },
    ]);
    expect((await api.ask("GET", `/products/${byHandle.body.id}`)).body).toEqual(byHandle.body);
    const inEuro = await api.ask<ProductView>("GET", `/products/${byHandle.body.id}?currency=EUR`);
    expect(inEuro.body.variants[0]?.price).toEqual({ minor: PRICE.MUG_BLUE, currency: "EUR" });
    for (const nothing of ["nothing", "prod_00000000000000000000000000000000", "harbour-mug?currency=CHF"]) {
      expect((await api.ask("GET", `/products/${nothing}`)).status).toBe(404);
    }
  });
});

test("categories are a tree with the number of products", async () => {
  const { body } = await api.ask<{ items: CategoryNode[] }>("GET", "/categories");
  expect(body.items).toMatchObject([{ slug: "home", name: "Home", products: 5 }]);
  expect(body.items[0]?.children).toContainEqual({
    slug: "home--reading-lamp",
    name: "Reading lamp",
    products: 1,
    children: [],
  });
});

describe("the shop itself", () => {
  test("says that it lives, that it is ready, and how it may be used", async () => {
    expect(await api.ask("GET", "//health")).toMatchObject({ status: 200, body: { status: "ok" } });
    expect(await api.ask("GET", "//ready")).toMatchObject({ status: 200, body: { status: "ready" } });
    expect(await api.ask("GET", "/openapi.json")).toMatchObject({ status: 200, body: { openapi: "3.1.0" } });
    expect((await api.ask<{ text: string }>("GET", "//docs")).body.text).toContain("<h1");
    const keys = await api.ask<{ keys: object[] }>("GET", "//.well-known/jwks.json");
    for (const key of keys.body.keys) expect(key).not.toHaveProperty("d");
  });

  test("tells its counters to whoever has the token", async () => {
    const token = shop.secrets.METRICS_TOKEN ?? "";
    expect((await api.ask("GET", "//metrics")).status).toBe(401);
    expect((await api.ask("GET", "//metrics", { token: shop.adminToken })).status).toBe(401);
    const counters = await api.ask<{ text: string }>("GET", "//metrics", { token });
    expect(counters.body.text).toContain('kiosk_requests_total{route="GET /health",status="2xx"}');
  });

  test("answers HEAD like GET without a body, OPTIONS with what a path knows, and puts its headers on all", async () => {
    for (const path of ["//health", "/products", "//docs", "/openapi.json"]) {
      const [head, get] = [await shop.ask("HEAD", path), await shop.ask("GET", path)];
      expect([path, head.status, head.headers.get("content-type")]).toEqual([
        path,
        200,
        get.headers.get("content-type"),
      ]);
      expect(get.headers.get("x-content-type-options")).toBe("nosniff");
      expect(get.headers.get("x-request-id")).not.toBe(head.headers.get("x-request-id"));
    }
    const options = await shop.ask("OPTIONS", "/products", { headers: { origin: "https://elsewhere.example" } });
    expect(options.status).toBe(204);
    expect(options.headers.get("allow")).toBe("GET, POST, HEAD, OPTIONS");
    expect(options.headers.get("access-control-allow-origin")).toBeNull();
  });
});

test("every route of this part was asked", () => {
  expect(api.unasked("Operations")).toEqual([]);
});
