import { and, eq, gte, lte, type SQL, sql } from "drizzle-orm";
import { index } from "../../d1/schema/search.ts";
import { type Criteria, HITS_MAX } from "../../domain/search/criteria.ts";
import { optionTokens, textQueries } from "../../domain/search/text-query.ts";

/** Of the hits that are nearer than the others: so many, the newest ones, stand before them. */
const NEAREST_MAX = 2_000;

const { words, listing } = index;

/** The newest hits of the words and tokens, as `(number, nearness)`; below a number where one is given. */
export function newestHits({ criteria, below, limit }: { criteria: Criteria; below?: number; limit?: number }): SQL {
  return matching(textQueries(criteria).all, 0, { below, limit: limit ?? HITS_MAX });
}

/** The same with how near each is: the more, the nearer. Found in steps, because a score for each hit would read them all. */
export function nearestHits(criteria: Criteria, limit?: number): SQL {
  const { nearest, all } = textQueries(criteria);
  const steps = nearest.map((match, step) =>
    matching(match, nearest.length - step, { limit: Math.min(limit ?? NEAREST_MAX, NEAREST_MAX) }),
  );
  const each = [...steps, matching(all, 0, { limit: limit ?? HITS_MAX })].map((hits) => sql`SELECT * FROM (${hits})`);
  return sql`SELECT number, max(nearness) AS nearness FROM (${sql.join(each, sql` UNION ALL `)}) GROUP BY number`;
}

function matching(
  match: string,
  nearness: number,
  { below, limit }: { below?: number | undefined; limit: number },
): SQL {
  return sql`SELECT ${words}.rowid AS number, ${nearness} AS nearness FROM ${words} WHERE ${words} MATCH ${match}
    ${below === undefined ? sql`` : sql`AND ${words}.rowid < ${below}`} ORDER BY ${words}.rowid DESC LIMIT ${limit}`;
}

/** Is there more to ask of a hit than its words and tokens say? */
export function isNarrowed({ options, priceMin, priceMax }: Criteria): boolean {
  return Object.keys(options).length > 0 || priceMin !== undefined || priceMax !== undefined;
}

/** On the hit's row of `listing`: one and the same variant has every wanted option, and a price in the wanted range. */
export function oneVariantFits(criteria: Criteria): SQL | undefined {
  const { options, priceMin = 0, priceMax = Number.MAX_SAFE_INTEGER } = criteria;
  // The lowest and the highest price are variants' own: where either is in the range, no other need be looked at.
  const atAnEnd =
    Object.keys(options).length > 0
      ? sql`FALSE`
      : sql`(${listing.priceFrom} >= ${priceMin} OR ${listing.priceTo} <= ${priceMax})`;
  return and(
    gte(listing.priceTo, priceMin),
    lte(listing.priceFrom, priceMax),
    sql`(${listing.offers} IS NULL OR ${atAnEnd} OR EXISTS (
      SELECT 1 FROM json_each(${listing.offers}) AS offer WHERE ${offerFits(criteria)}))`,
  );
}

/** Of a variant in `offers`, as `offer`. */
export function offerFits({ options, priceMin = 0, priceMax = Number.MAX_SAFE_INTEGER }: Criteria): SQL | undefined {
  const has = optionTokens(options).map((token) => sql`instr(offer.value ->> 1, ${token}) > 0`);
  return and(sql`offer.value ->> 0 BETWEEN ${priceMin} AND ${priceMax}`, ...has);
}

/** The row of a hit that says what it costs. */
export function listingOf(currency: string): SQL | undefined {
  return and(sql`${listing.number} = hits.number`, eq(listing.currency, currency));
}
