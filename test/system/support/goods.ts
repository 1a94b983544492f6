import type { ProductDraft, VariantDraft } from "../../../domain/catalog/types.ts";
import type { Country } from "../../../domain/kernel/country.ts";
import type { Sku } from "../../../domain/kernel/ids.ts";
import type { Goods } from "../../../scripts/start/fill.ts";

/** What every system test may buy. `LAST` is the only one of its kind; `FILE` never runs out; `LATER` may be sold below zero. */
export const SKU = {
  MUG_BLUE: "MUG-BLUE" as Sku,
  MUG_RED: "MUG-RED" as Sku,
  LAMP: "LAMP" as Sku,
  LAST: "LAST" as Sku,
  FILE: "FILE" as Sku,
  LATER: "LATER" as Sku,
};

/** Minor units, in USD. */
export const PRICE: Record<keyof typeof SKU, number> = {
  MUG_BLUE: 1999,
  MUG_RED: 2099,
  LAMP: 8950,
  LAST: 5000,
  FILE: 700,
  LATER: 3100,
};
export const SHIPPING_MINOR = 499;

function product(handle: string, title: string, variants: VariantDraft[], options: string[] = []): ProductDraft {
  const texts = { description: `${title}, as good as new.`, category: ["Home", title], tags: [], media: [] };
  return { handle, title, status: "published", ...texts, options, variants };
}

function variant(name: keyof typeof SKU, more: Partial<VariantDraft> = {}): VariantDraft {
  return {
    sku: SKU[name],
    options: [],
    prices: { USD: PRICE[name], EUR: PRICE[name] },
    taxClass: "standard",
    weightGrams: 350,
    trackStock: true,
    backorder: false,
    ...more,
  };
}

const rate = { title: "Standard", prices: { USD: SHIPPING_MINOR, EUR: SHIPPING_MINOR }, minDays: 2, maxDays: 5 };
const express = { title: "Express", prices: { USD: 1499, EUR: 1499 }, minDays: 1, maxDays: 1 };

export const goods: Goods = {
  zones: [
    { name: "Germany", countries: ["DE"], rates: [{ id: "de-standard", ...rate }] },
    {
      name: "America",
      countries: ["US"],
      rates: [
        { id: "standard", ...rate },
        { id: "express", ...express },
      ],
    },
  ],
  rules: {
    taxIncluded: false,
    taxRounding: "order",
    shippingTaxClass: "standard",
    taxRates: [
      { country: "US" as Country, taxClass: "standard", ppm: 80_000, from: 0 },
      { country: "DE" as Country, taxClass: "standard", ppm: 190_000, from: 0 },
    ],
    promotions: [],
  },
  products: [
    product(
      "harbour-mug",
      "Harbour mug",
      [variant("MUG_BLUE", { options: ["Blue"] }), variant("MUG_RED", { options: ["Red"] })],
      ["Colour"],
    ),
    product("reading-lamp", "Reading lamp", [variant("LAMP")]),
    product("last-print", "Last print", [variant("LAST")]),
    product("pattern-file", "Pattern file", [variant("FILE", { trackStock: false })]),
    product("later-chair", "Later chair", [variant("LATER", { backorder: true })]),
  ],
  stock: { [SKU.MUG_BLUE]: 10_000, [SKU.MUG_RED]: 10_000, [SKU.LAMP]: 10_000, [SKU.LAST]: 1, [SKU.LATER]: 0 },
};
