import { eq, inArray, sql } from "drizzle-orm";
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
  const hashes = new Map(documents.map(({ goods }) => [goods.id, goods.textHash]));
  const now = JSON.stringify([...last.keys()].map((id) => [id, hashes.get(id) ?? null]));
  // Words first: whether they have changed is seen by the row that is rewritten after them.
  return [...words(db, tables, now, documents), ...rows(db, tables, now, documents)];
}

/** The words and terms of those products whose texts have changed. `now`: ids, with the texts' hashes or null. */
function words(db: DrizzleD1Database, tables: IndexTables, now: string, documents: readonly ProductDocument[]) {
  const { goods, terms, words } = tables;
  const changed = sql`json_each(${now}) AS now CROSS JOIN ${goods} AS was
    ON was.id = now.value ->> 0 AND was.text_hash IS NOT now.value ->> 1`;
  const gone = sql`${changed} CROSS JOIN json_each(was.terms) AS term`;
  const [term, shown] = [sql`term.value ->> 0`, sql`term.value ->> 1`];
  const isChanged = sql`NOT EXISTS (SELECT 1 FROM ${goods} AS was
    WHERE was.id = now.value ->> 'id' AND was.text_hash = now.value ->> 'textHash')`;
  const texts = chunks(
    documents.map(({ goods: { number, id, textHash, terms }, text }) => ({ number, id, textHash, terms, ...text })),
  );
  return [
    db
      .update(terms)
      .set({ weight: sql`${terms.weight} - gone.products` })
      .from(sql`(SELECT ${term} AS term, ${shown} AS shown, count(*) AS products FROM ${gone} GROUP BY 1, 2) AS gone`)
      .where(sql`${terms.term} = gone.term AND ${terms.shown} = gone.shown`),
    ...texts.map((each) =>
      db
        .insert(terms)
        .select(sql`SELECT ${term}, ${shown}, count(*) FROM json_each(${each}) AS now CROSS JOIN json_each(now.value -> 'terms') AS term
          WHERE ${isChanged} GROUP BY 1, 2`)
        .onConflictDoUpdate({ target: [terms.term, terms.shown], set: { weight: sql`weight + excluded.weight` } }),
    ),
    db
      .delete(terms)
      .where(
        sql`${eq(terms.weight, 0)} AND (${terms.term}, ${terms.shown}) IN (SELECT ${term}, ${shown} FROM ${gone})`,
      ),
    db.delete(words).where(inArray(words.rowid, sql`(SELECT was.number FROM ${changed})`)),
    ...texts.map((each) =>
      db
        .insert(words)
        .select(sql`SELECT now.value ->> 'number', now.value ->> 'title', now.value ->> 'category', now.value ->> 'tags',
        now.value ->> 'options', now.value ->> 'skus', now.value ->> 'description', now.value ->> 'filters'
        FROM json_each(${each}) AS now WHERE ${isChanged}`),
    ),
  ];
}

/** All else is rewritten. */
function rows(db: DrizzleD1Database, tables: IndexTables, now: string, documents: readonly ProductDocument[]) {
  const { goods, listing, facets } = tables;
  const ids = sql`(SELECT value ->> 0 FROM json_each(${now}))`;
  const numbers = sql`(SELECT number FROM ${goods} WHERE id IN ${ids})`;
  const listed = documents.flatMap(({ goods: { number }, listing }) => listing.map((row) => ({ number, ...row })));
  const counted = documents.flatMap(({ goods: { number }, facets }) => facets.map((facet) => [number, ...facet]));
  return [
    db.delete(facets).where(inArray(facets.number, numbers)),
    db.delete(listing).where(inArray(listing.number, numbers)),
    db.delete(goods).where(inArray(goods.id, ids)),
    ...chunks(documents.map(({ goods }) => goods)).map((each) =>
      db
        .insert(goods)
        .select(sql`SELECT value ->> 'number', value ->> 'id', value ->> 'titleKey', value ->> 'handle', value ->> 'title',
        value ->> 'category', value ->> 'media', value ->> 'terms', value ->> 'textHash' FROM json_each(${each})`),
    ),
    ...chunks(listed).map((each) =>
      db
        .insert(listing)
        .select(sql`SELECT value ->> 'number', value ->> 'currency', value ->> 'priceFrom', value ->> 'priceTo',
        value ->> 'offers' FROM json_each(${each})`),
    ),
    ...chunks(counted).map((each) =>
      db.insert(facets).select(sql`SELECT value ->> 0, value ->> 1, value ->> 2 FROM json_each(${each})`),
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
