import type { Sku } from "../kernel/ids.ts";
import { apportion } from "../kernel/money.ts";
import { err, ok, type Result } from "../kernel/result.ts";
import type { OrderTerms } from "./types.ts";

type TooMany = { code: "quantity_range"; sku: Sku; max: number };

/** What some of an order's goods were sold for, tax included; minor units. */
export function worthOf(terms: OrderTerms, goods: readonly { sku: Sku; quantity: number }[]): Result<number, TooMany> {
  const quantities = new Map<Sku, number>();
  for (const { sku, quantity } of goods) quantities.set(sku, (quantities.get(sku) ?? 0) + quantity);
  let worth = 0;
  for (const [sku, quantity] of quantities) {
    const line = terms.lines.find((each) => each.sku === sku);
    if (!line || quantity > line.quantity) return err({ code: "quantity_range", sku, max: line?.quantity ?? 0 });
    const paid = line.totalMinor + (terms.taxIncluded ? 0 : line.taxMinor);
    worth += apportion(paid, [quantity, line.quantity - quantity])[0] ?? 0;
  }
  return ok(worth);
}
