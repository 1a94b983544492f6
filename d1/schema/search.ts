import { integer, primaryKey, sqliteTable, text } from "drizzle-orm/sqlite-core";
import type { Media } from "../../domain/catalog/types.ts";
import type { ProductId } from "../../domain/kernel/ids.ts";

/** The index as it is read, and the twin that a rebuild fills: the two change names at its end. */
export const index = indexTables("");
export const indexNext = indexTables("_next");

export type IndexTables = typeof index | typeof indexNext;

function indexTables<Suffix extends "" | "_next">(suffix: Suffix) {
  return {
    goods: sqliteTable(`goods${suffix}`, {
      number: integer().primaryKey(),
      id: text().$type<ProductId>().notNull(),
      titleKey: text("title_key").notNull(),
      handle: text().notNull(),
      title: text().notNull(),
      category: text().notNull(),
      media: text({ mode: "json" }).$type<Media>(),
      terms: text({ mode: "json" }).$type<[term: string, shown: string][]>().notNull(),
      textHash: text("text_hash").notNull(),
    }),
    listing: sqliteTable(
      `listing${suffix}`,
      {
        number: integer().notNull(),
        currency: text().notNull(),
        priceFrom: integer("price_from").notNull(),
        priceTo: integer("price_to").notNull(),
        offers: text(),
      },
      (table) => [primaryKey({ columns: [table.number, table.currency] })],
    ),
    facets: sqliteTable(
      `facets${suffix}`,
      { number: integer().notNull(), name: text().notNull(), value: text().notNull() },
      (table) => [primaryKey({ columns: [table.number, table.name, table.value] })],
    ),
    terms: sqliteTable(
      `terms${suffix}`,
      { term: text().notNull(), shown: text().notNull(), weight: integer().notNull() },
      (table) => [primaryKey({ columns: [table.term, table.shown] })],
    ),
    /** FTS5: its columns are matched and never read. */
    words: sqliteTable(`words${suffix}`, {
      rowid: integer().notNull(),
      title: text().notNull(),
      category: text().notNull(),
      tags: text().notNull(),
      options: text().notNull(),
      skus: text().notNull(),
      description: text().notNull(),
      filters: text().notNull(),
    }),
  };
}
