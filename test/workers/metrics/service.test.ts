import { env } from "cloudflare:workers";
import { afterEach, expect, test, vi } from "vitest";
import type { Caller } from "../../../contracts/caller.ts";
import type { Counts, MetricsApi } from "../../../contracts/metrics.ts";
import type { MetricsObject } from "../../../durable-objects/metrics.ts";
import { PARTITIONS } from "../../../queues/partition.ts";
import { log } from "./worker.ts";

const { SERVICE, METRICS } = env as unknown as { SERVICE: MetricsApi; METRICS: DurableObjectNamespace<MetricsObject> };
const ORDERS: Caller = { kind: "system", name: "orders" };

afterEach(() => {
  log.down.clear();
  log.hanging.clear();
});

const sumOf = (counts: Counts, series: string) => counts.find(([name]) => name === series)?.[1];
const add = (isolate: string, number: number, counts: Counts) => SERVICE.add(ORDERS, { isolate, number, counts });

test("what isolates have counted is added up, whichever objects keep it", async () => {
  for (let n = 0; n < 30; n++) await add(`isolate-${n}`, 1, [['sum{a="1"}', 2]]);
  expect(sumOf((await SERVICE.read(ORDERS)).counts, 'sum{a="1"}')).toBe(60);
  const shares = await Promise.all(Array.from({ length: 8 }, (_, n) => METRICS.getByName(`metrics-${n}`).read()));
  expect(shares.filter((share) => share.size > 0).length).toBeGreaterThan(3);
});

test("a flush whose answer was lost is sent again, and counts once", async () => {
  for (let times = 0; times < 3; times++) await add("again", 1, [["again", 5]]);
  await add("again", 2, [["again", 1]]);
  // The first arrives once more, late.
  await add("again", 1, [["again", 5]]);
  expect(sumOf((await SERVICE.read(ORDERS)).counts, "again")).toBe(6);
});

test("a part that is down or does not answer is named; the others are told", async () => {
  vi.spyOn(console, "error").mockImplementation(() => {});
  await add("parts", 1, [["parts", 1]]);
  log.down.add(3);
  log.hanging.add(5);
  const { counts, partitions, parts, silent } = await SERVICE.read(ORDERS);
  expect([...silent].sort()).toEqual(["partition-3", "partition-5"]);
  expect(partitions.map(({ partition }) => partition)).not.toContain(3);
  expect(partitions).toHaveLength(PARTITIONS - 2);
  expect(sumOf(counts, "parts")).toBe(1);
  expect(parts).toEqual(expect.arrayContaining(["metrics-0", "metrics-7", "partition-0", "partition-5"]));
});

test("only Workers add and read", async () => {
  const outcome = (call: Promise<unknown>) => call.then(() => "answered", String);
  const strangers: Caller[] = [
    { kind: "guest", tokens: {} },
    { kind: "staff", userId: "usr_x" as never, permissions: ["events:read"], tokens: {} },
  ];
  for (const stranger of strangers) {
    expect(await outcome(SERVICE.read(stranger))).toContain("for Workers only");
    expect(await outcome(SERVICE.add(stranger, { isolate: "x", number: 1, counts: [] }))).toContain("for Workers only");
  }
});
