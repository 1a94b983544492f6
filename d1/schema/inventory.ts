import { integer, sqliteTable, text } from "drizzle-orm/sqlite-core";

/** The level of each SKU over all its places, as its events told it. */
export const levels = sqliteTable("levels", {
  sku: text().primaryKey(),
  onHand: integer("on_hand").notNull(),
  held: integer().notNull(),
  available: integer().notNull(),
  /** Epoch ms. */
  changedAt: integer("changed_at").notNull(),
});
