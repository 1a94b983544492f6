import { draftOf, pricedOf, type Stage } from "./draft.ts";
import { promotions } from "./promotions.ts";
import { taxes } from "./taxes.ts";
import type { Priced, PricingInput, Rules } from "./types.ts";

/**
 * The way to a price. Order matters: what lowers the goods comes before tax (coupons follow promotions); what pays
 * (a gift card) would come after it.
 */
const STAGES: readonly Stage[] = [promotions, taxes];

/**
 * What it costs, and why. Pure and exact: the same input and rules give the same amounts anywhere, whatever the order of
 * the lines. Each SKU may stand on one line only, and the goods must be `isPriceable`.
 */
export function price(input: PricingInput, rules: Rules): Priced {
  const draft = STAGES.reduce((before, stage) => stage(before, rules), draftOf(input));
  return pricedOf(draft, rules.taxIncluded);
}
