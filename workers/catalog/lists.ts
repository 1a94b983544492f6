import { and, asc, desc, eq, gt, type SQL, sql } from "drizzle-orm";
import type { DrizzleD1Database } from "drizzle-orm/d1";
import type { CommonRefusal, Page } from "../../contracts/caller.ts";
import type { Facet, ProductQuery, SearchPage } from "../../contracts/catalog.ts";
import { categories, listing, products } from "../../d1/schema/catalog.ts";
import { textQuery } from "../../domain/catalog/text-query.ts";
import type { CategoryNode, ProductSummary } from "../../domain/catalog/types.ts";
import { categoryTree } from "../../domain/catalog/views.ts";
import { money } from "../../domain/kernel/money.ts";
import { err, ok, type Result } from "../../domain/kernel/result.ts";
import { type Position, readCursor, type Sort, writeCursor } from "./cursor.ts";
import { conditionOf, queryErrors } from "./filters.ts";

/** Facets and totals count the hits up to here and no further. */
const HITS_MAX = 5_000;
const FACET_VALUES_MAX = 100;
const SUGGESTIONS_MAX = 8;
const SUGGESTION_HITS_MAX = 200;
const CATEGORIES_MAX = 5_000;

type Db = DrizzleD1Database;
type Listed = ProductSummary & Position;

/** How each sort reads its index: the order, what comes after a position, and the key of a row. */
const SORTS: Record<Sort, { order: SQL[]; after: (from: Position) => SQL; key: SQL<string | number> }> = {
  newest: {
    order: [desc(listing.product)],
    after: ({ number }) => sql`${listing.product} < ${number}`,
    key: sql`0`,
  },
  title: {
    order: [asc(listing.titleKey), asc(listing.product)],
    after: ({ key, number }) => sql`(${listing.titleKey}, ${listing.product}) > (${key}, ${number})`,
    key: sql`${listing.titleKey}`,
  },
  price_asc: {
    order: [asc(listing.priceFrom), asc(listing.product)],
    after: ({ key, number }) => sql`(${listing.priceFrom}, ${listing.product}) > (${key}, ${number})`,
    key: sql`${listing.priceFrom}`,
  },
  price_desc: {
    order: [desc(listing.priceFrom), desc(listing.product)],
    after: ({ key, number }) => sql`(${listing.priceFrom}, ${listing.product}) < (${key}, ${number})`,
    key: sql`${listing.priceFrom}`,
  },
};

/** One keyset page of products. */
export async function productPage(
  db: Db,
  query: ProductQuery,
  seesDrafts: boolean,
): Promise<Result<Page<ProductSummary>, CommonRefusal>> {
  const errors = queryErrors(query);
  const from = query.cursor === undefined ? undefined : readCursor(query.sort, query.cursor);
  if (from === null) errors.push({ path: "cursor", code: "format" });
  if (errors.length > 0) return err({ code: "parameter", errors });
  const condition = conditionOf(query, seesDrafts);
  if (condition === null) return ok({ items: [], nextCursor: null });
  const rows = await listed(db, query, and(condition, from ? SORTS[query.sort].after(from) : undefined));
  const last = rows[query.limit - 1];
  return ok({
    items: rows.slice(0, query.limit).map(({ key: _key, number: _number, ...summary }) => summary),
    nextCursor: rows.length > query.limit && last ? writeCursor(query.sort, last) : null,
  });
}

/** One more than the page holds, to know whether there is a next one. */
async function listed(db: Db, query: ProductQuery, condition: SQL | undefined): Promise<Listed[]> {
  const { order, key } = SORTS[query.sort];
  const rows = await db
    .select({
      id: products.id,
      handle: products.handle,
      title: products.title,
      category: products.category,
      media: products.media,
      priceFrom: listing.priceFrom,
      priceTo: listing.priceTo,
      number: listing.product,
      key,
    })
    .from(listing)
    .innerJoin(products, eq(products.number, listing.product))
    .where(condition)
    .orderBy(...order)
    .limit(query.limit + 1);
  return rows.map((row) => ({
    ...row,
    category: row.category ?? "",
    media: row.media[0] ?? null,
    priceFrom: money(row.priceFrom, query.currency),
    priceTo: money(row.priceTo, query.currency),
  }));
}

/** A page with what surrounds it: how many there are (at most HITS_MAX are counted), and in which categories. */
export async function searchPage(
  db: Db,
  query: ProductQuery,
  seesDrafts: boolean,
): Promise<Result<SearchPage, CommonRefusal>> {
  const page = await productPage(db, query, seesDrafts);
  if (!page.ok) return page;
  const condition = conditionOf(query, seesDrafts);
  if (condition === null) return ok({ ...page.value, facets: [], total: 0 });
  const hits = db
    .select({ category: products.category })
    .from(listing)
    .innerJoin(products, eq(products.number, listing.product))
    .where(condition)
    .limit(HITS_MAX)
    .as("hits");
  const counts = await db
    .select({ value: sql<string>`coalesce(${hits.category}, '')`, count: sql<number>`count(*)` })
    .from(hits)
    .groupBy(hits.category)
    .orderBy(desc(sql`count(*)`), asc(hits.category));
  const category: Facet = {
    name: "category",
    values: counts.filter(({ value }) => value !== "").slice(0, FACET_VALUES_MAX),
  };
  return ok({ ...page.value, facets: [category], total: counts.reduce((sum, { count }) => sum + count, 0) });
}

/** Titles of products for sale in which every typed word occurs, the last at least begun. */
export async function suggestedTitles(db: Db, typed: string): Promise<string[]> {
  const match = textQuery(typed, "title");
  if (match === null) return [];
  const rows = await db.all<{ title: string }>(sql`
    SELECT DISTINCT p.title AS "title" FROM products p
    WHERE p.number IN (SELECT rowid FROM product_text WHERE product_text MATCH ${match} ORDER BY rowid DESC LIMIT ${SUGGESTION_HITS_MAX})
      AND EXISTS (SELECT 1 FROM listing l WHERE l.product = p.number AND l.published = 1)
    ORDER BY p.number DESC LIMIT ${SUGGESTIONS_MAX}`);
  return rows.map((row) => row.title);
}

/** The tree; shoppers do not see a branch in which nothing is published. */
export async function categoryNodes(db: Db, seesEmpty: boolean): Promise<CategoryNode[]> {
  const rows = await db
    .select({ slug: categories.slug, parent: categories.parent, name: categories.name, products: categories.products })
    .from(categories)
    .where(seesEmpty ? undefined : gt(categories.products, 0))
    .orderBy(asc(categories.slug))
    .limit(CATEGORIES_MAX);
  return categoryTree(rows);
}
