import { beforeEach, describe, expect, test } from "vitest";
import { demoCatalog } from "../../../demo/catalog.ts";
import { err, ok } from "../../../domain/kernel/result.ts";
import { cart, cartId, orderId, problem, request } from "./shop.ts";
import { behind, callsOf, forget, says } from "./worker.ts";

const GATEWAY = { kind: "system", name: "gateway" };
const WORKERS = "IDENTITY CATALOG SEARCH PRICING CART INVENTORY ORDERS PAYMENTS SHIPPING NOTIFICATIONS EVENTS".split(
  " ",
);

beforeEach(forget);

describe("news from the provider", () => {
  const headers = { "stripe-signature": "t=1,v1=x" };
  const send = (body: BodyInit = '{"id": "evt_1"}') => request("POST", "/webhooks/stripe", { headers, body });
  const receipt = { eventId: "evt_1", type: "charge.refunded", createdAt: 0, fact: { orderId, ref: "pi_1" } };
  beforeEach(() => says("PAYMENTS.note", () => undefined));

  test("goes on byte by byte, and is done once the order has taken it", async () => {
    says("PAYMENTS.receive", () => ok(receipt));
    says("ORDERS.poke", () => true);
    expect((await send('{"id":  "evt_1"}')).status).toBe(200);
    const [caller, raw, signature] = callsOf("PAYMENTS.receive")[0] as unknown as [unknown, Uint8Array, string];
    expect([caller, new TextDecoder().decode(raw), signature]).toEqual([GATEWAY, '{"id":  "evt_1"}', "t=1,v1=x"]);
    expect(callsOf("ORDERS.poke")).toEqual([[GATEWAY, orderId, "pi_1"]]);
    expect(callsOf("PAYMENTS.note")).toEqual([[GATEWAY, receipt, true]]);
  });

  test("that is for no order is kept without a word to one", async () => {
    says("PAYMENTS.receive", () => ok({ ...receipt, fact: null }));
    expect((await send()).status).toBe(200);
    expect(behind.calls.map(({ name }) => name)).toEqual(["PAYMENTS.receive", "PAYMENTS.note"]);
  });

  test("is kept as received, and asked for again, while the order has not taken it", async () => {
    says("PAYMENTS.receive", () => ok(receipt));
    says("ORDERS.poke", () => false);
    expect((await send()).status).toBe(503);
    says("ORDERS.poke", () => {
      throw new TypeError("a bug");
    });
    expect((await send()).status).toBe(503);
    expect(callsOf("PAYMENTS.note").map((args) => args[2])).toEqual([false, false]);
  });

  test("that cannot be kept is asked for again: the order does not mind hearing it twice", async () => {
    says("PAYMENTS.receive", () => ok(receipt));
    says("ORDERS.poke", () => true);
    says("PAYMENTS.note", () => {
      throw new Error("no database");
    });
    expect((await send()).status).toBe(503);
  });

  test.each(["webhook_signature", "webhook_timestamp", "webhook_livemode"])(
    "that is forged (%s) is 400",
    async (code) => {
      says("PAYMENTS.receive", () => err({ code }));
      expect(await problem(send())).toMatchObject({ status: 400, code });
    },
  );

  test("of more than 256 KB is not read", async () => {
    expect((await send("x".repeat(256 * 1024 + 1))).status).toBe(413);
    expect(behind.calls).toEqual([]);
  });
});

describe("probes", () => {
  const allReady = () => {
    for (const name of WORKERS) says(`${name}.ready`, () => undefined);
  };

  test("health asks nobody", async () => {
    expect(await (await request("GET", "/health")).json()).toEqual({ status: "ok" });
    expect(behind.calls).toEqual([]);
  });

  test("ready asks every Worker once, together", async () => {
    allReady();
    expect((await request("GET", "/ready")).status).toBe(200);
    expect(behind.calls.map((call) => call.name).sort()).toEqual(WORKERS.map((name) => `${name}.ready`).sort());
  });

  test("ready names those that fail, and those that say nothing for two seconds", async () => {
    allReady();
    says("ORDERS.ready", () => {
      throw new Error("no database");
    });
    says("EVENTS.ready", () => scheduler.wait(5_000));
    const began = Date.now();
    expect(await problem(request("GET", "/ready"))).toMatchObject({
      ...{ status: 503, code: "not_ready", workers: ["orders", "events"] },
    });
    expect(Date.now() - began).toBeLessThan(4_000);
  });
});

describe("every answer", () => {
  test("keeps browsers from guessing, framing and storing", async () => {
    says("CART.view", () => ok(cart));
    for (const path of [`/api/v1/carts/${cartId}`, "/nowhere", "/%"]) {
      const { headers } = await request("GET", path);
      expect(Object.fromEntries(headers)).toMatchObject({
        "cache-control": "no-store",
        "x-content-type-options": "nosniff",
        "referrer-policy": "no-referrer",
        "strict-transport-security": expect.stringContaining("max-age="),
        "content-security-policy": expect.stringContaining("frame-ancestors 'none'"),
        "x-request-id": expect.stringMatching(/^[0-9a-f-]{36}$/),
      });
    }
  });

  test("is for pages of the listed origins only", async () => {
    const from = async (origin: string) => (await request("GET", "/health", { headers: { origin } })).headers;
    expect((await from("https://shop.example")).get("access-control-allow-origin")).toBe("https://shop.example");
    expect((await from("https://shop.example.evil")).get("access-control-allow-origin")).toBeNull();
    const headers = { origin: "https://shop.example", "access-control-request-method": "POST" };
    const preflight = await request("OPTIONS", "/api/v1/orders", { headers });
    expect(preflight.headers.get("access-control-allow-headers")).toContain("Idempotency-Key");
  });

  test("of the documentation is whole and self-contained", async () => {
    const document = (await (await request("GET", "/api/v1/openapi.json")).json()) as { openapi: string };
    expect(document.openapi).toBe("3.1.0");
    const page = await request("GET", "/docs");
    expect(page.headers.get("content-security-policy")).toMatch(/^default-src 'none'; style-src 'sha256-[\w+/]+=*'/);
    expect(await page.text()).not.toMatch(/(src|href)="(https?:)?\/\//);
  });

  test("of a picture can do nothing but be seen", async () => {
    const url = demoCatalog().products[0]?.media[0]?.url ?? "";
    const { status, headers } = await request("GET", url);
    expect([status, headers.get("content-type"), headers.get("x-content-type-options")]).toEqual([
      ...[200, "image/svg+xml", "nosniff"],
    ]);
    expect(headers.get("content-security-policy")).toContain("sandbox");
    expect((await request("GET", "/media/demo/%3Cscript%3E.svg")).status).toBe(404);
    expect((await request("GET", "/media/demo/nothing-of-ours.svg")).status).toBe(404);
  });
});
