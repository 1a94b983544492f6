import { eq, inArray, type SQL, sql } from "drizzle-orm";
import type { BatchItem } from "drizzle-orm/batch";
import type { DrizzleD1Database } from "drizzle-orm/d1";
import { categories, changes, listing, prices, products, variants } from "../../d1/schema/catalog.ts";
import { categoryRows } from "../../domain/catalog/category.ts";
import { listingRows, titleKey } from "../../domain/catalog/listing.ts";
import type { ProductRecord, VariantRecord } from "../../domain/catalog/record.ts";
import type { ProductDraft } from "../../domain/catalog/types.ts";
import type { ProductId } from "../../domain/kernel/ids.ts";

/** A product about to be written: new, or the next version of what stands. `at` in epoch ms. */
export type Writing = {
  id: ProductId;
  draft: Omit<ProductDraft, "variants"> & { variants: VariantRecord[] };
  contentHash: string;
  before: ProductRecord | null;
  at: number;
};
type Db = DrizzleD1Database;
export type Statement = BatchItem<"sqlite">;

/** All that one write of a product does, for one batch: the product, what hangs on it, the lists, the feed. */
export function writeStatements(db: Db, writing: Writing): Statement[] {
  const { id, before, draft } = writing;
  return [
    insertCategories(db, draft),
    // Before all that counts on what stood: it breaks the batch when another write came between.
    before === null ? insertProduct(db, writing) : updateProduct(db, writing, before),
    ...countStatements(db, before, draft),
    ...(before === null ? [] : clearStatements(db, before)),
    insertVariants(db, writing),
    insertPrices(db, draft),
    insertListing(db, id, draft),
    ...changeStatements(db, id),
  ];
}

/** The product and all that hangs on it go; the feed tells it as one more version. */
export function removeStatements(db: Db, before: ProductRecord): Statement[] {
  const version = nextVersion(before);
  return [
    db.update(products).set({ version }).where(eq(products.id, before.id)),
    ...changeStatements(db, before.id),
    ...countStatements(db, before, null),
    ...clearStatements(db, before),
    db.delete(products).where(eq(products.id, before.id)),
  ];
}

/** Null, which the column does not take, when another write came between: the batch is undone. */
function nextVersion(before: ProductRecord): SQL {
  return sql`iif(version = ${before.version}, version + 1, NULL)`;
}

/** Null when the product is gone meanwhile. */
export function numberOf(id: ProductId): SQL<number> {
  return sql`(SELECT number FROM products WHERE id = ${id})`;
}

/** The rows of a list as one bound parameter: a statement takes a hundred at most. */
function each(rows: readonly unknown[]): SQL {
  return sql`json_each(${JSON.stringify(rows)})`;
}

function insertCategories(db: Db, { category }: ProductDraft): Statement {
  const rows = each(categoryRows(category));
  return db
    .insert(categories)
    .select(sql`SELECT value ->> 'slug', value ->> 'parent', value ->> 'name', 0 FROM ${rows} WHERE true`)
    .onConflictDoNothing();
}

function contentOf({ draft, contentHash, at }: Writing) {
  const { handle, title, description, status, tags, options, media, category } = draft;
  const slug = categoryRows(category).at(-1)?.slug ?? null;
  const content = { handle, title, description, status, tags, options, media, categoryPath: category, category: slug };
  return { ...content, contentHash, updatedAt: at };
}

function insertProduct(db: Db, writing: Writing): Statement {
  const { id, at } = writing;
  return db.insert(products).values({ ...contentOf(writing), id, version: 1, createdAt: at });
}

function updateProduct(db: Db, writing: Writing, before: ProductRecord): Statement {
  return db
    .update(products)
    .set({ ...contentOf(writing), version: nextVersion(before) })
    .where(eq(products.id, writing.id));
}

function insertVariants(db: Db, { id, draft }: Writing): Statement {
  return db.insert(variants).select(sql`
    SELECT value ->> 'sku', value ->> 'id', ${numberOf(id)}, key, value -> 'options', value ->> 'taxClass',
      value ->> 'weightGrams', value ->> 'trackStock', value ->> 'backorder' FROM ${each(draft.variants)}`);
}

function insertPrices(db: Db, draft: ProductDraft): Statement {
  const rows = draft.variants.flatMap((variant) =>
    Object.entries(variant.prices).map(([currency, minor]) => [variant.sku, currency, minor]),
  );
  return db.insert(prices).select(sql`SELECT value ->> 0, value ->> 1, value ->> 2 FROM ${each(rows)}`);
}

function insertListing(db: Db, id: ProductId, draft: ProductDraft): Statement {
  return db.insert(listing).select(sql`
    SELECT ${numberOf(id)}, value ->> 'currency', value ->> 'category', ${draft.status === "published" ? 1 : 0},
      ${titleKey(draft.title)}, value ->> 'priceFrom', value ->> 'priceTo' FROM ${each(listingRows(draft))}`);
}

function clearStatements(db: Db, { number }: ProductRecord): Statement[] {
  return [
    db.delete(variants).where(eq(variants.product, number)), // Their prices go with them.
    db.delete(listing).where(eq(listing.product, number)),
  ];
}

/** The categories' counts of published products, moved by the difference this write makes. */
function countStatements(db: Db, before: ProductRecord | null, after: ProductDraft | null): Statement[] {
  const [from, to] = [countedIn(before), countedIn(after)];
  if (from.join() === to.join()) return [];
  return [countStatement(db, from, -1), countStatement(db, to, 1)];
}

function countStatement(db: Db, slugs: string[], by: 1 | -1): Statement {
  return db
    .update(categories)
    .set({ products: sql`products + ${by}` })
    .where(inArray(categories.slug, sql`(SELECT value FROM ${each(slugs)})`));
}

function countedIn(product: ProductDraft | null): string[] {
  return product?.status === "published" ? categoryRows(product.category).map((row) => row.slug) : [];
}

/** A product that is gone meanwhile has no version to tell: NOT NULL undoes the batch. */
function changeStatements(db: Db, id: ProductId): Statement[] {
  const version = sql<number>`(SELECT version FROM products WHERE id = ${id})`;
  return [db.delete(changes).where(eq(changes.productId, id)), db.insert(changes).values({ productId: id, version })];
}
