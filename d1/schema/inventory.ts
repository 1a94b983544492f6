import { integer, sqliteTable, text } from "drizzle-orm/sqlite-core";

/** How much there is to sell of each SKU over all its places, as its events told it. */
export const levels = sqliteTable("levels", {
  sku: text().primaryKey(),
  available: integer().notNull(),
  /** Epoch ms. */
  changedAt: integer("changed_at").notNull(),
});
