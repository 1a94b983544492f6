import { and, eq, gte, inArray, lte, type SQL, sql } from "drizzle-orm";
import type { FieldError } from "../../contracts/caller.ts";
import type { ProductQuery } from "../../contracts/catalog.ts";
import { listing, products } from "../../d1/schema/catalog.ts";
import { OPTIONS_MAX } from "../../domain/catalog/limits.ts";

const PAGE_MAX = 100;

/** What of a list's request makes no sense. */
export function queryErrors(query: ProductQuery): FieldError[] {
  const { limit, options, priceMinMinor: min, priceMaxMinor: max } = query;
  const errors: FieldError[] = [];
  if (!Number.isInteger(limit) || limit < 1 || limit > PAGE_MAX) errors.push({ path: "limit", code: "range" });
  if (Object.keys(options ?? {}).length > OPTIONS_MAX) errors.push({ path: "options", code: "too_many" });
  if (min !== undefined && !(Number.isSafeInteger(min) && min >= 0)) errors.push({ path: "priceMin", code: "range" });
  if (max !== undefined && !(Number.isSafeInteger(max) && max >= 0)) errors.push({ path: "priceMax", code: "range" });
  return errors;
}

/** The condition on `listing` joined with `products`. What may be seen is ANDed outside of all filters. */
export function conditionOf(query: ProductQuery, seesDrafts: boolean): SQL | undefined {
  const { priceMinMinor: min, priceMaxMinor: max } = query;
  return and(
    eq(listing.currency, query.currency),
    eq(listing.category, query.category ?? ""),
    seesDrafts ? inArray(listing.published, [0, 1]) : eq(listing.published, 1),
    max === undefined ? undefined : lte(listing.priceFrom, max),
    min === undefined ? undefined : gte(listing.priceTo, min),
    oneVariantFits(query),
  );
}

/** One and the same variant has every wanted option and a price in the wanted range. */
function oneVariantFits({ currency, options, priceMinMinor, priceMaxMinor }: ProductQuery): SQL | undefined {
  const wanted = JSON.stringify(options ?? {});
  if (wanted === "{}" && priceMinMinor === undefined && priceMaxMinor === undefined) return undefined;
  return sql`EXISTS (
    SELECT 1 FROM variants v JOIN prices r ON r.sku = v.sku AND r.currency = ${currency}
    WHERE v.product = ${listing.product}
      AND r.minor BETWEEN ${priceMinMinor ?? 0} AND ${priceMaxMinor ?? Number.MAX_SAFE_INTEGER}
      AND NOT EXISTS (
        SELECT 1 FROM json_each(${wanted}) w WHERE NOT EXISTS (
          SELECT 1 FROM json_each(${products.options}) o JOIN json_each(v.options) x ON x.key = o.key
          WHERE o.value = w.key AND x.value = w.value)))`;
}
