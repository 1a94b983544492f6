import fc from "fast-check";
import { beforeAll, expect, test } from "vitest";
import { CHANGES, ISOLATES, Market, type Step } from "./market.ts";
import { migrate } from "./support.ts";

beforeAll(migrate);

const RUNS = 12;

const change = fc.constantFrom(...CHANGES);
const good = fc.nat(5);
const isolate = fc.nat(ISOLATES - 1);
const step: fc.Arbitrary<Step> = fc.oneof(
  {
    weight: 3,
    arbitrary: fc.record({
      do: fc.constant("wait" as const),
      ms: fc.constantFrom(1, 500, 999, 1_000, 1_899, 1_900),
    }),
  },
  { weight: 2, arbitrary: fc.record({ do: fc.constant("prove" as const), good }) },
  { weight: 2, arbitrary: fc.constant({ do: "later" as const }) },
  {
    weight: 3,
    arbitrary: fc.record({
      do: fc.constant("write" as const),
      change,
      good,
      by: fc.nat(ISOLATES),
      isWarm: fc.boolean(),
    }),
  },
  { weight: 4, arbitrary: fc.record({ do: fc.constant("read" as const), isolate, good }) },
  { weight: 1, arbitrary: fc.record({ do: fc.constant("rush" as const), good, change }) },
);

test("whatever is written, two isolates show it within two seconds, over a KV that answers what it had a minute ago", async () => {
  let hits = 0;
  const steps = fc.array(step, { minLength: 15, maxLength: 30, size: "max" });
  const delays = fc.array(fc.nat(4), { minLength: 1, maxLength: 5 });
  await fc.assert(
    fc.asyncProperty(steps, delays, async (steps, delaysMs) => {
      const market = new Market(delaysMs);
      await market.take({ do: "write", change: "create", good: 0, by: 0, isWarm: false });
      for (const step of steps) await market.take(step);
      hits += market.kvs.reduce((sum, kv) => sum + kv.hits, 0);
    }),
    { numRuns: RUNS, endOnFailure: true },
  );
  // The layer under test was really asked.
  expect(hits).toBeGreaterThan(0);
}, 120_000);
