import type { ProductDraft } from "../../domain/catalog/types.ts";
import type { Country } from "../../domain/kernel/country.ts";
import type { Sku } from "../../domain/kernel/ids.ts";
import type { Goods } from "../start/fill.ts";

const PRODUCTS = 48;
/** More than any bench sells. */
const ON_HAND = 1_000_000;

const skus = Array.from({ length: PRODUCTS }, (_, index) => `BENCH-${index + 1}` as Sku);

const products: ProductDraft[] = skus.map((sku, index) => ({
  handle: `bench-${index + 1}`,
  title: `Bench ${index + 1}`,
  description: "A thing to buy very often.",
  status: "published",
  category: ["Bench", index % 2 === 0 ? "Even" : "Odd"],
  tags: [],
  options: [],
  variants: [
    {
      sku,
      options: [],
      prices: { USD: 1_000 + index * 7 },
      taxClass: "standard",
      weightGrams: 100,
      trackStock: true,
      backorder: false,
    },
  ],
  media: [],
}));

export const benchGoods: Goods = {
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
  products,
  stock: Object.fromEntries(skus.map((sku) => [sku, ON_HAND])),
};
