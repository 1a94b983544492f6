import type { ProductSummary } from "../domain/catalog/types.ts";
import type { Currency } from "../domain/kernel/currency.ts";
import type { Result } from "../domain/kernel/result.ts";
import type { SearchSort } from "../domain/search/criteria.ts";
import type { Caller, CommonRefusal, Page, PageRequest } from "./caller.ts";
import type { RebuildApi } from "./rebuild.ts";

/** Filters add up: all must hold. Prices in minor units of `currency`, both ends included. */
export type SearchQuery = PageRequest & {
  currency: Currency;
  /** As typed: every word must occur, the last one at least begun. */
  q?: string;
  /** Absent: `relevance` where words are searched for, `newest` where not. */
  sort?: SearchSort;
  /** Slug of a category; its subtree is meant. */
  category?: string;
  tag?: string;
  /** Option name -> wanted value, all must hold for one variant, which also has a price in the wanted range. */
  options?: Record<string, string>;
  priceMinMinor?: number;
  priceMaxMinor?: number;
};

/** What a search may be narrowed by, named as the parameter that does it: how many hits have each value, most first. */
export type Facet = { name: string; values: { value: string; count: number }[] };

export type SearchPage = Page<ProductSummary> & {
  facets: Facet[];
  /** Hits on all pages; at most HITS_MAX are looked at. */
  total: number;
  /** Nothing has what was typed: these are the hits of the nearest words there are. */
  didYouMean: string | null;
};

/** Products for sale, found by words, facets and prices. Fed by the catalogue's events alone: about a second behind it. */
export interface SearchApi extends RebuildApi {
  /** `facets`: the names of those that are counted; all where absent. */
  search(caller: Caller, query: SearchQuery, facets?: string[]): Promise<Result<SearchPage, CommonRefusal>>;
  /** The hits alone, in the same order, without counting anything. */
  products(caller: Caller, query: SearchQuery): Promise<Result<Page<ProductSummary>, CommonRefusal>>;
  /** How the words may go on: the last one completed, most frequent first. Each finds something. */
  suggestions(caller: Caller, typed: string): Promise<string[]>;
  ready(caller: Caller): Promise<void>;
}
