import { eq, inArray, type SQL, sql } from "drizzle-orm";
import type { BatchItem } from "drizzle-orm/batch";
import type { DrizzleD1Database } from "drizzle-orm/d1";
import { type IndexTables, index } from "../../../d1/schema/search.ts";
import { type ProductDocument, productDocument } from "../../../domain/search/product-document.ts";
import { type ProductEvent, readProductEvent } from "../../events/product.ts";
import type { Projection } from "../../kernel/apply-once.ts";

/** Rows travel as JSON, at most so many characters in a parameter: D1 takes two megabytes. */
const JSON_MAX = 500_000;

type Statement = BatchItem<"sqlite">;

/** The search index, written to the live tables or to those a rebuild fills. */
export function productsInto(tables: IndexTables): Projection<ProductEvent> {
  return {
    read: readProductEvent,
    statements: (db, event) => indexed(db, tables, [event]),
    together: (db, events) => indexed(db, tables, events),
  };
}

export const projectProducts = productsInto(index);

/** A version tells all there is of a product, so only the last one counts: what stood goes, what stands is written. */
function indexed(db: DrizzleD1Database, tables: IndexTables, events: readonly ProductEvent[]): Statement[] {
  const last = new Map(events.map((event) => [event.data.productId, event]));
  const documents = [...last.values()].flatMap((event) =>
    event.type === "ProductListed" ? [productDocument(event.data)] : [],
  );
  return [...removed(db, tables, JSON.stringify([...last.keys()])), ...written(db, tables, documents)];
}

function removed(
  db: DrizzleD1Database,
  { goods, listing, facets, terms, words }: IndexTables,
  ids: string,
): Statement[] {
  const each = sql`(SELECT value FROM json_each(${ids}))`;
  const numbers = sql`(SELECT number FROM ${goods} WHERE id IN ${each})`;
  const gone = sql`${goods} AS gone, json_each(gone.terms) AS term WHERE gone.id IN ${each}`;
  const term = sql`term.value ->> 0`;
  const shown = sql`term.value ->> 1`;
  return [
    db
      .update(terms)
      .set({ weight: sql`${terms.weight} - gone.products` })
      .from(sql`(SELECT ${term} AS term, ${shown} AS shown, count(*) AS products FROM ${gone} GROUP BY 1, 2) AS gone`)
      .where(sql`${terms.term} = gone.term AND ${terms.shown} = gone.shown`),
    db
      .delete(terms)
      .where(
        sql`${eq(terms.weight, 0)} AND (${terms.term}, ${terms.shown}) IN (SELECT ${term}, ${shown} FROM ${gone})`,
      ),
    db.delete(words).where(inArray(words.rowid, numbers)),
    db.delete(facets).where(inArray(facets.number, numbers)),
    db.delete(listing).where(inArray(listing.number, numbers)),
    db.delete(goods).where(inArray(goods.id, each)),
  ];
}

function written(db: DrizzleD1Database, tables: IndexTables, documents: readonly ProductDocument[]): Statement[] {
  const { goods, listing, facets, terms, words } = tables;
  const each = <Row>(rowsOf: (document: ProductDocument) => Row[], insert: (rows: SQL) => Statement) =>
    chunks(documents.flatMap(rowsOf)).map((rows) => insert(sql`json_each(${rows})`));
  return [
    ...each(
      ({ goods: row }) => [row],
      (rows) =>
        db.insert(goods).select(sql`SELECT value ->> 'number', value ->> 'id', value ->> 'titleKey', value ->> 'handle',
          value ->> 'title', value ->> 'category', value ->> 'media', value ->> 'terms' FROM ${rows}`),
    ),
    ...each(
      ({ goods: { number }, listing }) => listing.map((row) => ({ number, ...row })),
      (rows) =>
        db.insert(listing).select(sql`SELECT value ->> 'number', value ->> 'currency', value ->> 'priceFrom',
          value ->> 'priceTo', value ->> 'offers' FROM ${rows}`),
    ),
    ...each(
      ({ goods: { number }, facets }) => facets.map((facet) => [number, ...facet]),
      (rows) => db.insert(facets).select(sql`SELECT value ->> 0, value ->> 1, value ->> 2 FROM ${rows}`),
    ),
    ...each(
      ({ goods: { number }, text }) => [{ number, ...text }],
      (rows) =>
        db
          .insert(words)
          .select(sql`SELECT value ->> 'number', value ->> 'title', value ->> 'category', value ->> 'tags',
          value ->> 'options', value ->> 'skus', value ->> 'description', value ->> 'filters' FROM ${rows}`),
    ),
    ...each(
      ({ goods: row }) => row.terms,
      (rows) =>
        db
          .insert(terms)
          .select(sql`SELECT value ->> 0, value ->> 1, count(*) FROM ${rows} WHERE true GROUP BY 1, 2`)
          .onConflictDoUpdate({ target: [terms.term, terms.shown], set: { weight: sql`weight + excluded.weight` } }),
    ),
  ];
}

/** Rows as JSON lists that are small enough, and none for no row. */
function chunks(rows: readonly unknown[]): string[] {
  const lists: string[][] = [];
  let room = 0;
  for (const text of rows.map((row) => JSON.stringify(row))) {
    if (text.length > room) {
      lists.push([]);
      room = JSON_MAX;
    }
    lists.at(-1)?.push(text);
    room -= text.length;
  }
  return lists.map((texts) => `[${texts.join(",")}]`);
}
