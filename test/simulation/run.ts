import { type Broken, brokenAtRest, brokenNow } from "./world/books.ts";
import type { Bug } from "./world/bugs.ts";
import { SimulatedShop } from "./world/shop.ts";
import { people } from "./world/shoppers.ts";

/** Steps with faults, and how many it may take to come to rest without. */
const FAULTY_STEPS = 300;
const STEPS_MAX = 5_000;
const TRACE_LINES = 60;

export type Failure = Broken & { seed: number; trace: string[] };

/** One seed: some shoppers, some faults, then peace; null when every book balances. The same seed gives the same run. */
export async function simulate(seed: number, bug: Bug | null = null): Promise<Failure | null> {
  const shop = new SimulatedShop(seed, bug);
  const promises = people(shop);
  const failed = (broken: Broken): Failure => ({ ...broken, seed, trace: shop.scheduler.trace.slice(-TRACE_LINES) });
  try {
    for (let step = 0; step < STEPS_MAX; step++) {
      if (step === FAULTY_STEPS) shop.faults.on = false;
      if (!(await shop.scheduler.step())) {
        const broken = brokenAtRest(shop, promises);
        return broken && failed(broken);
      }
      const broken = brokenNow(shop);
      if (broken) return failed(broken);
    }
  } catch (cause) {
    return failed({ invariant: "crashed", detail: String(cause) });
  }
  return failed({ invariant: "I5", detail: `not at rest after ${STEPS_MAX} steps` });
}

/** How a failing seed is told: what broke, and the last things that happened. */
export function report({ seed, invariant, detail, trace }: Failure): string {
  return [`seed ${seed}: ${invariant} broken: ${detail}`, ...trace].join("\n");
}
