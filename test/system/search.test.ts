import { afterAll, beforeAll, expect, test } from "vitest";
import type { SearchPage } from "../../contracts/search.ts";
import type { ProductView } from "../../domain/catalog/types.ts";
import { type Documented, documentedClient } from "./support/documented.ts";
import { searchFinds } from "./support/searching.ts";
import { type Shop, startShop } from "./support/shop.ts";

/** Search over the whole system: what staff write goes through the catalogue's outbox, the log and a queue to the index. */
let shop: Shop;
let api: Documented;
beforeAll(async () => {
  shop = await startShop();
  api = await documentedClient(shop.ask);
  await searchFinds(shop, 5);
});
afterAll(() => shop.close());

const search = async (query: string) => (await api.ask<SearchPage>("GET", `/search?${query}`)).body;
const found = async (query: string) => (await search(query)).items.map(({ handle }) => handle);
const suggested = async (q: string) =>
  (await api.ask<{ suggestions: string[] }>("GET", `/search/suggestions?q=${q}`)).body.suggestions;

/** Architecture.md: a change is seen within 2 s everywhere. */
const SEEN_MS = 2_000;

/** Asks until it is so, and fails when it took longer than a change may. */
async function withinTwoSeconds(isSo: () => Promise<void>): Promise<void> {
  const until = Date.now() + SEEN_MS;
  for (;;) {
    try {
      return await isSo();
    } catch (cause) {
      if (Date.now() > until) throw cause;
      await new Promise((resolve) => setTimeout(resolve, 50));
    }
  }
}

test("hits, facets and their number, read on; words are completed, and put right when nothing has them", async () => {
  const first = await search("q=as good as new&limit=2");
  expect(first).toMatchObject({ total: 5, didYouMean: null });
  expect(first.facets.map(({ name }) => name)).toEqual(["category", "option.Colour", "price"]);
  expect(first.facets[0]?.values).toContainEqual({ value: "home", count: 5 });
  const next = await search(`q=as good as new&limit=2&cursor=${encodeURIComponent(first.nextCursor ?? "")}`);
  expect(next.items[0]?.id).not.toBe(first.items[0]?.id);
  expect(await search("q=lamp&facets=category&sort=price_asc")).toMatchObject({ total: 1, nextCursor: null });
  expect(await found("option.Colour=Red&category=home")).toEqual(["harbour-mug"]);
  expect(await suggested("read")).toEqual(["reading"]);
  expect(await suggested("reading la")).toEqual(["reading lamp"]);
  expect(await search("q=raeding%20lamp")).toMatchObject({ total: 1, didYouMean: "reading lamp" });
});

test.each([
  '"unbalanced',
  "a AND",
  "NEAR(",
  "*",
  "col:x",
  "^",
  "-x",
  "x ".repeat(5_000),
  "שלום",
  "e\u0301\u0301\u0301",
  "\ufdfa",
])("odd words %# are answered", async (odd) => {
  for (const path of ["/search?q=", "/search/suggestions?q=", "/products?q="]) {
    expect((await api.ask("GET", `${path}${encodeURIComponent(odd)}`)).status).toBe(200);
  }
});

test.each(["cursor=garbage", "cursor=WyJuZXdlc3QiLDAsMV0=", "sort=best", "tag=", "facets=,", "priceMin=-1", "limit=0"])(
  "a search with %s is refused, if at all, as the client's fault",
  async (query) => {
    const { status, body } = await api.ask("GET", `/search?${query}`);
    expect([200, 400]).toContain(status);
    if (status === 400) expect(body).toMatchObject({ code: "parameter" });
  },
);

test("a new product, its next title and price, and its removal are seen within two seconds of their answers", async () => {
  const token = shop.adminToken;
  const draft = (title: string, minor: number, status = "published") => ({
    ...{ handle: "zephyr-kite", title, status },
    variants: [{ sku: "KITE", prices: { USD: minor } }],
  });
  const { body: kite } = await api.ask<ProductView>("POST", "/products", { token, body: draft("Zephyr kite", 4_200) });
  await withinTwoSeconds(async () => expect(await found("q=zephyr")).toEqual(["zephyr-kite"]));

  await api.ask("PUT", `/products/${kite.id}`, { token, body: draft("Mistral kite", 3_900) });
  await withinTwoSeconds(async () => {
    expect(await search("q=mistral")).toMatchObject({
      items: [{ title: "Mistral kite", priceFrom: { minor: 3_900 } }],
    });
    expect(await found("q=zephyr")).toEqual([]);
  });
  expect(await suggested("mist")).toEqual(["mistral"]);

  await api.ask("PUT", `/products/${kite.id}`, { token, body: draft("Mistral kite", 3_900, "draft") });
  await withinTwoSeconds(async () => expect(await found("q=mistral")).toEqual([]));
  await api.ask("PUT", `/products/${kite.id}`, { token, body: draft("Mistral kite", 3_900) });
  await withinTwoSeconds(async () => expect(await found("q=mistral")).toEqual(["zephyr-kite"]));

  await api.ask("DELETE", `/products/${kite.id}`, { token });
  await withinTwoSeconds(async () => {
    expect(await search("q=mistral")).toMatchObject({ items: [], total: 0 });
    expect(await suggested("mist")).toEqual([]);
  });
});
