import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, test, vi } from "vitest";
import { PARTITIONS } from "../../queues/partition.ts";
import { SUBSCRIBERS } from "../../queues/subscriptions.ts";
import { type Metric, parsePrometheus } from "../support/prometheus.ts";
import { hasPromtool, promtool } from "../support/promtool.ts";
import { SKU } from "./support/goods.ts";
import { type Shop, startShop } from "./support/shop.ts";

let shop: Shop;
beforeAll(async () => {
  shop = await startShop();
});
afterAll(() => shop.close());

async function text(): Promise<string> {
  const { status, body } = await shop.ask<{ text: string }>("GET", "//metrics", {
    token: shop.secrets.METRICS_TOKEN ?? "",
  });
  expect(status).toBe(200);
  return body.text;
}
const metrics = async () => parsePrometheus(await text());

/** The sum of a metric's samples that have these labels. */
function sumOf(all: Map<string, Metric>, name: string, labels: Record<string, string> = {}): number {
  const own = [...all.values()].flatMap(({ samples }) => samples).filter((sample) => sample.name === name);
  const wanted = own.filter((sample) => Object.entries(labels).every(([key, value]) => sample.labels[key] === value));
  return wanted.reduce((sum, { value }) => sum + value, 0);
}

/** Counters of other Workers come within ten seconds; those of whoever is asked, at once. */
const FLUSHED = { timeout: 20_000, interval: 500 };

describe("a sale", () => {
  test("is seen in requests, times, calls of the provider, events applied, and orders by status", async () => {
    const before = await metrics();
    const orders = [await shop.buy(), await shop.buy([{ sku: SKU.LAMP, quantity: 1 }])];
    const route = { route: "POST /api/v1/orders" };
    const answered = sumOf(await metrics(), "kiosk_requests_total", { ...route, status: "2xx" });
    expect(answered).toBe(sumOf(before, "kiosk_requests_total", { ...route, status: "2xx" }) + orders.length);
    await vi.waitFor(async () => {
      const after = await metrics();
      const grown = (name: string, labels = {}) => sumOf(after, name, labels) - sumOf(before, name, labels);
      expect(grown("kiosk_request_duration_seconds_count", route)).toBe(orders.length);
      expect(grown("kiosk_provider_calls_total", { call: "authorise", outcome: "ok" })).toBe(orders.length);
      expect(grown("kiosk_events_applied_total", { subscriber: "orders-lists" })).toBeGreaterThanOrEqual(4);
      expect(grown("kiosk_orders", { status: "confirmed" })).toBe(orders.length);
      expect(sumOf(after, "kiosk_events_unacked", { subscriber: "orders-lists" })).toBe(0);
    }, FLUSHED);
  });

  test("that is cancelled changes the counts by status", async () => {
    const order = await shop.buy();
    const before = await metrics();
    await shop.ask("POST", `/orders/${order.id}/cancel`, { order: order.token, body: { reason: "changed my mind" } });
    await vi.waitFor(async () => {
      expect(sumOf(await metrics(), "kiosk_orders", { status: "cancelled" })).toBe(
        sumOf(before, "kiosk_orders", { status: "cancelled" }) + 1,
      );
    }, FLUSHED);
  });
});

test("what is refused is counted by its class", async () => {
  const before = await metrics();
  await shop.ask("GET", "/products/no-such-thing");
  const refused = (all: Map<string, Metric>) => sumOf(all, "kiosk_requests_total", { status: "4xx" });
  expect(refused(await metrics())).toBe(refused(before) + 1);
});

test("every subscriber is told of in every partition, and every part is up", async () => {
  const all = await metrics();
  expect(all.get("kiosk_events_lag")?.samples).toHaveLength(SUBSCRIBERS.length * PARTITIONS);
  expect(all.get("kiosk_up")?.samples.every(({ value }) => value === 1)).toBe(true);
  expect(sumOf(all, "kiosk_up")).toBe(2 + 8 + PARTITIONS);
  for (const name of ["dead_letters", "parked", "oldest_dead_letter_age_seconds", "resends_total"]) {
    expect(all.has(`kiosk_events_${name}`)).toBe(true);
  }
});

test("a database that is away costs its own figures only", async () => {
  const { DB } = await shop.workers.getWorker<{ DB: D1Database }>("kiosk-orders").getEnv();
  await DB.prepare("ALTER TABLE stuck_sagas RENAME TO away").run();
  const all = await metrics();
  await DB.prepare("ALTER TABLE away RENAME TO stuck_sagas").run();
  expect([sumOf(all, "kiosk_up", { part: "orders" }), sumOf(all, "kiosk_up", { part: "events" })]).toEqual([0, 1]);
  expect([all.has("kiosk_orders"), all.has("kiosk_requests_total")]).toEqual([false, true]);
  expect((await metrics()).has("kiosk_orders")).toBe(true);
});

describe.skipIf(!hasPromtool)("promtool, as Prometheus reads it", () => {
  test("finds nothing to say against the metrics", async () => {
    await shop.buy();
    expect(promtool(["check", "metrics"], await text())).toBe("");
    expect(promtool(["check", "metrics"], "# TYPE kiosk_x counter\nkiosk_x 1\n")).not.toBe("");
  });

  test("takes the alerts", () => {
    expect(promtool(["check", "rules", join(import.meta.dirname, "../../docs/alerts.yml")])).toBe("");
  });
});
