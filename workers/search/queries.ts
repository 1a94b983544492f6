import { and, asc, desc, eq, type SQL, sql } from "drizzle-orm";
import type { DrizzleD1Database } from "drizzle-orm/d1";
import { index } from "../../d1/schema/search.ts";
import type { ProductSummary } from "../../domain/catalog/types.ts";
import { money } from "../../domain/kernel/money.ts";
import type { Criteria, SearchSort } from "../../domain/search/criteria.ts";
import type { Position } from "../kernel/position.ts";
import { isNarrowed, listingOf, nearestHits, newestHits, oneVariantFits } from "./hits.ts";

const { goods, listing } = index;

/** How each sort orders hits: by the key and then by number, both one way. */
export const SORTS: Record<SearchSort, { keyType: "string" | "number"; key: SQL; descends: boolean }> = {
  relevance: { keyType: "number", key: sql`hits.nearness`, descends: true },
  newest: { keyType: "number", key: sql`hits.nearness`, descends: true },
  title: { keyType: "string", key: sql`${goods.titleKey}`, descends: false },
  price_asc: { keyType: "number", key: sql`${listing.priceFrom}`, descends: false },
  price_desc: { keyType: "number", key: sql`${listing.priceFrom}`, descends: true },
};

export type PageOf = { criteria: Criteria; sort: SearchSort; from: Position | undefined; limit: number };
export type Row = Awaited<ReturnType<typeof pageRows>>[number];

/** One page's rows and one more, to know whether there is a next page. */
export function pageRows(db: DrizzleD1Database, page: PageOf) {
  const { criteria, sort, from, limit } = page;
  const { key, descends } = SORTS[sort];
  const order = descends ? desc : asc;
  const number = sql<number>`hits.number`;
  return db
    .select({
      ...{
        number,
        key: sql<string | number>`${key}`.as("key"),
        id: goods.id,
        handle: goods.handle,
        title: goods.title,
      },
      ...{ category: goods.category, media: goods.media, priceFrom: listing.priceFrom, priceTo: listing.priceTo },
    })
    .from(sql`(${hitsOf(page)}) AS hits`)
    .crossJoin(listing)
    .crossJoin(goods)
    .where(
      and(
        listingOf(criteria.currency),
        eq(goods.number, number),
        isNarrowed(criteria) ? oneVariantFits(criteria) : undefined,
        from && sql`(${key}, ${number}) ${descends ? sql`<` : sql`>`} (${from.key}, ${from.number})`,
      ),
    )
    .orderBy(order(key), order(number))
    .limit(limit + 1);
}

/** Only as many hits as can stand on the page, where their own order says so. */
function hitsOf({ criteria, sort, from, limit }: PageOf): SQL {
  const asFound = !isNarrowed(criteria);
  if (sort === "relevance") return nearestHits(criteria, asFound && !from ? limit + 1 : undefined);
  if (sort !== "newest") return newestHits({ criteria });
  return newestHits({
    criteria,
    ...(asFound ? { limit: limit + 1 } : {}),
    ...(asFound && from ? { below: from.number } : {}),
  });
}

export function summaryOf(row: Row, { currency }: Criteria): ProductSummary {
  const { id, handle, title, category, media } = row;
  const prices = { priceFrom: money(row.priceFrom, currency), priceTo: money(row.priceTo, currency) };
  return { id, handle, title, category, media, ...prices };
}

/** Throws when the database cannot be read. */
export async function readable(db: DrizzleD1Database): Promise<void> {
  await db.select({ number: goods.number }).from(goods).limit(1).all();
}
