import type { TaxClass } from "../../../domain/catalog/types.ts";
import { assert } from "../../../domain/kernel/assert.ts";
import { type Country, isCountry } from "../../../domain/kernel/country.ts";
import type { PricingInput, PricingLine, Promotion, Rules, TaxRate } from "../../../domain/pricing/types.ts";

export const NOW = Date.UTC(2026, 5, 1);

export function country(code: string): Country {
  assert(isCountry(code), code);
  return code;
}

export function rate(place: string, taxClass: TaxClass, ppm: number, from = 0): TaxRate {
  const [code = "", region] = place.split("-");
  return { country: country(code), ...(region === undefined ? {} : { region }), taxClass, ppm, from };
}

export function rules(some: Partial<Rules> = {}): Rules {
  return {
    version: 1,
    taxIncluded: false,
    taxRounding: "order",
    shippingTaxClass: "standard",
    taxRates: [],
    promotions: [],
    ...some,
  };
}

export function line(sku: string, unitPriceMinor: number, quantity = 1, taxClass: TaxClass = "standard"): PricingLine {
  return { sku, unitPriceMinor, quantity, taxClass };
}

export function bag(lines: PricingLine[], some: Partial<PricingInput> = {}): PricingInput {
  return { currency: "USD", lines, shippingMinor: null, destination: null, at: NOW, ...some };
}

export function promotion(effect: Promotion["effect"], some: Partial<Promotion> = {}): Promotion {
  return {
    id: "promo",
    title: "A gift",
    priority: 1,
    from: 0,
    until: null,
    skus: [],
    minimumSubtotal: {},
    effect,
    ...some,
  };
}
