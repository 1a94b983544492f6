import { assert } from "../kernel/assert.ts";
import { MINOR_MAX } from "../kernel/money.ts";
import type { Adjustment, Priced, PricingInput, PricingLine, Rules } from "./types.ts";

/** More goods than this are not priced: shipping as dear again and a tax of 100 % on both still fit into `MINOR_MAX`. */
export const GOODS_MAX = MINOR_MAX / 4;

/** A line on its way to its price. Minor units. */
export type DraftLine = PricingLine & { readonly worthMinor: number; discountMinor: number; taxMinor: number };

/** A price in the making. Lines in order of SKU, so that no split depends on how the bag was filled. */
export type Draft = {
  readonly input: PricingInput;
  readonly lines: readonly DraftLine[];
  /** What shipping costs after all that was taken off it. */
  readonly shippingMinor: number;
  readonly shippingTaxMinor: number;
  readonly adjustments: readonly Adjustment[];
};

/** One step of the way: a pure function that leaves its reasons in `adjustments`. */
export type Stage = (draft: Draft, rules: Rules) => Draft;

/** What a line costs after all that was taken off it. */
export function leftOf(line: DraftLine): number {
  return line.worthMinor - line.discountMinor;
}

/** Of minor units of one currency. */
export function sum(amounts: readonly number[]): number {
  return amounts.reduce((total, amount) => total + amount, 0);
}

/** May these lines be priced? A cart that cannot is refused by its owner before it comes here. */
export function isPriceable(lines: readonly PricingLine[]): boolean {
  const worth = lines.reduce((total, line) => total + BigInt(line.unitPriceMinor) * BigInt(line.quantity), 0n);
  return worth <= BigInt(GOODS_MAX);
}

/** The lines at their worth, before discounts and tax. Throws on what `isPriceable` should have kept out. */
export function draftOf(input: PricingInput): Draft {
  const shippingMinor = input.shippingMinor ?? 0;
  assert(isCount(shippingMinor) && shippingMinor <= GOODS_MAX, `a price of shipping, got ${shippingMinor}`);
  assert(new Set(input.lines.map((line) => line.sku)).size === input.lines.length, "one line per SKU");
  for (const { unitPriceMinor, quantity } of input.lines) {
    assert(isCount(unitPriceMinor) && isCount(quantity) && quantity > 0, `a line, got ${quantity} x ${unitPriceMinor}`);
  }
  assert(isPriceable(input.lines), "goods that fit into an amount of money");
  const lines = input.lines
    .map((line) => ({ ...line, worthMinor: line.unitPriceMinor * line.quantity, discountMinor: 0, taxMinor: 0 }))
    .sort((a, b) => (a.sku < b.sku ? -1 : 1));
  return { input, lines, shippingMinor, shippingTaxMinor: 0, adjustments: [] };
}

/** Adds up. Lines come out in the order they came in. */
export function pricedOf(draft: Draft, taxIncluded: boolean): Priced {
  const drafted = new Map(draft.lines.map((line) => [line.sku, line]));
  const subtotalMinor = sum(draft.lines.map((line) => line.worthMinor));
  const discountMinor = sum(draft.lines.map((line) => line.discountMinor));
  const taxMinor = sum(draft.lines.map((line) => line.taxMinor)) + draft.shippingTaxMinor;
  const before = subtotalMinor - discountMinor + draft.shippingMinor;
  return {
    currency: draft.input.currency,
    taxIncluded,
    lines: draft.input.lines.map((given) => {
      const line = drafted.get(given.sku);
      assert(line !== undefined, "every line comes out of every stage");
      const { sku, quantity, unitPriceMinor, taxClass, discountMinor, taxMinor } = line;
      return { sku, quantity, unitPriceMinor, taxClass, discountMinor, taxMinor, totalMinor: leftOf(line) };
    }),
    subtotalMinor,
    discountMinor,
    shippingMinor: draft.shippingMinor,
    taxMinor,
    totalMinor: taxIncluded ? before : before + taxMinor,
    adjustments: [...draft.adjustments],
  };
}

function isCount(value: number): boolean {
  return Number.isSafeInteger(value) && value >= 0;
}
