import { integer, sqliteTable, text } from "drizzle-orm/sqlite-core";

/** How much there is to sell of each SKU over all its places, as its events told it. */
export const levels = levelsTable("levels");

/** The table a rebuild writes: the two change names at its end. */
export const levelsNext = levelsTable("levels_next");

export type LevelsTable = typeof levels | typeof levelsNext;

function levelsTable<Name extends string>(name: Name) {
  return sqliteTable(name, {
    sku: text().primaryKey(),
    available: integer().notNull(),
    /** Epoch ms. */
    changedAt: integer("changed_at").notNull(),
  });
}
