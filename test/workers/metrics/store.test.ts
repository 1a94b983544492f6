import { runInDurableObject } from "cloudflare:test";
import { env } from "cloudflare:workers";
import { expect, test, vi } from "vitest";
import { type Counts, SERIES_MAX } from "../../../contracts/metrics.ts";
import { CounterStore } from "../../../durable-objects/metrics/counter-store.ts";
import type { MetricsObject } from "../../../durable-objects/metrics.ts";

const { METRICS } = env as unknown as { METRICS: DurableObjectNamespace<MetricsObject> };
const DAY = 24 * 60 * 60_000;
const NOW = Date.parse("2026-11-20T12:00:00Z");

test("a flush is one commit; a repeat of it is none; an object that was only asked holds no tables", async () => {
  const object = METRICS.getByName("store-commits");
  await runInDurableObject(object, (_, { storage }) => {
    const store = new CounterStore(storage);
    expect(store.read().size).toBe(0);
    expect(
      storage.sql.exec("SELECT name FROM sqlite_master WHERE name NOT LIKE '\\_cf%' ESCAPE '\\'").toArray(),
    ).toEqual([]);
    const commits = vi.spyOn(storage, "transactionSync");
    const flush = {
      isolate: "a",
      number: 1,
      counts: [
        ["x", 1.5],
        ["y", 2],
      ] as Counts,
    };
    store.add(flush, NOW);
    store.add(flush, NOW);
    expect(commits).toHaveBeenCalledTimes(1);
    expect(store.read()).toEqual(
      new Map([
        ["x", 1.5],
        ["y", 2],
      ]),
    );
  });
});

test("isolates that are gone are forgotten after a day, and what they counted stays", async () => {
  await runInDurableObject(METRICS.getByName("store-forget"), (_, { storage }) => {
    const store = new CounterStore(storage);
    for (let n = 0; n < 150; n++) store.add({ isolate: `old-${n}`, number: 1, counts: [["x", 1]] }, NOW);
    for (const [number, hours] of [
      [1, 25],
      [2, 26],
    ] as const) {
      store.add({ isolate: "new", number, counts: [["x", 1]] }, NOW + (hours * DAY) / 24);
    }
    const isolates = storage.sql.exec<{ isolate: string }>("SELECT isolate FROM flushes").toArray();
    expect(isolates).toEqual([{ isolate: "new" }]);
    expect(store.read()).toEqual(new Map([["x", 152]]));
  });
});

test("series do not grow without end: beyond the limit those that are known go on", async () => {
  await runInDurableObject(METRICS.getByName("store-full"), (_, { storage }) => {
    const store = new CounterStore(storage);
    const many = (from: number): Counts => Array.from({ length: SERIES_MAX }, (_, n) => [`s${from + n}`, 1]);
    for (let part = 0; part < 5; part++) {
      store.add({ isolate: "full", number: part + 1, counts: many(part * SERIES_MAX) }, NOW);
    }
    const kept = store.read();
    expect(kept.size).toBe(20_000);
    store.add(
      {
        isolate: "full",
        number: 6,
        counts: [
          ["s0", 1],
          ["new", 1],
        ],
      },
      NOW,
    );
    const after = store.read();
    expect([after.get("s0"), after.get("new")]).toEqual([2, undefined]);
    expect(() => store.add({ isolate: "full", number: 7, counts: [...many(0), ["one", 1]] }, NOW)).toThrow("at most");
  });
});
