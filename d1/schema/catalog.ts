import { integer, primaryKey, sqliteTable, text } from "drizzle-orm/sqlite-core";
import type { TaxClass } from "../../domain/catalog/types.ts";
import type { Currency } from "../../domain/kernel/currency.ts";
import type { ProductId, VariantId } from "../../domain/kernel/ids.ts";

/** `slug` is the path of slugs from the root: "kitchen--coffee-machines". */
export const categories = sqliteTable("categories", {
  slug: text().primaryKey(),
  parent: text(),
  name: text().notNull(),
  products: integer().notNull(),
});

export const products = sqliteTable("products", {
  number: integer().primaryKey({ autoIncrement: true }),
  id: text().$type<ProductId>().notNull(),
  handle: text().notNull(),
  title: text().notNull(),
  description: text().notNull(),
  status: text().$type<"draft" | "published">().notNull(),
  category: text(),
  categoryPath: text("category_path", { mode: "json" }).$type<string[]>().notNull(),
  tags: text({ mode: "json" }).$type<string[]>().notNull(),
  options: text({ mode: "json" }).$type<string[]>().notNull(),
  media: text({ mode: "json" }).$type<{ url: string; alt: string }[]>().notNull(),
  contentHash: text("content_hash").notNull(),
  version: integer().notNull(),
  createdAt: integer("created_at").notNull(),
  updatedAt: integer("updated_at").notNull(),
});

export const variants = sqliteTable("variants", {
  sku: text().primaryKey(),
  id: text().$type<VariantId>().notNull(),
  product: integer().notNull(),
  position: integer().notNull(),
  options: text({ mode: "json" }).$type<string[]>().notNull(),
  taxClass: text("tax_class").$type<TaxClass>().notNull(),
  weightGrams: integer("weight_grams").notNull(),
  trackStock: integer("track_stock", { mode: "boolean" }).notNull(),
  backorder: integer({ mode: "boolean" }).notNull(),
});

export const prices = sqliteTable(
  "prices",
  {
    sku: text().notNull(),
    currency: text().$type<Currency>().notNull(),
    minor: integer().notNull(),
  },
  (table) => [primaryKey({ columns: [table.sku, table.currency] })],
);

/** What lists read: one row per product, currency and category it stands in ("" is all goods). */
export const listing = sqliteTable(
  "listing",
  {
    product: integer().notNull(),
    currency: text().$type<Currency>().notNull(),
    category: text().notNull(),
    published: integer().notNull(),
    titleKey: text("title_key").notNull(),
    priceFrom: integer("price_from").notNull(),
    priceTo: integer("price_to").notNull(),
  },
  (table) => [primaryKey({ columns: [table.product, table.currency, table.category] })],
);

/** The newest change of every product, in the order of changes. */
export const changes = sqliteTable("changes", {
  seq: integer().primaryKey({ autoIncrement: true }),
  productId: text("product_id").$type<ProductId>().notNull(),
  version: integer().notNull(),
});

/** Commands that changed something. `answer` is what they were answered, as JSON; `at` in epoch ms. */
export const commands = sqliteTable("commands", {
  commandId: text("command_id").primaryKey(),
  bodyHash: text("body_hash").notNull(),
  answer: text().notNull(),
  at: integer().notNull(),
});
