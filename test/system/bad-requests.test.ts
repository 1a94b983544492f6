import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { SKU } from "./support/goods.ts";
import { type RawAnswer, type RawAsk, rawAsk } from "./support/raw.ts";
import { type Shop, startShop } from "./support/shop.ts";
import { type Target, targetIn } from "./support/untouched.ts";

const JSON_TYPE = { "content-type": "application/json" };
const ANSWER_BYTES_MAX = 4_000;
const MEGABYTE = 1024 * 1024;

let shop: Shop;
let target: Target;
beforeAll(async () => {
  shop = await startShop();
  target = await targetIn(shop);
});
afterAll(() => shop.close());

/** Sends it, sees that the answer is small and that nothing has changed. */
async function bad(method: string, path: string, ask: RawAsk = {}): Promise<RawAnswer> {
  const before = await target.state();
  const tokens = { "kiosk-cart-token": target.cart.token, "kiosk-order-token": target.order.token };
  const answer = await rawAsk(shop.url, method, path, { ...ask, headers: { ...tokens, ...ask.headers } });
  expect(answer.bytes).toBeLessThan(ANSWER_BYTES_MAX);
  expect(await target.state()).toEqual(before);
  return answer;
}
const cartPath = (more = "") => `/api/v1/carts/${target.cart.id}${more}`;
const put = (body: string | Uint8Array, headers = JSON_TYPE) => bad("PUT", cartPath(), { headers, body });
const add = (body: string) => bad("POST", cartPath("/lines"), { headers: JSON_TYPE, body });

describe("quantities and money", () => {
  test.each([
    ["-1", "quantity_range"],
    ["0", "quantity_range"],
    ["1000", "quantity_range"],
    ["1.5", "not_integer"],
    ["NaN", "invalid_json"],
    ["Infinity", "invalid_json"],
    ['"1"', "wrong_type"],
    ['"1e1"', "wrong_type"],
    ["true", "wrong_type"],
    ["[1]", "wrong_type"],
    ["null", "wrong_type"],
    ["1e400", "wrong_type"],
  ])("%s pieces are none: %s", async (quantity, code) => {
    const line = `{"sku":"${SKU.LAMP}","quantity":${quantity}}`;
    expect(await add(line)).toMatchObject({ status: 400, code });
    if (quantity !== "0") expect(await put(`{"lines":[${line}]}`)).toMatchObject({ status: 400, code });
  });

  test.each(["usd", "XXX", "BTC", "US", "💶", ""])("%j is no currency", async (currency) => {
    const body = JSON.stringify({ currency });
    const answer = await bad("POST", "/api/v1/carts", { headers: JSON_TYPE, body });
    expect(answer).toMatchObject({ status: 400, code: "currency" });
  });

  test.each([
    ["501 lines", Array.from({ length: 501 }, (_, index) => ({ sku: `S${index}`, quantity: 1 }))],
    ["one SKU 10,000 times", Array.from({ length: 10_000 }, () => ({ sku: SKU.LAMP, quantity: 1 }))],
  ])("%s are too many", async (_, lines) => {
    expect(await put(JSON.stringify({ lines }))).toMatchObject({ status: 400, code: "too_many_lines" });
  });

  test.each(["price", "unitPrice", "total", "totals", "discount", "discounts", "tip", "shipping", "tax"])(
    "%s is the shop's to say",
    async (field) => {
      expect(await add(`{"sku":"${SKU.LAMP}","quantity":1,"${field}":1}`)).toMatchObject({ code: "unknown_field" });
      expect(await put(`{"${field}":{"minor":1,"currency":"USD"}}`)).toMatchObject({ code: "unknown_field" });
    },
  );
});

describe("shape and transport", () => {
  test.each([
    ["a brace", "{", 400, "invalid_json"],
    ["nothing", "", 400, "invalid_json"],
    ["a list", "[]", 400, "wrong_type"],
    ["a text", '"x"', 400, "wrong_type"],
    ["null", "null", 400, "wrong_type"],
    ["10,000 lists in each other", "[".repeat(10_000) + "]".repeat(10_000), 400, "too_deep"],
    ["bytes that are no UTF-8", new Uint8Array([0x7b, 0x22, 0xff, 0x22, 0x3a, 0x31, 0x7d]), 400, "invalid_utf8"],
    ["a byte over a megabyte", `{"email":"${"a".repeat(MEGABYTE)}"}`, 413, "too_large"],
    ["a prototype", '{"__proto__":{"role":"admin"}}', 400, "unknown_field"],
    ["a constructor", '{"constructor":{"prototype":{"x":1}}}', 400, "unknown_field"],
    ["a status", '{"status":"ordered"}', 400, "unknown_field"],
    ["an owner", '{"customerId":"usr_1"}', 400, "unknown_field"],
  ])("%s", async (_, body, status, code) => {
    expect(await put(body)).toMatchObject({ status, code });
  });

  test("ten megabytes in chunks, without a word on their length", async () => {
    const chunked = { ...JSON_TYPE, "transfer-encoding": "chunked" };
    expect(await put("a".repeat(10 * MEGABYTE), chunked)).toMatchObject({ status: 413, code: "too_large" });
  });

  test.each([
    ["text/plain", { "content-type": "text/plain" }, "content_type"],
    ["a form", { "content-type": "application/x-www-form-urlencoded" }, "content_type"],
    ["many parts", { "content-type": "multipart/form-data; boundary=x" }, "content_type"],
    ["no type", {}, "content_type"],
    ["gzip", { ...JSON_TYPE, "content-encoding": "gzip" }, "encoding"],
  ])("sent as %s", async (_, headers, code) => {
    const answer = await bad("PUT", cartPath(), { headers: headers as Record<string, string>, body: "{}" });
    expect(answer).toMatchObject({ status: 415, code });
  });

  test.each(["/nothing", "//", "//api/v1/products", "/api/v1//products", "/../", "/%2e%2e%2f", "/api/v1/products/.."])(
    "%s leads nowhere",
    async (path) => {
      expect(await bad("GET", path)).toMatchObject({ status: 404, code: "not_found" });
    },
  );

  test.each(["/%", "/%zz", "/%00", "/api/v1/products/%", "/api/v1/products/%00", "/api/v1/products/%E2%82"])(
    "%s is no path",
    async (path) => {
      expect(await bad("GET", path)).toMatchObject({ status: 400, code: "bad_path" });
    },
  );

  test("methods that a path does not know are named with those it does", async () => {
    for (const [method, path] of [
      ["TRACE", "/api/v1/products"],
      ["PROPFIND", "/api/v1/products"],
      ["GET", "/api/v1/orders"],
      ["DELETE", cartPath()],
      ["PATCH", `/api/v1/orders/${target.order.id}`],
      ["GET", "/api/v1/auth/login"],
    ] as const) {
      const answer = await bad(method, path);
      expect([path, answer]).toMatchObject([path, { status: 405, code: "method" }]);
      expect(answer.allow).toContain("OPTIONS");
    }
  });

  test("a method in a header is not looked at", async () => {
    const headers = { "x-http-method-override": "DELETE", "x-method-override": "PUT" };
    expect(await bad("GET", cartPath(), { headers })).toMatchObject({ status: 200 });
  });
});

describe("ids", () => {
  const odd = ["undefined", "[object Object]", "null", " ", "x".repeat(10_000), "cart_usd_", "1 OR 1=1"];
  test.each([...odd, "a1b2c3d4-e5f6-7890-abcd-ef1234567890"])("%.40s is nobody's", async (id) => {
    for (const path of ["carts", "orders", "payments", "products"]) {
      expect(await bad("GET", `/api/v1/${path}/${encodeURIComponent(id)}`)).toMatchObject({ code: "not_found" });
    }
  });

  test("of one kind is not of another; in capitals it is nobody's", async () => {
    const { cart, order } = target;
    for (const [path, id] of [
      ["carts", order.id],
      ["orders", cart.id],
      ["payments", order.id],
      ["orders", order.payment?.id],
      ["products", order.id],
      ["carts", cart.id.toUpperCase()],
    ]) {
      expect(await bad("GET", `/api/v1/${path}/${id}`)).toMatchObject({ status: 404, code: "not_found" });
    }
  });
});
