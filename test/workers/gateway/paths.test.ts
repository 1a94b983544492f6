import { beforeEach, describe, expect, test } from "vitest";
import { ok } from "../../../domain/kernel/result.ts";
import { cart, cartId, ids, orderId, problem, request } from "./shop.ts";
import { behind, callsOf, forget, says } from "./worker.ts";

beforeEach(forget);

describe("a path that leads nowhere", () => {
  test.each(["/nowhere", "/api/v1/nowhere", "//", "/api/v1/", "/api/v1/%70roducts", "/api/v1/carts/x/../../y"])(
    "%s is not found",
    async (path) => {
      expect(await problem(request("GET", path))).toMatchObject({ status: 404, code: "not_found" });
    },
  );

  test.each(["/%", "/%zz", "/%00", "/api/v1/products/%ff", "/api/v1/products/a%0d%0ab"])(
    "%s is no path",
    async (path) => {
      expect(await problem(request("GET", path))).toMatchObject({ status: 400, code: "bad_path" });
    },
  );

  test.each(["%2e%2e%2fetc%2fpasswd", "..%5c", "undefined!", "[object Object]", "A-B", "x".repeat(10_000)])(
    "no product is called %s",
    async (name) => {
      expect((await request("GET", `/api/v1/products/${encodeURI(name)}`)).status).toBe(404);
      expect(behind.calls).toEqual([]);
    },
  );
});

describe("an id that is none of ours reaches nobody", () => {
  const wrong = [
    ...["x", "undefined", "%20", "cart_usd_00000000000000000000000000000000"],
    ...[orderId, cartId.toUpperCase(), `${cartId}0`, ids.mint("prod"), "9".repeat(10_000)],
  ];

  test.each(wrong)("%s is no cart", async (id) => {
    expect(await problem(request("GET", `/api/v1/carts/${id}`))).toMatchObject({ status: 404, code: "not_found" });
    expect(behind.calls).toEqual([]);
  });

  test("neither in a path nor in a body", async () => {
    const headers = { "idempotency-key": "k" };
    const forged = cartId.replace("usd", "eur");
    for (const [path, json] of [
      ["/api/v1/orders", { cartId: forged }],
      ["/api/v1/orders", { cartId, quoteId: cartId }],
      ["/api/v1/payments", { orderId: forged, method: "pm_card_visa" }],
    ] as const) {
      expect(await problem(request("POST", path, { headers, json }))).toMatchObject({ status: 404, code: "not_found" });
    }
    expect((await request("GET", "/api/v1/products/prod_00000000000000000000000000000000")).status).toBe(404);
    expect(behind.calls).toEqual([]);
  });
});

describe("a method that a path does not know", () => {
  test("is 405, and Allow says which it knows", async () => {
    const response = await request("PATCH", `/api/v1/carts/${cartId}`);
    expect(response.headers.get("allow")).toBe("GET, PUT, HEAD, OPTIONS");
    expect(await problem(response)).toMatchObject({ status: 405, code: "method" });
    for (const [method, path] of [
      ["GET", "/api/v1/auth/login"],
      ["GET", "/webhooks/stripe"],
      ["PROPFIND", "/api/v1/products"],
      ["DELETE", "/health"],
    ] as const) {
      expect((await request(method, path)).status).toBe(405);
    }
  });

  test("is what was sent, not what a header claims", async () => {
    says("CART.view", () => ok(cart));
    const headers = { "x-http-method-override": "DELETE", "x-method-override": "DELETE" };
    expect((await request("GET", `/api/v1/carts/${cartId}`, { headers })).status).toBe(200);
  });

  test("HEAD is GET without its body; OPTIONS tells the methods", async () => {
    const head = await request("HEAD", "/health");
    expect([head.status, await head.text()]).toEqual([200, ""]);
    const options = await request("OPTIONS", "/api/v1/orders");
    expect([options.status, options.headers.get("allow")]).toEqual([204, "POST, OPTIONS"]);
  });
});

describe("parameters", () => {
  const page = { items: [], nextCursor: null };

  test.each([
    ["?page=1&page=2"],
    ["?limit=5&limit=6"],
    ["?limit[]=5"],
    ["?limit=0"],
    ["?limit=101"],
    ["?limit=1e9"],
    ["?limit=-1"],
    ["?limit="],
    ["?cursor=%20"],
    ["?sort=price;DROP"],
    ["?sort=(SELECT%201)"],
    ["?q=%00"],
    ["?__proto__=1"],
    ["?option.__proto__=1"],
    ["?option=1"],
    ["?option.a=1&option.b=1&option.c=1&option.d=1"],
    ["?priceMin=-1"],
    ["?utm=1"],
  ])("%s is refused", async (query) => {
    expect(await problem(request("GET", `/api/v1/products${query}`))).toMatchObject({ status: 400, code: "parameter" });
    expect(behind.calls).toEqual([]);
  });

  test("arrive as catalog asks for them, and as search does where words are among them", async () => {
    says("CATALOG.products", () => ok(page));
    const query = "?limit=7&category=mugs&sort=price_asc&option.Size=M&priceMin=100&priceMax=2000&currency=EUR";
    expect((await request("GET", `/api/v1/products${query}`)).status).toBe(200);
    const asked = {
      ...{ limit: 7, category: "mugs", sort: "price_asc", currency: "EUR" },
      ...{ options: { Size: "M" }, priceMinMinor: 100, priceMaxMinor: 2000 },
    };
    expect(callsOf("CATALOG.products")[0]?.[1]).toEqual(asked);
    says("SEARCH.products", () => ok(page));
    expect((await request("GET", `/api/v1/products${query}&q=blue%20mug`)).status).toBe(200);
    expect(callsOf("SEARCH.products")[0]?.[1]).toEqual({ ...asked, q: "blue mug" });
  });

  test("a cursor that catalog cannot read is refused by catalog", async () => {
    says("CATALOG.products", () => ({ ok: false, error: { code: "parameter" } }));
    expect(await problem(request("GET", "/api/v1/products?cursor=garbage"))).toMatchObject({
      status: 400,
      code: "parameter",
    });
  });

  test("10,000 words are searched for by their beginning", async () => {
    says("SEARCH.search", () => ok({ ...page, facets: [], total: 0 }));
    expect((await request("GET", `/api/v1/search?q=${"word ".repeat(2_000)}`)).status).toBe(200);
    expect((callsOf("SEARCH.search")[0]?.[1] as { q: string } | undefined)?.q.length).toBeLessThanOrEqual(200);
  });
});
