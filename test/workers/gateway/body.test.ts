import { beforeEach, describe, expect, test } from "vitest";
import { ok } from "../../../domain/kernel/result.ts";
import { cart, cartId, problem, request } from "./shop.ts";
import { behind, callsOf, forget, says } from "./worker.ts";

const path = `/api/v1/carts/${cartId}/lines`;
const JSON_TYPE = { "content-type": "application/json" };
const deep = (levels: number) => `${"[".repeat(levels)}${"]".repeat(levels)}`;

beforeEach(() => {
  forget();
  says("CART.addLine", () => ok(cart));
  says("CART.change", () => ok(cart));
});

const post = (body: BodyInit, headers: Record<string, string> = JSON_TYPE) => request("POST", path, { headers, body });

describe("a body of no use never reaches the cart", () => {
  test.each([
    ["a brace alone", "{", 400, "invalid_json"],
    ["nothing", "", 400, "invalid_json"],
    ["NaN", '{"sku":"A","quantity":NaN}', 400, "invalid_json"],
    ["a list", "[]", 400, "wrong_type"],
    ["a text", '"x"', 400, "wrong_type"],
    ["a number", "1", 400, "wrong_type"],
    ["null", "null", 400, "wrong_type"],
    ["10,000 lists in each other", deep(10_000), 400, "too_deep"],
    ["bytes that are no UTF-8", new Uint8Array([0x22, 0xff, 0x22]), 400, "invalid_utf8"],
    ["a prototype", '{"__proto__":{"role":"admin"}}', 400, "unknown_field"],
    ["a constructor", '{"constructor":{"prototype":{"x":1}}}', 400, "unknown_field"],
    ["a NUL", '{"sku":"a\\u0000","quantity":1}', 400, "control_char"],
    ["a carriage return", '{"sku":"a\\r\\n","quantity":1}', 400, "control_char"],
    ["a lone surrogate", '{"sku":"\\ud800","quantity":1}', 400, "control_char"],
    ["a price", '{"sku":"A","quantity":1,"price":1}', 400, "unknown_field"],
    ["a quantity of -1", '{"sku":"A","quantity":-1}', 400, "quantity_range"],
    ["a quantity of 0", '{"sku":"A","quantity":0}', 400, "quantity_range"],
    ["a quantity of 1.5", '{"sku":"A","quantity":1.5}', 400, "not_integer"],
    ['a quantity of "1"', '{"sku":"A","quantity":"1"}', 400, "wrong_type"],
    ["a quantity of true", '{"sku":"A","quantity":true}', 400, "wrong_type"],
    ["a quantity of [1]", '{"sku":"A","quantity":[1]}', 400, "wrong_type"],
    ["a quantity of null", '{"sku":"A","quantity":null}', 400, "wrong_type"],
    ["a quantity of 1e400", '{"sku":"A","quantity":1e400}', 400, "wrong_type"],
    ["a quantity of 1e20", '{"sku":"A","quantity":1e20}', 400, "quantity_range"],
    ["no quantity", '{"sku":"A"}', 400, "required"],
  ])("%s", async (_, body, status, code) => {
    const response = await post(body);
    expect(response.headers.get("content-type")).toBe("application/problem+json");
    const said = await problem(response);
    expect(said).toMatchObject({ status, code, type: `urn:kiosk:problem:${code}` });
    expect(behind.calls).toEqual([]);
  });

  test.each([
    ["text/plain", { "content-type": "text/plain" }, "content_type"],
    ["a form", { "content-type": "application/x-www-form-urlencoded" }, "content_type"],
    ["no type", {}, "content_type"],
    ["another charset", { "content-type": "application/json; charset=utf-16" }, "content_type"],
    ["gzip", { ...JSON_TYPE, "content-encoding": "gzip" }, "encoding"],
  ])("sent as %s", async (_, headers, code) => {
    const body = new TextEncoder().encode('{"sku":"A","quantity":1}');
    expect(await problem(post(body, headers))).toMatchObject({ status: 415, code });
    expect(behind.calls).toEqual([]);
  });

  test("one byte over a megabyte, whatever its length header says", async () => {
    const filled = (size: number) => `{"sku":"${"A".repeat(size - 10)}"}`;
    expect(await problem(post(filled(1_048_576)))).toMatchObject({ status: 400, code: "too_long" });
    expect(await problem(post(filled(1_048_577)))).toMatchObject({ status: 413, code: "too_large" });
    let sent = 0;
    const chunks = new ReadableStream({
      pull(controller) {
        controller.enqueue(new Uint8Array(65_536));
        if (++sent === 160) controller.close();
      },
    });
    expect(await problem(post(chunks))).toMatchObject({ status: 413, code: "too_large" });
  });
});

test("1e0 is a valid whole number", async () => {
  expect((await post('{"sku":"A","quantity":1e0}')).status).toBe(200);
  expect(callsOf("CART.addLine")[0]?.[3]).toEqual({ sku: "A", quantity: 1 });
});

test("any script and emoji come through unchanged", async () => {
  const name = "Ωmega 你好 مرحبا İstanbul ıß 🛶";
  const shippingAddress = { name, line1: "1", city: "İ", postalCode: "34000", country: "TR" };
  expect((await request("PUT", `/api/v1/carts/${cartId}`, { json: { shippingAddress } })).status).toBe(200);
  expect(callsOf("CART.change")[0]?.[3]).toEqual({ shippingAddress });
});

describe("several changes", () => {
  const put = (json: unknown) => problem(request("PUT", `/api/v1/carts/${cartId}`, { json }));

  test("more lines than a cart has are refused as such, and shortly", async () => {
    const lines = Array.from({ length: 501 }, () => ({ sku: "A", quantity: -1 }));
    const response = await request("PUT", `/api/v1/carts/${cartId}`, { json: { lines } });
    const text = await response.text();
    expect(JSON.parse(text)).toMatchObject({ status: 400, code: "too_many_lines" });
    expect(text.length).toBeLessThan(4_096);
  });

  test("each fault has its place", async () => {
    expect(await put({ lines: [{ sku: "A", quantity: 1, paid: true }], email: "no" })).toMatchObject({
      errors: [
        { path: "lines.0.paid", code: "unknown_field" },
        { path: "email", code: "email_invalid" },
      ],
    });
  });

  test("a card's number is accepted in no free text, and in no answer", async () => {
    const number = "4242 4242 4242 4242";
    const shippingAddress = { name: number, line1: "1", city: "x", postalCode: "1", country: "DE" };
    const response = await request("PUT", `/api/v1/carts/${cartId}`, { json: { shippingAddress } });
    const text = await response.text();
    expect(JSON.parse(text)).toMatchObject({ status: 400, code: "card_data_not_accepted" });
    expect(text).not.toContain("4242");
  });

  test.each(["usd", "XXX", "BTC", "US", "💶"])("the currency %s is none", async (currency) => {
    expect(await problem(request("POST", "/api/v1/carts", { json: { currency } }))).toMatchObject({
      status: 400,
      code: "currency",
    });
  });

  test("names of fields are repeated only where they look like names", async () => {
    const said = await put({ "4242 4242 4242 4242": 1, role: "admin" });
    expect(said.errors).toEqual([
      { path: "?", code: "unknown_field" },
      { path: "role", code: "unknown_field" },
    ]);
  });
});

test("a cart is opened with no body, an empty one, and with a currency", async () => {
  says("CART.open", (_: unknown, currency: string) => ok({ ...cart, currency }));
  expect((await request("POST", "/api/v1/carts")).status).toBe(201);
  expect((await request("POST", "/api/v1/carts", { json: {} })).status).toBe(201);
  expect((await request("POST", "/api/v1/carts", { json: { currency: "EUR" } })).status).toBe(201);
  expect(callsOf("CART.open").map((args) => args[1])).toEqual(["USD", "USD", "EUR"]);
});
