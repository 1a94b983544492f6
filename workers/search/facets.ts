import { and, asc, desc, eq, inArray, notInArray, notLike, or, type SQL, sql } from "drizzle-orm";
import type { DrizzleD1Database } from "drizzle-orm/d1";
import type { Facet } from "../../contracts/search.ts";
import { index } from "../../d1/schema/search.ts";
import type { Criteria } from "../../domain/search/criteria.ts";
import { priceFacet } from "../../domain/search/product-document.ts";
import { isNarrowed, listingOf, newestHits, oneVariantFits } from "./hits.ts";
import { type Count, OPTION, type VariantKind, variantCounts } from "./variant-counts.ts";

/** Values of a facet, the most frequent ones, and facets of options, those of the most hits. */
const VALUES_MAX = 50;
const OPTIONS_MAX = 10;
const ROWS_MAX = 1_000;

const { facets, listing } = index;

/** The row that counts the hits themselves. */
export const TOTAL = "";

/**
 * Statements that count hits and their facets: one for all, and one more for each facet that something was chosen of. What was
 * chosen of a facet is left out of its own counts, since a shopper wants to see what else there is. `wanted`: null for all.
 */
export function countStatements(db: DrizzleD1Database, criteria: Criteria, wanted: readonly string[] | null) {
  const chosen = chosenFacets(criteria).filter(({ name }) => wanted === null || wanted.includes(name));
  const names = wanted?.filter((name) => !chosen.some((facet) => facet.name === name));
  const stored = (name: string) => (name === "price" ? priceFacet(criteria.currency) : name);
  const ofOthers = and(
    names && inArray(facets.name, [TOTAL, ...names.map(stored)]),
    chosen.length > 0
      ? notInArray(
          facets.name,
          chosen.map(({ name }) => stored(name)),
        )
      : undefined,
    or(notLike(facets.name, priceFacet("%")), eq(facets.name, stored("price"))),
  );
  const isCountedWithAll = (kind: string) =>
    chosen.every(({ name }) => name !== kind) && (names?.some((name) => name.startsWith(kind)) ?? true);
  return {
    all: countStatement(db, criteria, ofOthers, kindsOf([OPTION, "price"].filter(isCountedWithAll))),
    chosen: chosen.map(({ name, without }) =>
      countStatement(db, without, eq(facets.name, stored(name)), kindsOf([name])),
    ),
  };
}

/** The facets of which something was chosen, and what is searched for without that choice. */
function chosenFacets(criteria: Criteria): { name: string; without: Criteria }[] {
  const { category, priceMin, priceMax, options, ...rest } = criteria;
  const prices = { ...(priceMin === undefined ? {} : { priceMin }), ...(priceMax === undefined ? {} : { priceMax }) };
  const place = category === undefined ? {} : { category };
  return [
    ...(category === undefined ? [] : [{ name: "category", without: { ...rest, options, ...prices } }]),
    ...Object.keys(options).map((option) => {
      const { [option]: _chosen, ...others } = options;
      return { name: `${OPTION}${option}`, without: { ...rest, ...place, ...prices, options: others } };
    }),
    ...(Object.keys(prices).length === 0 ? [] : [{ name: "price", without: { ...rest, ...place, options } }]),
  ];
}

function kindsOf(names: readonly string[]): VariantKind[] {
  return names.flatMap((name) => (name.startsWith(OPTION) ? "option" : name === "price" ? "price" : []));
}

/** `kinds`: of the facets, those whose counts are of variants where the hits are narrowed by what variants have. */
function countStatement(
  db: DrizzleD1Database,
  criteria: Criteria,
  ofFacets: SQL | undefined,
  kinds: readonly VariantKind[],
) {
  const found = isNarrowed(criteria)
    ? sql`SELECT hits.number, ${listing.offers} AS offers FROM hits CROSS JOIN ${listing} ON ${listingOf(criteria.currency)}
        WHERE ${oneVariantFits(criteria)}`
    : sql`SELECT number, NULL AS offers FROM hits`;
  const whole = sql`(found.offers IS NULL OR ${facets.name} = 'category')`;
  const counted = sql`WITH hits AS MATERIALIZED (${newestHits({ criteria })}), found AS MATERIALIZED (${found}),
    counts AS (SELECT ${facets.name} AS name, ${facets.value} AS value, count(*) AS count, sum(${whole}) AS whole
      FROM found CROSS JOIN ${facets} ON ${facets.number} = found.number WHERE ${ofFacets} GROUP BY 1, 2),
    ranked AS (SELECT *, row_number() OVER (PARTITION BY name ORDER BY count DESC, value) AS place FROM counts)
    SELECT ${TOTAL} AS name, '' AS value, count(*) AS count, count(*) AS whole FROM found
    UNION ALL SELECT name, value, count, whole FROM (
      SELECT * FROM ranked WHERE place <= ${VALUES_MAX} ORDER BY count DESC, name, value LIMIT ${ROWS_MAX})
    ${isNarrowed(criteria) && kinds.length > 0 ? sql`UNION ALL ${variantCounts(criteria, kinds, ROWS_MAX)}` : sql``}`;
  return db
    .select({
      name: sql<string>`name`,
      value: sql<string>`value`,
      count: sql<number>`count`,
      whole: sql<number>`whole`,
    })
    .from(sql`(${counted})`)
    .orderBy(desc(sql`count`), asc(sql`value`));
}

/** What the first statement counted of hits. */
export function totalOf(counts: readonly Count[]): number {
  return counts.find(({ name }) => name === TOTAL)?.count ?? 0;
}

/** Category first, then options, those of the most hits first, then prices from the lowest. */
export function facetsOf(counts: readonly Count[], currency: string): Facet[] {
  const byName = [...Map.groupBy(counts, ({ name }) => name)]
    .filter(([name]) => name !== TOTAL)
    .map(([name, rows]) => ({ name, values: rows.map(({ value, count }) => ({ value, count })) }));
  const options = byName.filter(({ name }) => name.startsWith(OPTION)).sort((a, b) => most(b) - most(a));
  const prices = byName.find(({ name }) => name === priceFacet(currency))?.values ?? [];
  return [
    ...byName.filter(({ name }) => name === "category"),
    ...options.slice(0, OPTIONS_MAX),
    ...(prices.length === 0 ? [] : [{ name: "price", values: prices.sort((a, b) => lowest(a) - lowest(b)) }]),
  ];
}

function most({ values }: Facet): number {
  return values.reduce((sum, { count }) => sum + count, 0);
}

function lowest({ value }: { value: string }): number {
  return Number.parseInt(value, 10);
}
