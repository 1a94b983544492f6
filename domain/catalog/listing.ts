import { isCurrency } from "../kernel/currency.ts";
import { categoryRows } from "./category.ts";
import type { ProductDraft } from "./types.ts";

const TITLE_KEY_MAX = 80;

/**
 * What a title is sorted by: without case and marks, so that "Éclair" stands beside "eclipse". Never with half a character at
 * its end: a database that is handed one as JSON gives another back, and a page that begins behind it would skip products.
 */
export function titleKey(title: string): string {
  const key = title.normalize("NFKD").replace(/\p{M}/gu, "").toLowerCase().trim();
  return key.slice(0, TITLE_KEY_MAX).toWellFormed();
}

export type ListingRow = { currency: string; category: string; priceFrom: number; priceTo: number };

/** Where a product stands in lists: in every currency it has a price in, in "" (all goods), its category and each above. */
export function listingRows(draft: ProductDraft): ListingRow[] {
  const places = ["", ...categoryRows(draft.category).map((row) => row.slug)];
  return priceRanges(draft).flatMap((range) => places.map((category) => ({ ...range, category })));
}

function priceRanges({ variants }: ProductDraft): { currency: string; priceFrom: number; priceTo: number }[] {
  const amounts = Map.groupBy(
    variants.flatMap((variant) => Object.entries(variant.prices)),
    ([currency]) => currency,
  );
  return [...amounts]
    .filter(([currency]) => isCurrency(currency))
    .map(([currency, prices]) => {
      const minors = prices.map(([, minor]) => minor);
      return { currency, priceFrom: Math.min(...minors), priceTo: Math.max(...minors) };
    });
}
