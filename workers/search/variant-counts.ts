import { type SQL, sql } from "drizzle-orm";
import type { Criteria } from "../../domain/search/criteria.ts";
import { filterToken } from "../../domain/search/filter-token.ts";
import { offerFits } from "./hits.ts";

/** What a count is of: hits, hits of which every variant fits, or those of several that have one that fits. */
export type Count = { name: string; value: string; count: number; whole: number };

/** What one variant has, and another of the same product may not have. */
export type VariantKind = "option" | "price";

/** Names of rows that count by variants. No facet begins so. */
const TOKENS = "#token";
const PRICES = "#price";

export const OPTION = "option.";
/** Tokens are of one length, with a space between them, and a variant has three at most. */
const TOKEN_LENGTH = filterToken("option", "").length;
const TOKEN_STARTS = JSON.stringify([0, 1, 2].map((place) => place * (TOKEN_LENGTH + 1) + 1));

/**
 * Of hits with several variants, `found` as `(number, offers)`: in how many is a variant that fits and has an option, or a
 * price. `(name, value, count, whole)`; the most frequent `limit` of each of the `kinds`, of which there is one at least.
 */
export function variantCounts(criteria: Criteria, kinds: readonly VariantKind[], limit: number): SQL {
  const fitting = sql`SELECT found.number AS number, offer.value ->> 0 AS minor, offer.value ->> 1 AS tokens
    FROM found CROSS JOIN json_each(found.offers) AS offer WHERE ${offerFits(criteria)}`;
  const tokens = sql`SELECT number, substr(tokens, start.value, ${TOKEN_LENGTH}) AS value
    FROM fitting CROSS JOIN json_each(${TOKEN_STARTS}) AS start WHERE length(tokens) >= start.value`;
  // The lower end of the price's band: 1, 2 or 5 of its power of ten.
  const power = sql`CAST(substr('1000000000000000', 1, length(minor)) AS INTEGER)`;
  const prices = sql`SELECT number, CASE WHEN minor >= 5 * ${power} THEN 5 * ${power}
    WHEN minor >= 2 * ${power} THEN 2 * ${power} WHEN minor > 0 THEN ${power} ELSE 0 END AS value FROM fitting`;
  const counted = (name: string, rows: SQL) => sql`SELECT * FROM (
    SELECT ${name} AS name, CAST(value AS TEXT) AS value, count(DISTINCT number) AS count, 0 AS whole FROM (${rows})
    GROUP BY value ORDER BY count DESC LIMIT ${limit})`;
  const each = kinds.map((kind) => (kind === "option" ? counted(TOKENS, tokens) : counted(PRICES, prices)));
  return sql`SELECT * FROM (WITH fitting AS MATERIALIZED (${fitting}) ${sql.join(each, sql` UNION ALL `)})`;
}

/** Counts by variants put in their places: of each value of an option or price, the hits that choosing it leaves. */
export function exact(counts: readonly Count[]): Count[] {
  const byVariants = new Map(counts.map(({ name, value, count }) => [`${name} ${value}`, count]));
  const more = ({ name, value }: Count): number => {
    if (name.startsWith(OPTION)) {
      return byVariants.get(`${TOKENS} ${filterToken("option", name.slice(OPTION.length), value)}`) ?? 0;
    }
    return byVariants.get(`${PRICES} ${Number.parseInt(value, 10)}`) ?? 0;
  };
  const isOfVariants = ({ name }: Count) => name === TOKENS || name === PRICES;
  return counts
    .filter((row) => !isOfVariants(row))
    .map((row) => (row.whole === row.count ? row : { ...row, count: row.whole + more(row) }))
    .filter(({ count }) => count > 0)
    .sort((a, b) => b.count - a.count || (a.value < b.value ? -1 : 1));
}
