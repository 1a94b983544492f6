import { beforeEach, describe, expect, test } from "vitest";
import { err } from "../../../domain/kernel/result.ts";
import { cartId, orderId, problem, request } from "./shop.ts";
import { forget, says } from "./worker.ts";

beforeEach(forget);

describe("a refusal of a domain", () => {
  const place = () => request("POST", "/api/v1/orders", { headers: { "idempotency-key": "k" }, json: { cartId } });

  test.each([
    [{ code: "out_of_stock", lines: [{ sku: "A", requested: 2, available: 1 }] }, 409, { lines: [{ available: 1 }] }],
    [
      { code: "payment_declined", declineCode: "insufficient_funds", orderId },
      402,
      { declineCode: "insufficient_funds" },
    ],
    [{ code: "order_not_cancellable", status: "fulfilled" }, 409, { orderStatus: "fulfilled" }],
    [{ code: "idempotency_mismatch" }, 422, {}],
    [{ code: "cart_closed", orderId }, 409, { orderId }],
  ])("%j", async (refusal, status, detail) => {
    says("ORDERS.place", () => err(refusal));
    expect(await problem(place())).toMatchObject({ status, code: refusal.code, ...detail });
  });

  test("an expired quote is a changed one, with the new", async () => {
    says("ORDERS.place", () => err({ code: "quote_expired", quote: { quoteId: "q" } }));
    expect(await problem(place())).toMatchObject({ status: 409, code: "quote_changed", quote: { quoteId: "q" } });
  });

  test("says when to come again", async () => {
    says("ORDERS.place", () => err({ code: "in_progress" }));
    expect((await place()).headers.get("retry-after")).toBe("1");
    says("IDENTITY.login", () => err({ code: "too_many_attempts", retryAfterSeconds: 40 }));
    const login = await request("POST", "/api/v1/auth/login", { json: { email: "a@b.example", password: "x" } });
    expect([login.status, login.headers.get("retry-after")]).toEqual([429, "40"]);
  });

  test("never repeats what was sent", async () => {
    says("CART.addLine", () => err({ code: "unknown_sku", sku: "<script>" }));
    const answer = await request("POST", `/api/v1/carts/${cartId}/lines`, { json: { sku: "<script>", quantity: 1 } });
    expect([answer.status, (await answer.text()).includes("script")]).toEqual([404, false]);
  });

  test("a coupon is refused by the cart", async () => {
    says("CART.change", () => err({ code: "coupon_invalid" }));
    const path = `/api/v1/carts/${cartId}/coupons`;
    expect((await request("POST", path, { json: { code: "TEN" } })).status).toBe(422);
    expect((await request("DELETE", `${path}/TEN`)).status).toBe(422);
  });
});

describe("something thrown behind the door", () => {
  test("is 503 when it may go well the next time, and 500 otherwise; neither tells what it was", async () => {
    says("CART.view", () => {
      throw Object.assign(new Error("D1_ERROR: secret table"), { retryable: true });
    });
    const outage = await request("GET", `/api/v1/carts/${cartId}`);
    expect([outage.status, outage.headers.get("retry-after")]).toEqual([503, "1"]);
    says("CART.view", () => {
      throw new TypeError("secret table");
    });
    const bug = await request("GET", `/api/v1/carts/${cartId}`);
    const text = await bug.text();
    expect(JSON.parse(text)).toMatchObject({ status: 500, code: "internal" });
    expect(text).not.toContain("secret");
  });
});
