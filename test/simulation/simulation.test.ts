import { describe, expect, test } from "vitest";
import { report, simulate } from "./run.ts";
import { BUGS } from "./world/bugs.ts";
import { SimulatedShop } from "./world/shop.ts";
import { people } from "./world/shoppers.ts";

const SEEDS = 5_000;
/** A planted bug that is not found among so many seeds would slip through the real run too easily. */
const SEEDS_FOR_A_BUG = 500;

test(`fault 1: whatever crashes, is lost, late or doubled, the books balance in each of ${SEEDS} runs`, async () => {
  for (let seed = 1; seed <= SEEDS; seed++) {
    const failure = await simulate(seed);
    if (failure) expect.fail(report(failure));
  }
});

describe("a planted bug is found", () => {
  test.each(BUGS)("%s", async (bug) => {
    for (let seed = 1; seed <= SEEDS_FOR_A_BUG; seed++) if (await simulate(seed, bug)) return;
    expect.fail(`${bug} was not found in ${SEEDS_FOR_A_BUG} seeds`);
  });
});

test("the same seed is the same run, line by line", async () => {
  expect(await traceOf(7)).toEqual(await traceOf(7));
  expect(await traceOf(7)).not.toEqual(await traceOf(8));
});

test("between them the runs take every step there is, and meet every way a sale can end", async () => {
  const traces: string[] = [];
  for (let seed = 1; seed <= 300; seed++) traces.push(...(await traceOf(seed)));
  const all = traces.join("\n");
  const steps = [
    "authorise",
    "find",
    "read",
    "void",
    "capture",
    "refund",
    "find_refund",
    "renew_holds",
    "commit_holds",
    "release_holds",
    "return_stock",
    "close_cart",
    "give_back_cart",
    "expire",
  ];
  for (const step of steps) expect(all, step).toContain(`${step} arrives`);
  for (const event of [
    "OrderConfirmed",
    "OrderCancelled",
    "PaymentDeclined",
    "PaymentWaiting",
    "RefundSettled",
    "CRASH",
  ])
    expect(all, event).toContain(event);
});

async function traceOf(seed: number): Promise<string[]> {
  const shop = new SimulatedShop(seed);
  people(shop);
  for (let step = 0; step < 2_000 && (await shop.scheduler.step()); step++) if (step === 150) shop.faults.on = false;
  return shop.scheduler.trace;
}
