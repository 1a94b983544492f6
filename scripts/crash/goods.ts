import type { ProductDraft } from "../../domain/catalog/types.ts";
import type { Country } from "../../domain/kernel/country.ts";
import type { Sku } from "../../domain/kernel/ids.ts";
import type { Goods } from "../start/fill.ts";

/** Enough of some, hardly any of others, one that may be sold below zero, one that never runs out, one whose price moves. */
const STOCK: Readonly<Record<string, number | null>> = {
  "CRASH-MANY-1": 100_000,
  "CRASH-MANY-2": 100_000,
  "CRASH-FEW-1": 6,
  "CRASH-FEW-2": 4,
  "CRASH-FEW-3": 2,
  "CRASH-LATER": 1,
  "CRASH-FILE": null,
  "CRASH-PRICED": 100_000,
};

export const SKUS = Object.keys(STOCK);
export const SCARCE = SKUS.filter((sku) => sku.includes("FEW") || sku.includes("LATER"));
export const PRICED = "CRASH-PRICED";

const handleOf = (sku: string) => sku.toLowerCase();

/** A product with one SKU. */
export function draftOf(sku: string, minor: number): ProductDraft {
  return {
    handle: handleOf(sku),
    title: `Crash test ${sku}`,
    description: "A thing to buy while the shop is being killed.",
    status: "published",
    category: ["Crash test"],
    tags: [],
    options: [],
    variants: [
      {
        sku: sku as Sku,
        options: [],
        prices: { USD: minor },
        taxClass: "standard",
        weightGrams: 100,
        trackStock: sku !== "CRASH-FILE",
        backorder: sku === "CRASH-LATER",
      },
    ],
    media: [],
  };
}

const counted = Object.entries(STOCK).flatMap(([sku, onHand]) => (onHand === null ? [] : [[sku, onHand] as const]));

export const crashGoods: Goods = {
  zones: [
    {
      name: "Everywhere",
      countries: ["*"],
      rates: [{ id: "standard", title: "Standard", prices: { USD: 499 }, minDays: 2, maxDays: 5 }],
    },
  ],
  rules: {
    taxIncluded: false,
    taxRounding: "order",
    shippingTaxClass: "standard",
    taxRates: [{ country: "US" as Country, taxClass: "standard", ppm: 80_000, from: 0 }],
    promotions: [],
  },
  products: SKUS.map((sku, index) => draftOf(sku, 1_000 + index * 317)),
  stock: Object.fromEntries(counted),
};
