import { beforeEach, describe, expect, test } from "vitest";
import type { CommandMeta } from "../../../contracts/caller.ts";
import { err, ok } from "../../../domain/kernel/result.ts";
import { cart, cartId, ids, orderId, problem, request, signedIn } from "./shop.ts";
import { behind, callsOf, forget, says } from "./worker.ts";

beforeEach(forget);

const cartPath = `/api/v1/carts/${cartId}/lines`;
const line = { sku: "A", quantity: 1 };
const metas = (name: string, at: number) => callsOf(name).map((args) => (args as unknown[])[at] as CommandMeta);

describe("a command's id", () => {
  beforeEach(() => says("CART.addLine", () => ok(cart)));

  const add = (headers: Record<string, string>, json: unknown = line) => request("POST", cartPath, { headers, json });

  test("is the same for the same caller, method, path and key; its body's hash for the same bytes", async () => {
    const headers = { "idempotency-key": "k-1", "kiosk-cart-token": "mine" };
    await add(headers);
    await add(headers);
    await add(headers, { sku: "A", quantity: 2 });
    const [first, again, other] = metas("CART.addLine", 2);
    expect(again).toEqual({ ...first, correlationId: again?.correlationId, traceparent: again?.traceparent });
    expect(other).toMatchObject({ commandId: first?.commandId });
    expect(other?.bodyHash).not.toBe(first?.bodyHash);
  });

  test("differs with any of them", async () => {
    const key = { "idempotency-key": "k-1" };
    await add({ ...key, "kiosk-cart-token": "mine" });
    await add({ ...key, "kiosk-cart-token": "yours" });
    await add({ "idempotency-key": "k-2", "kiosk-cart-token": "mine" });
    await add({ ...key, ...signedIn() });
    const other = `/api/v1/carts/${ids.mint("cart", "usd")}/lines`;
    await request("POST", other, { headers: { ...key, "kiosk-cart-token": "mine" }, json: line });
    await add({});
    await add({});
    expect(new Set(metas("CART.addLine", 2).map((meta) => meta.commandId)).size).toBe(7);
  });

  test("carries the request's id and its trace", async () => {
    const trace = "0af7651916cd43dd8448eb211c80319c";
    const response = await add({ traceparent: `00-${trace}-b7ad6b7169203331-01` });
    await add({ traceparent: "00-zz" });
    const [followed, begun] = metas("CART.addLine", 2);
    expect(followed?.correlationId).toBe(response.headers.get("x-request-id"));
    expect(followed?.traceparent).toMatch(new RegExp(`^00-${trace}-[0-9a-f]{16}-01$`));
    expect(followed?.traceparent).not.toContain("b7ad6b7169203331");
    expect(begun?.traceparent).toMatch(/^00-[0-9a-f]{32}-[0-9a-f]{16}-00$/);
    expect(behind.traces).toEqual([followed?.traceparent, begun?.traceparent]);
  });

  test.each(["", "has a space", "x".repeat(256)])("the key %j is refused where one is needed", async (key) => {
    const code = key === "" ? "idempotency_key_required" : "idempotency_key_invalid";
    const headers = { "idempotency-key": key };
    expect(await problem(request("POST", "/api/v1/orders", { headers, json: { cartId } }))).toMatchObject({
      status: 400,
      code,
    });
  });

  test("is needed to order, to pay and to refund", async () => {
    const headers = signedIn(["payments:write"]);
    for (const [path, json] of [
      ["/api/v1/orders", { cartId }],
      ["/api/v1/payments", { orderId, method: "pm_card_visa" }],
      [`/api/v1/payments/${ids.sibling("pay", orderId)}/refunds`, { reason: "late" }],
    ] as const) {
      expect(await problem(request("POST", path, { headers, json }))).toMatchObject({
        code: "idempotency_key_required",
      });
    }
  });
});

describe("If-Match", () => {
  const put = (match: string) =>
    request("PUT", `/api/v1/carts/${cartId}`, { headers: { "if-match": match }, json: {} });

  test("goes on to the cart, and what the cart answers is the next one", async () => {
    says("CART.change", () => ok({ ...cart, version: 4 }));
    expect((await put('"3"')).headers.get("etag")).toBe('"4"');
    await put("*");
    expect(callsOf("CART.change").map((args) => (args as unknown[])[3])).toEqual([{ ifVersion: 3 }, {}]);
  });

  test("that is stale, or never was ours, is 412", async () => {
    says("CART.change", () => err({ code: "version" }));
    expect(await problem(put('"2"'))).toMatchObject({ status: 412, code: "version" });
    forget();
    expect((await put('W/"x"')).status).toBe(412);
    expect(behind.calls).toEqual([]);
  });
});

describe("ordering", () => {
  const headers = { "idempotency-key": "k" };
  const order = { id: orderId, version: 2, payment: null };
  const place = (json: unknown, more: Record<string, string> = {}) =>
    request("POST", "/api/v1/orders", { headers: { ...headers, ...more }, json });
  const address = { name: "Ada", line1: "1 Quay", city: "Bergen", postalCode: "5003", country: "NO" };

  test("a settled order is 201 with its place, its version and a guest's token; one that waits is 202", async () => {
    says("ORDERS.place", () => ok({ state: "settled", order: { ...order, token: "t" } }));
    const settled = await place({
      cartId,
      email: "ada@example.org",
      payment: { provider: "stripe", method: "pm_card_visa" },
    });
    expect([settled.status, settled.headers.get("location"), settled.headers.get("etag")]).toEqual([
      ...[201, `/api/v1/orders/${orderId}`, '"2"'],
    ]);
    expect(await settled.json()).toMatchObject({ id: orderId, token: "t" });
    says("ORDERS.place", () => ok({ state: "waiting", order }));
    expect((await place({ cartId })).status).toBe(202);
  });

  test("some goods are ordered in the shop's currency, to the e-mail address of the account", async () => {
    says("ORDERS.place", () => ok({ state: "settled", order }));
    says("IDENTITY.user", () => ok({ email: "ada@example.org" }));
    const items = [
      { sku: "A", quantity: 2 },
      { productId: ids.mint("prod"), quantity: 1 },
    ];
    await place({ items, shippingAddress: address }, signedIn());
    expect(callsOf("ORDERS.place")[0]?.[2]).toEqual({
      items,
      shippingAddress: address,
      currency: "USD",
      email: "ada@example.org",
    });
    expect(behind.calls.length).toBeLessThanOrEqual(3);
    forget();
    expect(await problem(place({ items, shippingAddress: address }))).toMatchObject({
      status: 409,
      code: "email_required",
    });
  });

  test.each([
    [{}, "cartId", "required"],
    [{ cartId, items: [line] }, "items", "conflict"],
    [{ cartId, shippingAddress: address }, "shippingAddress", "unknown_field"],
    [{ items: [line] }, "shippingAddress", "required"],
    [{ items: [], shippingAddress: address }, "items", "too_few"],
    [{ items: [{ ...line, productId: "x" }], shippingAddress: address }, "items.0.productId", "conflict"],
    [{ cartId, payment: { provider: "stripe" } }, "payment.method", "required"],
    [{ cartId, payment: { provider: "cash", method: "x" } }, "payment.provider", "choice"],
    [{ cartId, total: 1 }, "total", "unknown_field"],
  ])("%j is no order", async (json, path, code) => {
    expect(await problem(place(json))).toMatchObject({ status: 400, code, errors: [{ path, code }] });
    expect(behind.calls).toEqual([]);
  });

  test("fault 35: what is overloaded is asked once, and whoever orders is told when to come again", async () => {
    says("ORDERS.place", () => {
      throw Object.assign(new Error("Durable Object is overloaded. Requests queued for too long."), {
        overloaded: true,
      });
    });
    const refused = await place({ cartId });
    expect([refused.status, refused.headers.get("retry-after")]).toEqual([503, "1"]);
    expect(callsOf("ORDERS.place")).toHaveLength(1);
  });

  test("the provider's own page is refused, to order and to pay", async () => {
    const hosted = { provider: "stripe", flow: "hosted", returnPath: "/thanks", cancelPath: "/cart" };
    expect(await problem(place({ cartId, payment: hosted }))).toMatchObject({
      status: 422,
      code: "hosted_not_available",
    });
    const paid = request("POST", "/api/v1/payments", { headers, json: { orderId, flow: "hosted" } });
    expect(await problem(paid)).toMatchObject({ status: 422, code: "hosted_not_available" });
  });

  test("a refund of 0.1 + 0.2 is no amount", async () => {
    const path = `/api/v1/payments/${ids.sibling("pay", orderId)}/refunds`;
    const json = { amount: { minor: 0.1 + 0.2, currency: "USD" }, reason: "late" };
    const answer = request("POST", path, { headers: { ...headers, ...signedIn(["payments:write"]) }, json });
    expect(await problem(answer)).toMatchObject({ status: 400, code: "not_integer_minor_units" });
  });
});
