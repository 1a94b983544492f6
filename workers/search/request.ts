import type { FieldError } from "../../contracts/caller.ts";
import type { SearchQuery } from "../../contracts/search.ts";
import { OPTIONS_MAX } from "../../domain/catalog/limits.ts";
import { err, ok, type Result } from "../../domain/kernel/result.ts";
import type { Criteria, SearchSort } from "../../domain/search/criteria.ts";
import { wordsOf } from "../../domain/search/words.ts";
import { readCursor } from "../kernel/position.ts";
import { type PageOf, SORTS } from "./queries.ts";

const PAGE_MAX = 100;
const TYPED_MAX = 200;

/** What was asked, or what of it makes no sense. Words that hold no letter and no digit find nothing: null. */
export function pageAsked(query: SearchQuery): Result<PageOf | null, { code: "parameter"; errors: FieldError[] }> {
  const criteria = criteriaOf(query);
  const sort = query.sort ?? defaultSort(criteria);
  const from = query.cursor === undefined ? undefined : readCursor(sort, SORTS[sort].keyType, query.cursor);
  const errors = queryErrors(query);
  if (from === null) errors.push({ path: "cursor", code: "format" });
  if (from === null || errors.length > 0) return err({ code: "parameter", errors });
  const saysNothing = criteria.words.length === 0 && (query.q ?? "").trim() !== "";
  return ok(saysNothing ? null : { criteria, sort, from, limit: query.limit });
}

function defaultSort({ words }: Criteria): SearchSort {
  return words.length === 0 ? "newest" : "relevance";
}

function criteriaOf({ currency, q, category, tag, options, priceMinMinor, priceMaxMinor }: SearchQuery): Criteria {
  return {
    currency,
    words: wordsOf((q ?? "").slice(0, TYPED_MAX)),
    options: options ?? {},
    ...(category === undefined ? {} : { category }),
    ...(tag === undefined ? {} : { tag }),
    ...(priceMinMinor === undefined ? {} : { priceMin: priceMinMinor }),
    ...(priceMaxMinor === undefined ? {} : { priceMax: priceMaxMinor }),
  };
}

function queryErrors({ limit, options, priceMinMinor: min, priceMaxMinor: max }: SearchQuery): FieldError[] {
  const errors: FieldError[] = [];
  if (!Number.isInteger(limit) || limit < 1 || limit > PAGE_MAX) errors.push({ path: "limit", code: "range" });
  if (Object.keys(options ?? {}).length > OPTIONS_MAX) errors.push({ path: "options", code: "too_many" });
  if (min !== undefined && !(Number.isSafeInteger(min) && min >= 0)) errors.push({ path: "priceMin", code: "range" });
  if (max !== undefined && !(Number.isSafeInteger(max) && max >= 0)) errors.push({ path: "priceMax", code: "range" });
  return errors;
}
