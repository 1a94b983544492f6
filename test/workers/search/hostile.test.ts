import { beforeAll, expect, test } from "vitest";
import type { SearchQuery } from "../../../contracts/search.ts";
import { filterToken } from "../../../domain/search/filter-token.ts";
import { found, guest, prepared, put, SEARCH } from "./support.ts";

const currency = "CHF" as const;
beforeAll(async () => {
  await prepared();
  await put({ id: "bait", title: 'Bait "quoted" AND NEAR thing', variants: [{ prices: { CHF: 1 } }] });
});

test.each([
  '"unbalanced',
  "a AND",
  "AND",
  "NEAR(",
  "NEAR(a b, 3",
  "*",
  "**",
  "col:x",
  "filters : m00000000000",
  "title:mug",
  "{title} : x",
  "^mug",
  "-x",
  "+",
  "(",
  "a OR",
  "NOT",
  '""',
  '" OR "',
  "'",
  "\\",
  "%",
  "_",
  "\u0000",
  "a\u0000b",
  "\ud800",
  "\udc00x",
  "' OR 1=1--",
  "; DROP TABLE words;--",
  "🦄",
  "👩‍👩‍👧‍👦 family",
  "ß İ ı ŉ ǰ",
  "שלום עולם",
  "مرحبا \u202e gnipyt",
  "हिन्दी की",
  "日本語 テキスト",
  "e\u0301\u0301\u0301",
  "\u0301",
  "a\u0301".repeat(5_000),
  "\ufdfa\u1e9e\u{1d400}",
  "term ".repeat(10_000),
  "x".repeat(100_000),
  '" '.repeat(5_000),
  "1".repeat(60),
])("whatever is typed is answered (%#)", async (q) => {
  const queries: Partial<SearchQuery>[] = [{ q }, { q, sort: "price_asc", category: q, tag: q, options: { [q]: q } }];
  for (const query of queries) {
    expect(await found({ currency, limit: 5, ...query })).toMatchObject({ nextCursor: null });
    expect(await SEARCH.products(guest, { currency, limit: 5, ...query })).toMatchObject({ ok: true });
  }
  const suggested = await SEARCH.suggestions(guest, q);
  expect(suggested.length).toBeLessThanOrEqual(8);
  expect(await SEARCH.suggestions(guest, `bait ${q}`)).toBeInstanceOf(Array);
});

test("operators are words like any others", async () => {
  expect((await found({ currency, q: "bait AND near" })).total).toBe(1);
  expect((await found({ currency, q: "bait OR near" })).total).toBe(0);
  expect((await found({ currency, q: 'thing "quoted"' })).total).toBe(1);
});

test("the index's own tokens are no words: who types one finds nothing", async () => {
  expect((await found({ currency, q: filterToken("currency", currency) })).total).toBe(0);
});

test("a page that makes no sense is refused", async () => {
  const refused = { ok: false, error: { code: "parameter" } };
  for (const wrong of [{ limit: 0 }, { limit: 101 }, { limit: 1.5 }, { priceMinMinor: -1 }, { priceMaxMinor: 0.5 }]) {
    expect(await SEARCH.search(guest, { currency, limit: 5, ...wrong })).toMatchObject(refused);
  }
  const options = { a: "1", b: "1", c: "1", d: "1" };
  expect(await SEARCH.products(guest, { currency, limit: 5, options })).toMatchObject(refused);
});
