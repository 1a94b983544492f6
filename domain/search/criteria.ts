import type { Currency } from "../kernel/currency.ts";

export const SEARCH_SORTS = ["relevance", "newest", "title", "price_asc", "price_desc"] as const;
export type SearchSort = (typeof SEARCH_SORTS)[number];

/**
 * Hits a search looks at: the newest so many that have the words, category, tag and options. What comes after (prices,
 * order, counts) is over these, so that no question costs more in a large shop than in a middling one.
 */
export const HITS_MAX = 5_000;

/** What must hold of a product to be a hit. */
export type Criteria = {
  currency: Currency;
  /** Made by `wordsOf`; none: everything for sale. */
  words: readonly string[];
  category?: string;
  tag?: string;
  options: Readonly<Record<string, string>>;
  /** Minor units, both ends included. */
  priceMin?: number;
  priceMax?: number;
};
