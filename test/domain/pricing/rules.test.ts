import fc from "fast-check";
import { describe, expect, test } from "vitest";
import type { Country } from "../../../domain/kernel/country.ts";
import type { Currency } from "../../../domain/kernel/currency.ts";
import { canonical, PROMOTIONS_MAX, type RulesDraft, rulesFaults } from "../../../domain/pricing/rules.ts";
import { NOW, promotion, rate, rules } from "./shop.ts";

const { version: _, ...plain } = rules();
const codes = (some: Partial<RulesDraft>) =>
  rulesFaults({ ...plain, ...some }).map(({ path, code }) => `${path} ${code}`);

describe("rules", () => {
  test("of a plain shop, and of one with taxes and promotions, are good", () => {
    const promotions = [
      promotion({ type: "percent_off", ppm: 100_000 }, { id: "spring", skus: ["MUG"], minimumSubtotal: { USD: 5000 } }),
      promotion({ type: "amount_off", minor: { USD: 500 } }, { id: "welcome", from: NOW, until: NOW + 1 }),
      promotion({ type: "free_shipping" }, { id: "free" }),
    ];
    expect(rulesFaults(plain)).toEqual([]);
    expect(codes({ taxRates: [rate("DE", "standard", 0), rate("US-NY", "standard", 88_750)], promotions })).toEqual([]);
  });

  test("that no price could be made with are refused, each place by name", () => {
    expect(codes({ taxRates: [{ ...rate("DE", "standard", 0.5), country: "XX" as Country }] })).toEqual([
      "taxRates.0.country unknown",
      "taxRates.0.ppm not_integer",
    ]);
    expect(codes({ taxRates: [rate("DE", "standard", 1_000_001)] })).toEqual(["taxRates.0.ppm range"]);
    expect(codes({ promotions: [promotion({ type: "percent_off", ppm: 1_000_001 })] })).toEqual([
      "promotions.0.effect.ppm range",
    ]);
    expect(
      codes({
        promotions: [promotion({ type: "amount_off", minor: { XXX: 1 } as Partial<Record<Currency, number>> })],
      }),
    ).toEqual(["promotions.0.effect.minor.XXX currency"]);
    expect(
      codes({ promotions: [promotion({ type: "free_shipping" }, { id: "A b", title: " ", from: 5, until: 5 })] }),
    ).toEqual(["promotions.0.id format", "promotions.0.title required", "promotions.0.until range"]);
  });

  test("that contradict each other are refused", () => {
    expect(codes({ taxRates: [rate("US-NY", "standard", 1), rate("US-ny", "standard", 2)] })).toEqual([
      "taxRates.1 duplicate",
    ]);
    const twice = [promotion({ type: "free_shipping" }), promotion({ type: "free_shipping" })];
    expect(codes({ promotions: twice })).toEqual(["promotions.1 duplicate"]);
  });

  test("are limited in number", () => {
    const many = Array.from({ length: PROMOTIONS_MAX + 1 }, (_each, id) =>
      promotion({ type: "free_shipping" }, { id: `p${id}` }),
    );
    expect(codes({ promotions: many })).toEqual(["promotions too_many"]);
    expect(codes({ promotions: many.slice(1) })).toEqual([]);
  });

  test("that mean the same are written the same", () => {
    const taxRates = [rate("DE", "standard", 1), rate("US-ny", "standard", 2), rate("DE", "standard", 3, 5)];
    const promotions = ["b", "a"].map((id) => promotion({ type: "free_shipping" }, { id, skus: ["X", "A"] }));
    fc.assert(
      fc.property(
        fc.shuffledSubarray(taxRates, { minLength: 3 }),
        fc.shuffledSubarray(promotions, { minLength: 2 }),
        (some, others) => {
          const mixed = { ...plain, taxRates: some, promotions: others };
          expect(JSON.stringify(canonical(mixed))).toBe(JSON.stringify(canonical({ ...plain, taxRates, promotions })));
        },
      ),
    );
  });
});
