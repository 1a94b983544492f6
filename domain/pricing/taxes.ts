import { TAX_CLASSES, type TaxClass } from "../catalog/types.ts";
import type { Sku } from "../kernel/ids.ts";
import { apportion, divideRounded } from "../kernel/money.ts";
import { type Draft, leftOf, type Stage, sum } from "./draft.ts";
import { PPM, rateFor, reasonOf, sourceOf } from "./tax-rate.ts";
import type { Adjustment, Rules, TaxRate } from "./types.ts";

/** Something taxed: a line, or shipping (`sku` null). */
type Taxed = { sku: Sku | null; minor: number; quantity: number; taxClass: TaxClass };

/** Adds the tax of every class, or says how much of it the prices hold. Shipping is taxed like goods and comes last. */
export const taxes: Stage = (draft, rules) =>
  TAX_CLASSES.reduce((taxed, taxClass) => {
    const rate = rateFor(rules.taxRates, taxClass, draft.input);
    const parts = taxedOf(draft, rules).filter((part) => part.taxClass === taxClass && part.minor > 0);
    return rate === null || parts.length === 0 ? taxed : withTax(taxed, rules, rate, parts);
  }, draft);

function taxedOf(draft: Draft, rules: Rules): Taxed[] {
  const goods = draft.lines.map((line) => ({ ...line, minor: leftOf(line) }));
  return [...goods, { sku: null, minor: draft.shippingMinor, quantity: 1, taxClass: rules.shippingTaxClass }];
}

function withTax(draft: Draft, rules: Rules, rate: TaxRate, parts: readonly Taxed[]): Draft {
  const amounts = amountsOf(rules, rate, parts);
  const taxOf = new Map(parts.map((part, index) => [part.sku, amounts[index] ?? 0]));
  const lines = draft.lines.map((line) => ({ ...line, taxMinor: line.taxMinor + (taxOf.get(line.sku) ?? 0) }));
  const added = [...taxOf]
    .filter(([, minor]) => minor > 0)
    .map(([sku, minor]): Adjustment => {
      return { kind: "tax", source: sourceOf(rate), reason: reasonOf(rate), minor, sku, included: rules.taxIncluded };
    });
  const shippingTaxMinor = draft.shippingTaxMinor + (taxOf.get(null) ?? 0);
  return { ...draft, lines, shippingTaxMinor, adjustments: [...draft.adjustments, ...added] };
}

/** `order`: once on the sum, then split. `line` and `unit` are for shops that must match an older system. */
function amountsOf(rules: Rules, rate: TaxRate, parts: readonly Taxed[]): number[] {
  const { numerator, denominator } = fractionOf(rate, rules.taxIncluded);
  const amounts = parts.map((part) => part.minor);
  switch (rules.taxRounding) {
    case "order":
      return apportion(divideRounded(BigInt(sum(amounts)) * numerator, denominator), amounts);
    case "line":
      return amounts.map((minor) => divideRounded(BigInt(minor) * numerator, denominator));
    case "unit":
      return parts.map(({ minor, quantity }) => {
        return divideRounded(BigInt(minor) * numerator, denominator * BigInt(quantity)) * quantity;
      });
  }
}

/** Net x r, or gross x r / (1 + r), as a ratio of integers. */
function fractionOf(rate: TaxRate, included: boolean): { numerator: bigint; denominator: bigint } {
  const numerator = BigInt(rate.ppm);
  return { numerator, denominator: included ? PPM + numerator : PPM };
}
