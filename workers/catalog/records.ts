import { type SQL, sql } from "drizzle-orm";
import type { DrizzleD1Database } from "drizzle-orm/d1";
import type { ProductRecord, VariantRecord } from "../../domain/catalog/record.ts";
import type { SaleVariant } from "../../domain/catalog/types.ts";
import { saleTitle } from "../../domain/catalog/views.ts";
import type { Currency } from "../../domain/kernel/currency.ts";
import type { ProductId, Sku } from "../../domain/kernel/ids.ts";
import { money } from "../../domain/kernel/money.ts";

/** Most products one statement brings. */
export const RECORDS_MAX = 100;

type Db = DrizzleD1Database;
type RecordRow = Omit<ProductRecord, "category" | "tags" | "options" | "media" | "variants"> &
  Record<"categoryPath" | "tags" | "options" | "media" | "variants", string>;
type StoredVariant = Omit<VariantRecord, "trackStock" | "backorder"> & { trackStock: 0 | 1; backorder: 0 | 1 };

export function recordsByIds(db: Db, ids: readonly string[]): Promise<ProductRecord[]> {
  return records(db, sql`p.id IN (SELECT value FROM json_each(${JSON.stringify(ids)}))`);
}

export function recordsByHandles(db: Db, handles: readonly string[]): Promise<ProductRecord[]> {
  return records(db, sql`p.handle IN (SELECT value FROM json_each(${JSON.stringify(handles)}))`);
}

export function recordsBySkus(db: Db, skus: readonly Sku[]): Promise<ProductRecord[]> {
  const wanted = sql`SELECT value FROM json_each(${JSON.stringify(skus)})`;
  return records(db, sql`p.number IN (SELECT v.product FROM variants v WHERE v.sku IN (${wanted}))`);
}

/** Whole products, each with its variants and all prices, in one statement. */
async function records(db: Db, condition: SQL): Promise<ProductRecord[]> {
  const rows = await db.all<RecordRow>(sql`
    SELECT p.number AS "number", p.id AS "id", p.handle AS "handle", p.title AS "title", p.description AS "description",
      p.status AS "status", p.category AS "categorySlug", p.category_path AS "categoryPath", p.tags AS "tags",
      p.options AS "options", p.media AS "media", p.content_hash AS "contentHash", p.version AS "version",
      (SELECT json_group_array(json_object('id', v.id, 'sku', v.sku, 'options', json(v.options), 'taxClass', v.tax_class,
          'weightGrams', v.weight_grams, 'trackStock', v.track_stock, 'backorder', v.backorder,
          'prices', (SELECT json_group_object(r.currency, r.minor) FROM prices r WHERE r.sku = v.sku)) ORDER BY v.position)
        FROM variants v WHERE v.product = p.number) AS "variants"
    FROM products p WHERE ${condition} LIMIT ${RECORDS_MAX}`);
  return rows.map(({ categoryPath, ...row }) => ({
    ...row,
    category: JSON.parse(categoryPath) as string[],
    tags: JSON.parse(row.tags) as string[],
    options: JSON.parse(row.options) as string[],
    media: JSON.parse(row.media) as ProductRecord["media"],
    variants: (JSON.parse(row.variants) as StoredVariant[]).map((variant) => ({
      ...variant,
      trackStock: variant.trackStock === 1,
      backorder: variant.backorder === 1,
    })),
  }));
}

type SaleRow = Omit<SaleVariant, "title" | "unitPrice" | "trackStock" | "backorder"> & {
  productTitle: string;
  options: string;
  minor: number;
  trackStock: 0 | 1;
  backorder: 0 | 1;
};

/** What is for sale now, from the database, in one statement. */
export async function saleVariants(db: Db, skus: readonly Sku[], currency: Currency): Promise<Map<Sku, SaleVariant>> {
  const rows = await db.all<SaleRow>(sql`
    SELECT v.sku AS "sku", p.id AS "productId", p.title AS "productTitle", v.options AS "options", r.minor AS "minor",
      v.tax_class AS "taxClass", v.weight_grams AS "weightGrams", v.track_stock AS "trackStock", v.backorder AS "backorder"
    FROM variants v
    JOIN products p ON p.number = v.product AND p.status = 'published'
    JOIN prices r ON r.sku = v.sku AND r.currency = ${currency}
    WHERE v.sku IN (SELECT value FROM json_each(${JSON.stringify(skus)}))`);
  return new Map(
    rows.map(({ productTitle, options, minor, ...row }) => [
      row.sku,
      {
        ...row,
        title: saleTitle(productTitle, JSON.parse(options) as string[]),
        unitPrice: money(minor, currency),
        trackStock: row.trackStock === 1,
        backorder: row.backorder === 1,
      },
    ]),
  );
}

/** Who has the handle and the SKUs, as of one moment: one statement. SKUs that nobody has are left out. */
export async function ownersOf(
  db: Db,
  handle: string,
  skus: readonly Sku[],
): Promise<{ handle: ProductId | null; skus: Map<Sku, ProductId> }> {
  const rows = await db.all<{ productId: ProductId; sku: Sku | null }>(sql`
    SELECT id AS "productId", NULL AS "sku" FROM products WHERE handle = ${handle}
    UNION ALL
    SELECT p.id, v.sku FROM variants v JOIN products p ON p.number = v.product
    WHERE v.sku IN (SELECT value FROM json_each(${JSON.stringify(skus)}))`);
  const owned = rows.filter((row): row is { productId: ProductId; sku: Sku } => row.sku !== null);
  return {
    handle: rows.find((row) => row.sku === null)?.productId ?? null,
    skus: new Map(owned.map(({ sku, productId }) => [sku, productId])),
  };
}
