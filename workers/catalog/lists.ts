import { and, asc, desc, eq, gt, type SQL, sql } from "drizzle-orm";
import type { DrizzleD1Database } from "drizzle-orm/d1";
import type { CommonRefusal, Page } from "../../contracts/caller.ts";
import type { ProductQuery } from "../../contracts/catalog.ts";
import { categories, listing, products } from "../../d1/schema/catalog.ts";
import type { CategoryNode, ProductSummary } from "../../domain/catalog/types.ts";
import { categoryTree } from "../../domain/catalog/views.ts";
import { money } from "../../domain/kernel/money.ts";
import { err, ok, type Result } from "../../domain/kernel/result.ts";
import { type Position, readCursor, writeCursor } from "../kernel/position.ts";
import { conditionOf, queryErrors } from "./filters.ts";

const CATEGORIES_MAX = 5_000;

type Db = DrizzleD1Database;
type Listed = ProductSummary & Position;

/** How each sort reads its index: the order, what comes after a position, and the key of a row. */
const SORTS: Record<
  ProductQuery["sort"],
  { keyType: "string" | "number"; order: SQL[]; after: (from: Position) => SQL; key: SQL<string | number> }
> = {
  newest: {
    keyType: "number",
    order: [desc(listing.product)],
    after: ({ number }) => sql`${listing.product} < ${number}`,
    key: sql`0`,
  },
  title: {
    keyType: "string",
    order: [asc(listing.titleKey), asc(listing.product)],
    after: ({ key, number }) => sql`(${listing.titleKey}, ${listing.product}) > (${key}, ${number})`,
    key: sql`${listing.titleKey}`,
  },
  price_asc: {
    keyType: "number",
    order: [asc(listing.priceFrom), asc(listing.product)],
    after: ({ key, number }) => sql`(${listing.priceFrom}, ${listing.product}) > (${key}, ${number})`,
    key: sql`${listing.priceFrom}`,
  },
  price_desc: {
    keyType: "number",
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
  const from = query.cursor === undefined ? undefined : readCursor(query.sort, SORTS[query.sort].keyType, query.cursor);
  if (from === null) errors.push({ path: "cursor", code: "format" });
  if (errors.length > 0) return err({ code: "parameter", errors });
  const condition = and(conditionOf(query, seesDrafts), from ? SORTS[query.sort].after(from) : undefined);
  const rows = await listed(db, query, condition);
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
