import { beforeAll, expect, test } from "vitest";
import type { SearchQuery } from "../../../contracts/search.ts";
import { hitPage, search } from "../../../workers/search/searching.ts";
import { suggestions } from "../../../workers/search/suggestions.ts";
import { type Db, rowsReadOf } from "../../support/rows-read.ts";
import { DB, prepared, put } from "./support.ts";

/** Hits of a shop that sells nothing but tankards; each stands under nine facets at most. HITS_MAX would be 2.5 times as many. */
const HITS = 2_000;
const FACETS = 9;
const LIMIT = 20;
/** The hit, and its rows of facets, each read once more to be counted. */
const COUNTING = 4 + 2 * FACETS;
/** A variant that fits, and the places where its options may stand: read where a question asks for what one variant has. */
const SIZES = ["S", "M", "L"];
const COUNTING_VARIANTS = 4 * SIZES.length;
const currency = "ISK";

beforeAll(async () => {
  await prepared();
  await put(
    ...Array.from({ length: HITS }, (_, place) => ({
      ...{ id: `cost${place}`, title: `${place % 2 ? "Azure" : "Ochre"} tankard ${place}`, options: ["Glaze", "Size"] },
      ...{ category: ["Cost", `Shelf ${place % 10}`], tags: [`tag${place % 2}`], description: "Like any other." },
      variants: SIZES.map((size, step) => ({
        options: [`Glaze ${place % 4}`, size],
        prices: { ISK: 100 * ((place % 20) + step) },
      })),
    })),
  );
}, 60_000);

const rowsRead = rowsReadOf(DB);
const page = (query: Partial<SearchQuery>) => (db: Db) => hitPage(db, { currency, limit: LIMIT, ...query });
const counted = (query: Partial<SearchQuery>) => (db: Db) => search(db, { currency, limit: LIMIT, ...query });
const chosen = { category: "cost", options: { Glaze: "Glaze 1", Size: "M" }, priceMinMinor: 100, priceMaxMinor: 5_000 };

/** Rows of the index that each kind of question may read. None grows beyond the hits that are looked at. */
test.each<[string, number, (db: Db) => Promise<unknown>]>([
  ["a page of the newest", 5 * LIMIT, page({})],
  ["a page of the nearest", 12 * LIMIT, page({ q: "tankard" })],
  ["a page by title", 4 * HITS + LIMIT, page({ sort: "title" })],
  [
    "a page by price, narrowed by price",
    4 * HITS + LIMIT,
    page({ sort: "price_asc", priceMinMinor: 500, priceMaxMinor: 900 }),
  ],
  ["a page of one variant's options", 4 * HITS, page({ options: { Glaze: "Glaze 1", Size: "M" } })],
  ["everything, counted", COUNTING * HITS, counted({})],
  ["words, counted", COUNTING * HITS, counted({ q: "tankard" })],
  ["half of it, counted", (COUNTING * HITS) / 2, counted({ q: "azure tank" })],
  ["words that are put right", COUNTING * HITS + 2_000, counted({ q: "tankrad" })],
  ["words that nothing is near", 2_000, counted({ q: "zzzzzzz" })],
  [
    "a quarter, narrowed in every way",
    // Of four glazes each is counted, and four times the quarter is.
    (COUNTING * HITS) / 4 + 4 * COUNTING * (HITS / 4) + COUNTING_VARIANTS * (HITS + 3 * (HITS / 4)),
    counted({ q: "tankard", ...chosen }),
  ],
  ["suggestions", 1_000, (db) => suggestions(db, "t")],
  ["suggestions beside other words", 1_100, (db) => suggestions(db, "azure t")],
])("%s: at most %i rows", async (_what, budget, ask) => {
  const rows = await rowsRead(ask);
  expect(rows).toBeGreaterThan(0);
  expect(rows).toBeLessThanOrEqual(budget);
});
