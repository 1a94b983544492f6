import type { DrizzleD1Database } from "drizzle-orm/d1";
import type { CommonRefusal, Page } from "../../contracts/caller.ts";
import type { SearchPage, SearchQuery } from "../../contracts/search.ts";
import type { ProductSummary } from "../../domain/catalog/types.ts";
import { ok, type Result } from "../../domain/kernel/result.ts";
import { writeCursor } from "../kernel/position.ts";
import { countStatements, facetsOf, TOTAL, totalOf } from "./facets.ts";
import { nearestWords } from "./near-words.ts";
import { type PageOf, pageRows, type Row, summaryOf } from "./queries.ts";
import { pageAsked } from "./request.ts";
import { exact } from "./variant-counts.ts";

type Db = DrizzleD1Database;

const NOTHING: SearchPage = { items: [], nextCursor: null, facets: [], total: 0, didYouMean: null };

/** Hits, their number and their facets. Where nothing has the words, those of the nearest words there are. */
export async function search(
  db: Db,
  query: SearchQuery,
  wanted?: string[],
): Promise<Result<SearchPage, CommonRefusal>> {
  const asked = pageAsked(query);
  if (!asked.ok) return asked;
  const page = asked.value;
  if (page === null) return ok(NOTHING);
  const found = await counted(db, page, wanted ?? null);
  if (found.total > 0 || page.criteria.words.length === 0) return ok(found);
  const words = await nearestWords(db, page.criteria.words);
  if (words === null) return ok(found);
  const near = await counted(db, { ...page, criteria: { ...page.criteria, words } }, wanted ?? null);
  return ok(near.total === 0 ? found : { ...near, didYouMean: words.join(" ") });
}

/** The hits alone. */
export async function hitPage(db: Db, query: SearchQuery): Promise<Result<Page<ProductSummary>, CommonRefusal>> {
  const asked = pageAsked(query);
  if (!asked.ok) return asked;
  if (asked.value === null) return ok({ items: [], nextCursor: null });
  return ok(pageOf(await pageRows(db, asked.value), asked.value));
}

/** In one batch, so that the page and the counts are of the same moment. */
async function counted(db: Db, page: PageOf, wanted: string[] | null): Promise<SearchPage> {
  const { all, chosen } = countStatements(db, page.criteria, wanted);
  const [rows, counts, ...rest] = await db.batch([pageRows(db, page), all, ...chosen]);
  const ofChosen = rest.flatMap((rows) => exact(rows)).filter(({ name }) => name !== TOTAL);
  return {
    ...pageOf(rows, page),
    facets: facetsOf([...exact(counts), ...ofChosen], page.criteria.currency),
    total: totalOf(counts),
    didYouMean: null,
  };
}

function pageOf(rows: readonly Row[], { criteria, sort, limit }: PageOf): Page<ProductSummary> {
  const last = rows[limit - 1];
  return {
    items: rows.slice(0, limit).map((row) => summaryOf(row, criteria)),
    nextCursor: rows.length > limit && last ? writeCursor(sort, last) : null,
  };
}
