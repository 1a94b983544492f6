import type { Sku } from "../kernel/ids.ts";
import { apportion } from "../kernel/money.ts";
import type { OrderTerms } from "./types.ts";

/** What some of an order's goods were sold for, tax included; minor units. Goods that are not in the order are worth nothing. */
export function worthOf(terms: OrderTerms, goods: readonly { sku: Sku; quantity: number }[]): number {
  return goods.reduce((sum, { sku, quantity }) => {
    const line = terms.lines.find((each) => each.sku === sku);
    if (!line) return sum;
    const taken = Math.min(quantity, line.quantity);
    const paid = line.totalMinor + (terms.taxIncluded ? 0 : line.taxMinor);
    return sum + (apportion(paid, [taken, line.quantity - taken])[0] ?? 0);
  }, 0);
}
