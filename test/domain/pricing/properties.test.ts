import fc from "fast-check";
import { expect, test } from "vitest";
import { TAX_CLASSES } from "../../../domain/catalog/types.ts";
import { divideRounded } from "../../../domain/kernel/money.ts";
import { sum } from "../../../domain/pricing/draft.ts";
import { price } from "../../../domain/pricing/price.ts";
import type { Priced, PricingInput, Promotion, Rules } from "../../../domain/pricing/types.ts";
import { discountsOf, totalsOf } from "../../../domain/pricing/view.ts";
import { bag, country, line, NOW, promotion, rate, rules } from "./shop.ts";

const SKUS = ["A", "B", "C", "D", "E", "F"];
const currency = fc.constantFrom("USD" as const, "JPY" as const, "KWD" as const);
const minor = fc.oneof(fc.integer({ min: 0, max: 20 }), fc.integer({ min: 0, max: 20_000_000 }));
const ppm = fc.oneof(fc.constantFrom(0, 70_000, 190_000, 88_750, 1_000_000), fc.integer({ min: 0, max: 1_000_000 }));
const taxClass = fc.constantFrom(...TAX_CLASSES);

const lines = fc
  .uniqueArray(
    fc.record({ sku: fc.constantFrom(...SKUS), unit: minor, quantity: fc.integer({ min: 1, max: 999 }), taxClass }),
    {
      selector: (each) => each.sku,
    },
  )
  .map((list) => list.map((each) => line(each.sku, each.unit, each.quantity, each.taxClass)));

const effect: fc.Arbitrary<Promotion["effect"]> = fc.oneof(
  ppm.map((part) => ({ type: "percent_off" as const, ppm: part })),
  fc.tuple(currency, minor).map(([code, off]) => ({ type: "amount_off" as const, minor: { [code]: off } })),
  fc.constant({ type: "free_shipping" as const }),
);
const promotions = fc.array(
  fc.record({ effect, priority: fc.nat(3), skus: fc.subarray(SKUS), minimum: fc.option(fc.tuple(currency, minor)) }),
  { maxLength: 4 },
);

const someRules: fc.Arbitrary<Rules> = fc
  .record({
    taxIncluded: fc.boolean(),
    taxRounding: fc.constantFrom("order" as const, "line" as const, "unit" as const),
    shippingTaxClass: taxClass,
    rates: fc.array(fc.tuple(taxClass, ppm), { maxLength: 3 }),
    promotions,
  })
  .map(({ rates, promotions: drafts, ...rest }) =>
    rules({
      ...rest,
      taxRates: rates.map(([kind, part]) => rate("DE", kind, part)),
      promotions: drafts.map(({ effect: does, minimum, ...more }, index) =>
        promotion(does, { id: `p${index}`, ...more, minimumSubtotal: minimum ? { [minimum[0]]: minimum[1] } : {} }),
      ),
    }),
  );

const input: fc.Arbitrary<PricingInput> = fc
  .record({ lines, currency, shippingMinor: fc.option(minor), known: fc.boolean() })
  .map(({ known, ...rest }) => bag(rest.lines, { ...rest, destination: known ? { country: country("DE") } : null }));

/** One property over every bag and every set of rules. */
function always(holds: (priced: Priced, from: PricingInput, by: Rules) => void): void {
  fc.assert(
    fc.property(input, someRules, (from, by) => holds(price(from, by), from, by)),
    { numRuns: 500 },
  );
}

const minorOf = (priced: Priced, kind: string, sku?: string | null) =>
  sum(
    priced.adjustments
      .filter((each) => each.kind === kind && (sku === undefined || each.sku === sku))
      .map((each) => each.minor),
  );

test("the parts add up to the sums, and the sums to the total", () => {
  always((priced, from) => {
    const { subtotalMinor, discountMinor, shippingMinor, taxMinor, totalMinor, taxIncluded } = priced;
    expect(subtotalMinor).toBe(sum(from.lines.map((each) => each.unitPriceMinor * each.quantity)));
    expect(sum(priced.lines.map((each) => each.discountMinor))).toBe(discountMinor);
    expect(sum(priced.lines.map((each) => each.totalMinor))).toBe(subtotalMinor - discountMinor);
    expect(totalMinor).toBe(subtotalMinor - discountMinor + shippingMinor + (taxIncluded ? 0 : taxMinor));
  });
});

test("every amount that is not unit price x quantity has its reason", () => {
  always((priced, from) => {
    for (const each of priced.lines) {
      expect(minorOf(priced, "promotion", each.sku)).toBe(-each.discountMinor || 0);
      expect(minorOf(priced, "tax", each.sku)).toBe(each.taxMinor);
    }
    expect(minorOf(priced, "tax")).toBe(priced.taxMinor);
    expect((from.shippingMinor ?? 0) + minorOf(priced, "shipping_discount")).toBe(priced.shippingMinor);
    expect(priced.adjustments.every((each) => each.minor !== 0 && each.reason !== "")).toBe(true);
    expect(sum(discountsOf(priced).map((each) => each.amount.minor))).toBe(priced.discountMinor);
  });
});

test("nothing is below zero, no discount exceeds what it is taken off, and a tax within is less than the whole", () => {
  always((priced, _, by) => {
    for (const each of priced.lines) {
      expect(each.discountMinor).toBeGreaterThanOrEqual(0);
      expect(each.totalMinor).toBeGreaterThanOrEqual(0);
      expect(each.taxMinor).toBeGreaterThanOrEqual(0);
      if (by.taxIncluded) expect(each.taxMinor).toBeLessThanOrEqual(each.totalMinor);
    }
    expect(Math.min(priced.shippingMinor, priced.taxMinor, priced.totalMinor)).toBeGreaterThanOrEqual(0);
    expect(() => totalsOf(priced)).not.toThrow();
  });
});

test("the order of the lines, of the rates and of the promotions does not matter", () => {
  always((priced, from, by) => {
    const mixed = { ...by, taxRates: distinct(by).reverse(), promotions: [...by.promotions].reverse() };
    const again = price({ ...from, lines: [...from.lines].reverse() }, mixed);
    const straight = price(from, { ...by, taxRates: distinct(by) });
    expect({ ...again, lines: [...again.lines].reverse() }).toEqual(straight);
    expect(priced.lines.map((each) => each.sku)).toEqual(from.lines.map((each) => each.sku));
  });
});

test("computed again it is the same, and neither the bag nor the rules were touched", () => {
  fc.assert(
    fc.property(input, someRules, (from, by) => {
      const before = structuredClone({ from, by });
      expect(price(from, by)).toEqual(price(from, by));
      expect({ from, by }).toEqual(before);
    }),
  );
});

test("rounded once per order, each rate's parts are the rounded tax of its sum", () => {
  always((_, from, some) => {
    const by = { ...some, taxRounding: "order" as const, taxRates: distinct(some) };
    const priced = price(from, by);
    if (from.destination === null) return;
    for (const each of by.taxRates) {
      const goods = priced.lines.filter((sold) => sold.taxClass === each.taxClass).map((sold) => sold.totalMinor);
      const shipping = by.shippingTaxClass === each.taxClass ? priced.shippingMinor : 0;
      const whole = by.taxIncluded ? 1_000_000 + each.ppm : 1_000_000;
      const expected = divideRounded(BigInt(sum(goods) + shipping) * BigInt(each.ppm), BigInt(whole));
      const source = `DE ${each.taxClass} ${each.ppm}`;
      const parts = priced.adjustments.filter((part) => part.source === source).map((part) => part.minor);
      expect(sum(parts)).toBe(expected);
    }
  });
});

test("currencies never mix: rules of another currency change nothing", () => {
  always((_, from, by) => {
    const foreign = by.promotions.map((each) => ({ ...each, minimumSubtotal: { EUR: 0 } }));
    expect(price(from, { ...by, promotions: foreign }).adjustments.filter((each) => each.kind !== "tax")).toEqual([]);
    const off = [promotion({ type: "amount_off", minor: { EUR: 100 } })];
    expect(price(from, { ...by, promotions: off }).discountMinor).toBe(0);
  });
});

/** One rate per class: two that began at the same moment would contradict each other, and are refused when they are set. */
function distinct(by: Rules): Rules["taxRates"] {
  const seen = new Map(by.taxRates.map((each) => [each.taxClass, each]));
  return [...seen.values()].sort((a, b) => (a.ppm === b.ppm ? 0 : a.ppm - b.ppm));
}

test("the present moment is not asked: a price belongs to its `at`", () => {
  const over = rules({ promotions: [promotion({ type: "percent_off", ppm: 500_000 }, { until: NOW })] });
  expect(price(bag([line("A", 100)], { at: NOW - 1 }), over).totalMinor).toBe(50);
  expect(price(bag([line("A", 100)], { at: NOW }), over).totalMinor).toBe(100);
});
