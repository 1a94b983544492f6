import * as buying from "./stories/buying.ts";
import type { Shopper } from "./stories/shopper.ts";
import * as staff from "./stories/staff.ts";

type Story = (shopper: Shopper) => Promise<void>;

/** What happens in a shop, and how often of a hundred times. */
const STORIES: readonly (readonly [weight: number, story: Story])[] = [
  [18, buying.buys],
  [10, buying.buysNow],
  [8, buying.isDeclined],
  [8, buying.pressesTwice],
  [8, buying.authenticates],
  [6, buying.walksAway],
  [8, buying.paysLater],
  [9, buying.cancels],
  [6, buying.repeats],
  [6, staff.refunds],
  [6, staff.adjusts],
  [2, staff.reprices],
  [3, staff.curates],
  [5, staff.ships],
];
const ALL = STORIES.reduce((sum, [weight]) => sum + weight, 0);

/** One thing that a shopper does. */
export function story(shopper: Shopper): Promise<void> {
  let left = shopper.random.below(ALL);
  for (const [weight, told] of STORIES) {
    if (left < weight) return told(shopper);
    left -= weight;
  }
  throw new Error("the weights are counted wrongly");
}
