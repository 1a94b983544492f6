import { describe, expect, test } from "vitest";
import { GOODS_MAX, isPriceable } from "../../../domain/pricing/draft.ts";
import { price } from "../../../domain/pricing/price.ts";
import { bag, country, line, NOW, promotion, rate, rules } from "./shop.ts";

const germany = { country: country("DE") };
const german = rules({
  taxIncluded: true,
  taxRates: [rate("DE", "standard", 190_000), rate("DE", "reduced", 70_000)],
});

describe("worked by hand", () => {
  test("nothing but goods costs what the goods cost", () => {
    expect(price(bag([line("MUG", 1250, 2), line("TEA", 399)]), rules())).toMatchObject({
      subtotalMinor: 2899,
      discountMinor: 0,
      shippingMinor: 0,
      taxMinor: 0,
      totalMinor: 2899,
      adjustments: [],
    });
  });

  test("an empty bag costs nothing, whatever the rules", () => {
    const generous = rules({ promotions: [promotion({ type: "amount_off", minor: { USD: 500 } })] });
    expect(price(bag([]), generous)).toMatchObject({ subtotalMinor: 0, totalMinor: 0, adjustments: [] });
  });

  test("Germany: 19 % and 7 % lie within the prices, shipping among them", () => {
    // 25.00 + 4.90 shipping at 19 %: 29.90 x 19/119 = 4.774 -> 4.77. 12.99 at 7 %: 12.99 x 7/107 = 0.8498 -> 0.85.
    const lines = [line("MUG", 1250, 2), line("BOOK", 1299, 1, "reduced")];
    const priced = price(bag(lines, { currency: "EUR", shippingMinor: 490, destination: germany }), german);
    expect(priced).toMatchObject({ subtotalMinor: 3799, shippingMinor: 490, taxMinor: 477 + 85, totalMinor: 4289 });
    // 4.77 over 25.00 and 4.90: 3.988 and 0.782; the larger remainder is the mug's.
    expect(priced.adjustments).toEqual([
      tax("DE standard 190000", "DE standard 19 %", 399, "MUG", true),
      tax("DE standard 190000", "DE standard 19 %", 78, null, true),
      tax("DE reduced 70000", "DE reduced 7 %", 85, "BOOK", true),
    ]);
  });

  test("New York: the tax of the region is added, not that of the country", () => {
    const newYork = rules({ taxRates: [rate("US", "standard", 10_000), rate("US-NY", "standard", 88_750)] });
    const destination = { country: country("US"), region: "ny" };
    // 39.98 x 8.875 % = 3.548 -> 3.55
    const priced = price(bag([line("LAMP", 1999, 2)], { destination }), newYork);
    expect(priced).toMatchObject({ subtotalMinor: 3998, taxMinor: 355, totalMinor: 4353 });
    expect(priced.adjustments).toEqual([tax("US-NY standard 88750", "US-NY standard 8.875 %", 355, "LAMP", false)]);
    const elsewhere = price(bag([line("LAMP", 1999, 2)], { destination: { country: country("US") } }), newYork);
    expect(elsewhere.taxMinor).toBe(40);
  });

  test("yen have no cents, and half a yen is rounded away from zero", () => {
    const japan = rules({ taxRates: [rate("JP", "standard", 100_000)] });
    const destination = { country: country("JP") };
    expect(price(bag([line("CUP", 505)], { currency: "JPY", destination }), japan)).toMatchObject({
      taxMinor: 51,
      totalMinor: 556,
    });
  });

  test("a Kuwaiti dinar has a thousand fils", () => {
    const rulesOfKuwait = rules({
      taxRates: [rate("KW", "standard", 50_000)],
      promotions: [promotion({ type: "percent_off", ppm: 333_333 })],
    });
    // 12.345 x 3 = 37.035; a third off: 12.34499 -> 12.345; 24.690 x 5 % = 1.2345 -> 1.235
    const priced = price(
      bag([line("RUG", 12_345, 3)], { currency: "KWD", destination: { country: country("KW") } }),
      rulesOfKuwait,
    );
    expect(priced).toMatchObject({ discountMinor: 12_345, taxMinor: 1_235, totalMinor: 25_925 });
  });

  test("a tax too small for the sum of the lines is not lost by rounding each line", () => {
    const tenth = rules({ taxRates: [rate("US", "standard", 100_000)] });
    const lines = [line("A", 4), line("B", 4), line("C", 4)];
    const input = bag(lines, { destination: { country: country("US") } });
    // 0.12 x 10 % = 0.012 -> 0.01, and the tie goes to the first SKU. By line and by unit each 0.004 is nothing.
    expect(price(input, tenth).lines.map((priced) => priced.taxMinor)).toEqual([1, 0, 0]);
    expect(price(input, { ...tenth, taxRounding: "line" }).taxMinor).toBe(0);
    // Two of five cents: by line 0.10 x 10 % = 0.01; by unit 0.05 x 10 % = 0.005 -> 0.01 each.
    const pair = bag([line("A", 5, 2)], { destination: { country: country("US") } });
    expect(price(pair, { ...tenth, taxRounding: "line" }).taxMinor).toBe(1);
    expect(price(pair, { ...tenth, taxRounding: "unit" }).taxMinor).toBe(2);
  });

  test.each([1, -1])(
    "the narrowest rate counts, of those the latest not after the order: listed in either order (%i)",
    (way) => {
      const taxRates = [
        rate("DE", "standard", 190_000),
        rate("DE", "standard", 160_000, NOW),
        rate("DE", "standard", 10_000, NOW + 1),
        rate("DE-HH", "standard", 200_000),
        rate("DE-HH", "standard", 210_000, NOW),
        rate("DE-BY", "standard", 220_000, NOW),
      ];
      const changing = rules({ taxRates: taxRates.sort((a, b) => way * (a.ppm - b.ppm)) });
      const taxAt = (at: number, region?: string) => {
        const destination = region === undefined ? germany : { ...germany, region };
        return price(bag([line("MUG", 10_000)], { destination, at }), changing).taxMinor;
      };
      expect([taxAt(NOW - 1), taxAt(NOW)]).toEqual([1900, 1600]);
      expect([taxAt(NOW - 1, "HH"), taxAt(NOW, " hh ")]).toEqual([2000, 2100]);
      expect(taxAt(NOW, "SH")).toBe(1600);
    },
  );

  test("where the destination is unknown or untaxed no tax is said to be within", () => {
    const lines = [line("MUG", 1190)];
    expect(price(bag(lines), german)).toMatchObject({ taxMinor: 0, totalMinor: 1190, taxIncluded: true });
    expect(price(bag(lines, { destination: { country: country("CH") } }), german).taxMinor).toBe(0);
  });
});

describe("what cannot be priced", () => {
  test("is known before: goods beyond any amount of money", () => {
    expect(isPriceable([line("A", GOODS_MAX)])).toBe(true);
    expect(isPriceable([line("A", GOODS_MAX), line("B", 1)])).toBe(false);
    expect(isPriceable([line("A", Number.MAX_SAFE_INTEGER, 999)])).toBe(false);
  });

  test("is a bug of the caller", () => {
    expect(() => price(bag([line("A", 1), line("A", 1)]), rules())).toThrow("one line per SKU");
    expect(() => price(bag([line("A", 0.5)]), rules())).toThrow();
    expect(() => price(bag([line("A", 1, 0)]), rules())).toThrow();
    expect(() => price(bag([line("A", 1)], { shippingMinor: -1 }), rules())).toThrow();
  });
});

function tax(source: string, reason: string, minor: number, sku: string | null, included: boolean) {
  return { kind: "tax", source, reason, minor, sku, included };
}
