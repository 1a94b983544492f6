import { describe, expect, test } from "vitest";
import { price } from "../../../domain/pricing/price.ts";
import { discountsOf, totalsOf } from "../../../domain/pricing/view.ts";
import { bag, country, line, NOW, promotion, rate, rules } from "./shop.ts";

describe("a promotion", () => {
  const tenPercent = promotion({ type: "percent_off", ppm: 100_000 }, { id: "ten", title: "A tenth off", priority: 1 });
  const fiveOff = promotion(
    { type: "amount_off", minor: { USD: 500 } },
    { id: "five", title: "Five off", priority: 2 },
  );

  test("takes its part of what those before it have left, and says so line by line", () => {
    const priced = price(bag([line("A", 3000), line("B", 1000)]), rules({ promotions: [fiveOff, tenPercent] }));
    expect(priced.lines.map((each) => [each.discountMinor, each.totalMinor])).toEqual([
      [300 + 375, 2325],
      [100 + 125, 775],
    ]);
    expect(priced.adjustments.map(({ source, minor, sku }) => [source, minor, sku])).toEqual([
      ["ten", -300, "A"],
      ["ten", -100, "B"],
      ["five", -375, "A"],
      ["five", -125, "B"],
    ]);
    expect(discountsOf(priced)).toEqual([
      { id: "ten", title: "A tenth off", amount: { minor: 400, currency: "USD" } },
      { id: "five", title: "Five off", amount: { minor: 500, currency: "USD" } },
    ]);
  });

  test("is taxed after, not before", () => {
    const taxed = rules({ promotions: [fiveOff], taxRates: [rate("US", "standard", 100_000)] });
    const priced = price(bag([line("A", 1500)], { destination: { country: country("US") } }), taxed);
    expect(priced).toMatchObject({ discountMinor: 500, taxMinor: 100, totalMinor: 1100 });
  });

  test("never takes off more than the goods are worth", () => {
    expect(price(bag([line("A", 300)]), rules({ promotions: [fiveOff] }))).toMatchObject({
      discountMinor: 300,
      totalMinor: 0,
    });
  });

  test("looks at its own goods only, and its minimum too", () => {
    const onMugs = { ...tenPercent, skus: ["MUG"], minimumSubtotal: { USD: 2000 } };
    const withPromotion = rules({ promotions: [onMugs] });
    expect(price(bag([line("MUG", 1000, 2), line("TEA", 5000)]), withPromotion).discountMinor).toBe(200);
    expect(price(bag([line("MUG", 1000), line("TEA", 5000)]), withPromotion).discountMinor).toBe(0);
  });

  test("of another currency gives nothing in this one", () => {
    const minimum = { ...tenPercent, minimumSubtotal: { EUR: 1 } };
    const inEuro = rules({ promotions: [promotion({ type: "amount_off", minor: { EUR: 500 } }), minimum] });
    expect(price(bag([line("A", 3000)]), inEuro).discountMinor).toBe(0);
  });

  test("begins on its first millisecond and is over on its last", () => {
    const today = rules({ promotions: [{ ...fiveOff, from: NOW, until: NOW + 10 }] });
    const discountAt = (at: number) => price(bag([line("A", 3000)], { at }), today).discountMinor;
    expect([NOW - 1, NOW, NOW + 9, NOW + 10].map(discountAt)).toEqual([0, 500, 500, 0]);
  });

  test("of free shipping lowers shipping, not the discount", () => {
    const free = promotion({ type: "free_shipping" }, { id: "free", minimumSubtotal: { USD: 5000 } });
    const german = rules({ taxIncluded: true, taxRates: [rate("DE", "standard", 190_000)], promotions: [free] });
    const input = bag([line("A", 5000)], { shippingMinor: 590, destination: { country: country("DE") } });
    const priced = price(input, german);
    expect(priced).toMatchObject({ discountMinor: 0, shippingMinor: 0, totalMinor: 5000, taxMinor: 798 });
    expect(priced.adjustments[0]).toMatchObject({ kind: "shipping_discount", source: "free", minor: -590, sku: null });
    expect(discountsOf(priced)).toEqual([]);
    expect(totalsOf(priced).shipping).toEqual({ minor: 0, currency: "USD" });
    expect(price(bag([line("A", 4999)], { shippingMinor: 590 }), rules({ promotions: [free] })).totalMinor).toBe(5589);
  });
});
