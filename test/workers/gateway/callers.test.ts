import { beforeEach, describe, expect, test, vi } from "vitest";
import { ok } from "../../../domain/kernel/result.ts";
import { requestCounts } from "../../../http/metrics.ts";
import { parsePrometheus } from "../../support/prometheus.ts";
import { cart, cartId, ids, orderId, problem, request, signedIn, userId } from "./shop.ts";
import { behind, callsOf, forget, says } from "./worker.ts";

beforeEach(forget);
const view = `/api/v1/carts/${cartId}`;

describe("who asks", () => {
  beforeEach(() => says("CART.view", () => ok(cart)));

  test("a guest is who their tokens say; identity is not asked", async () => {
    const headers = { "kiosk-cart-token": "c", "kiosk-order-token": "o", "x-user-id": userId, "kiosk-caller": "staff" };
    await request("GET", view, { headers });
    expect(callsOf("CART.view")[0]?.[0]).toEqual({ kind: "guest", tokens: { cart: "c", order: "o" } });
    expect(behind.calls).toHaveLength(1);
  });

  test("a token of more than 200 characters, or with a space, is none", async () => {
    await request("GET", view, { headers: { "kiosk-cart-token": "c".repeat(201), "kiosk-order-token": "a b" } });
    expect(callsOf("CART.view")[0]?.[0]).toEqual({ kind: "guest", tokens: {} });
  });

  test("a customer is asked for by token; a read may be seconds old, a command not", async () => {
    const headers = signedIn();
    says("CART.change", () => ok(cart));
    await request("GET", view, { headers });
    await request("PUT", view, { headers, json: {} });
    expect(callsOf("CART.view")[0]?.[0]).toEqual({ kind: "customer", userId, tokens: {} });
    expect(callsOf("IDENTITY.authenticate").map((args) => args[2])).toEqual([true, false]);
  });

  test("staff bring their permissions", async () => {
    const headers = signedIn(["orders:read"]);
    await request("GET", view, { headers });
    expect(callsOf("CART.view")[0]?.[0]).toMatchObject({ kind: "staff", permissions: ["orders:read"] });
  });

  test.each(["Bearer", "Bearer a b", "Basic YTpi", "Bearer good, Bearer good", "good", "Bearer bad", "bearer ünï"])(
    "Authorization: %s is refused",
    async (authorization) => {
      signedIn();
      const response = await request("GET", view, { headers: { authorization } });
      expect(response.headers.get("www-authenticate")).toContain("invalid_token");
      expect(await problem(response)).toMatchObject({ status: 401, code: "invalid_token" });
      expect(callsOf("CART.view")).toEqual([]);
    },
  );

  test("two Authorization headers are refused", async () => {
    signedIn();
    const headers = new Headers([
      ["authorization", "Bearer good"],
      ["authorization", "Bearer good"],
    ]);
    expect((await request("GET", view, { headers: Object.fromEntries(headers) })).status).toBe(401);
  });

  test("the catalogue is for all: a token is not looked at", async () => {
    says("CATALOG.categories", () => []);
    const response = await request("GET", "/api/v1/categories", { headers: { authorization: "Bearer stale" } });
    expect(response.status).toBe(200);
    expect(response.headers.get("cache-control")).toBe("public, max-age=2");
    expect(callsOf("CATALOG.categories")[0]?.[0]).toEqual({ kind: "guest", tokens: {} });
  });

  test("a stale token keeps nobody from signing in", async () => {
    says("IDENTITY.login", () => ok({ accessToken: "a", refreshToken: "r", expiresIn: 600 }));
    const headers = { authorization: "Bearer stale", "cf-connecting-ip": "203.0.113.9" };
    const response = await request("POST", "/api/v1/auth/login", {
      headers,
      json: { email: "a@b.example", password: "x" },
    });
    expect([response.status, response.headers.get("cache-control")]).toEqual([200, "no-store"]);
    expect(callsOf("IDENTITY.login")[0]?.[1]).toMatchObject({ ip: "203.0.113.9" });
  });
});

describe("what is not for everybody", () => {
  test("a guest has no account: 401, and nobody is asked", async () => {
    for (const path of ["/api/v1/users/me", "/api/v1/users/me/orders", `/api/v1/users/${userId}/addresses`]) {
      expect(await problem(request("GET", path))).toMatchObject({ status: 401, code: "unauthenticated" });
    }
    expect(behind.calls).toEqual([]);
  });

  test("me is oneself", async () => {
    const headers = signedIn();
    says("IDENTITY.addresses", () => ok([]));
    const response = await request("GET", "/api/v1/users/me/addresses", { headers });
    expect(await response.json()).toEqual({ items: [], nextCursor: null });
    expect(callsOf("IDENTITY.addresses")[0]?.[1]).toBe(userId);
  });

  test("a customer is no staff, and staff have only what their role has", async () => {
    const json = { status: "fulfilled" };
    const path = `/api/v1/orders/${orderId}/status`;
    expect(await problem(request("PUT", path, { json }))).toMatchObject({ status: 401 });
    expect(await problem(request("PUT", path, { json, headers: signedIn() }))).toMatchObject({
      status: 403,
      code: "forbidden",
    });
    expect((await request("PUT", path, { json, headers: signedIn(["catalog:write"]) })).status).toBe(403);
    says("ORDERS.setStatus", () => ok({ version: 9 }));
    const allowed = await request("PUT", path, { json, headers: signedIn(["orders:write"]) });
    expect([allowed.status, allowed.headers.get("etag")]).toEqual([200, '"9"']);
  });

  test("a refund by a customer is forbidden", async () => {
    const path = `/api/v1/payments/${ids.sibling("pay", orderId)}/refunds`;
    const headers = { ...signedIn(), "idempotency-key": "k" };
    expect((await request("POST", path, { headers, json: { reason: "late" } })).status).toBe(403);
  });
});

describe("operators", () => {
  test("read counters with their own token only", async () => {
    expect((await request("GET", "/metrics")).status).toBe(401);
    const wrong = { authorization: "Bearer metrics-token-of-the-tesT" };
    expect((await request("GET", "/metrics", { headers: wrong })).status).toBe(401);
    const headers = { authorization: "Bearer metrics-token-of-the-test" };
    const status = { partition: 3, head: 9, chain: "c".repeat(64), kept: 1, subscribers: [] };
    const counts = [...requestCounts({ label: "GET /metrics", status: 401, ms: 2 })];
    says("METRICS.read", () => ({
      counts,
      partitions: [status],
      parts: ["partition-3", "partition-4"],
      silent: ["partition-4"],
    }));
    says("ORDERS.figures", () => ({ byStatus: [{ status: "confirmed", orders: 7 }], stuck: [] }));
    const text = await (await request("GET", "/metrics", { headers })).text();
    expect(text).toMatch(/kiosk_requests_total\{route="GET \/metrics",status="4xx"\} \d+/);
    expect(text).toContain('kiosk_request_duration_seconds_bucket{route="GET /metrics",le="+Inf"}');
    expect(text).toContain('kiosk_up{part="partition-3"} 1\nkiosk_up{part="partition-4"} 0');
    expect(text).toContain('kiosk_orders{status="confirmed"} 7');
    expect(behind.calls.length).toBeLessThanOrEqual(12);
  });

  test("are not kept waiting by an object that takes no counters", async () => {
    let isTaken = false;
    says("METRICS.add", async () => {
      await scheduler.wait(3_000);
      isTaken = true;
    });
    says("METRICS.read", () => ({ counts: [], partitions: [], parts: [], silent: [] }));
    says("ORDERS.figures", () => ({ byStatus: [], stuck: [] }));
    await request("GET", "/health");
    const headers = { authorization: "Bearer metrics-token-of-the-test" };
    expect([(await request("GET", "/metrics", { headers })).status, isTaken]).toEqual([200, false]);
  });

  test("hear of the parts that can be reached when others cannot", async () => {
    vi.spyOn(console, "error").mockImplementation(() => {});
    const headers = { authorization: "Bearer metrics-token-of-the-test" };
    says("ORDERS.figures", () => ({ byStatus: [{ status: "confirmed", orders: 7 }], stuck: [] }));
    const response = await request("GET", "/metrics", { headers });
    const metrics = parsePrometheus(await response.text());
    expect([
      response.status,
      metrics.get("kiosk_up")?.samples.map(({ labels, value }) => [labels.part, value]),
    ]).toEqual([
      200,
      [
        ["events", 0],
        ["orders", 1],
      ],
    ]);
    expect(metrics.get("kiosk_orders")?.samples[0]?.value).toBe(7);
  });
});
