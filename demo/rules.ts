import { isCountry } from "../domain/kernel/country.ts";
import type { RulesDraft } from "../domain/pricing/rules.ts";
import type { Promotion, TaxRate } from "../domain/pricing/types.ts";
import { EU_STANDARD_VAT, OTHER_STANDARD, US_STATE_SALES_TAX } from "./places.ts";

const PPM_PER_PERCENT = 10_000;
const FROM = Date.UTC(2026, 0, 1);

/**
 * How the demo shop makes a total: prices without tax, tax by destination, shipping on the house above a sum, and a fifth off
 * the SKUs `onSale`.
 */
export function demoRules(onSale: readonly string[] = []): RulesDraft {
  return {
    taxIncluded: false,
    taxRounding: "order",
    shippingTaxClass: "standard",
    taxRates: [
      ...Object.entries({ ...EU_STANDARD_VAT, ...OTHER_STANDARD }).map(([country, percent]) => rate(country, percent)),
      ...Object.entries(US_STATE_SALES_TAX).map(([region, percent]) => ({ ...rate("US", percent), region })),
    ],
    promotions: [
      ...(onSale.length === 0 ? [] : [lastOfThePrint(onSale)]),
      {
        id: "free-shipping",
        title: "Shipping is on us",
        priority: 10,
        from: FROM,
        until: null,
        skus: [],
        minimumSubtotal: { USD: 15_000, EUR: 14_000, GBP: 12_000, JPY: 22_000 },
        effect: { type: "free_shipping" },
      },
    ],
  };
}

/** Without SKUs it would hold for everything: see `Promotion`. */
function lastOfThePrint(onSale: readonly string[]): Promotion {
  return {
    id: "last-of-the-print",
    title: "Last of the print, a fifth off",
    priority: 5,
    from: FROM,
    until: null,
    skus: [...onSale],
    minimumSubtotal: {},
    effect: { type: "percent_off", ppm: 20 * PPM_PER_PERCENT },
  };
}

function rate(country: string, percent: number): TaxRate {
  if (!isCountry(country)) throw new Error(`${country} is no country`);
  return { country, taxClass: "standard", ppm: Math.round(percent * PPM_PER_PERCENT), from: FROM };
}
