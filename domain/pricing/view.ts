import type { LineView } from "../cart/types.ts";
import { present } from "../kernel/assert.ts";
import type { Currency } from "../kernel/currency.ts";
import type { ProductId, Sku } from "../kernel/ids.ts";
import { money } from "../kernel/money.ts";
import type { Adjustment, DiscountView, Priced, Totals } from "./types.ts";

/** The sums of a price: what was just computed, or what an order froze. */
type Sums = Pick<
  Priced,
  "currency" | "taxIncluded" | "subtotalMinor" | "discountMinor" | "shippingMinor" | "taxMinor" | "totalMinor"
>;
type Goods = { sku: Sku; productId: ProductId; title: string };
type SoldLine = Goods & { quantity: number; unitPriceMinor: number; discountMinor: number; totalMinor: number };

export function totalsOf(sums: Sums): Totals {
  return {
    subtotal: money(sums.subtotalMinor, sums.currency),
    discount: money(sums.discountMinor, sums.currency),
    shipping: money(sums.shippingMinor, sums.currency),
    tax: money(sums.taxMinor, sums.currency),
    total: money(sums.totalMinor, sums.currency),
    taxIncluded: sums.taxIncluded,
  };
}

/** One per promotion, as they were applied; they add up to `totals.discount`. Free shipping shows in `totals.shipping` alone. */
export function discountsOf(priced: { currency: Currency; adjustments: readonly Adjustment[] }): DiscountView[] {
  const discounts = new Map<string, DiscountView>();
  for (const { kind, source, reason, minor } of priced.adjustments) {
    if (kind !== "promotion") continue;
    const before = discounts.get(source)?.amount.minor ?? 0;
    discounts.set(source, { id: source, title: reason, amount: money(before - minor, priced.currency) });
  }
  return [...discounts.values()];
}

export function lineViewOf(line: SoldLine, currency: Currency): LineView {
  return {
    sku: line.sku,
    productId: line.productId,
    title: line.title,
    quantity: line.quantity,
    unitPrice: money(line.unitPriceMinor, currency),
    discount: money(line.discountMinor, currency),
    total: money(line.totalMinor, currency),
  };
}

/** The priced lines with what the goods are called; `goods` holds every SKU that was priced. */
export function lineViewsOf(priced: Priced, goods: readonly Goods[]): LineView[] {
  const named = new Map(goods.map(({ sku, productId, title }) => [sku, { productId, title }]));
  return priced.lines.map((line) =>
    lineViewOf({ ...line, ...present(named.get(line.sku), line.sku) }, priced.currency),
  );
}
