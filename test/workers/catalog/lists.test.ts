import { beforeAll, describe, expect, test } from "vitest";
import type { ProductQuery } from "../../../contracts/catalog.ts";
import { draft, env, guest, migrate, put, query, variant } from "./support.ts";

beforeAll(migrate);

describe("a list", () => {
  // A currency of their own keeps these goods apart from those of other tests.
  const currency = "SEK";
  const goods = Array.from({ length: 23 }, (_, n) =>
    draft(`listed-${n}`, {
      title: `Listed ${String.fromCharCode(90 - (n % 7))}`,
      category: n % 2 === 0 ? ["Wall", "Posters"] : ["Wall", "Prints"],
      variants: [
        variant(`LISTED-${n}-A`, { options: ["S", "Blue"], prices: { SEK: 1_000 + (n % 5) * 100 } }),
        variant(`LISTED-${n}-B`, { options: ["L", "Red"], prices: { SEK: 3_000 + n } }),
      ],
      options: ["Size", "Colour"],
    }),
  );
  beforeAll(() => put(...goods));

  test.each(["newest", "title", "price_asc", "price_desc"] as const)(
    "by %s visits every product once, in order",
    async (sort) => {
      const seen: { title: string; priceFrom: number }[] = [];
      const handles = new Set<string>();
      let cursor: string | undefined;
      for (let pages = 0; pages < 10; pages++) {
        const page = await env.CATALOG.products(
          guest,
          query({ currency, sort, limit: 4, ...(cursor ? { cursor } : {}) }),
        );
        if (!page.ok) throw new Error(page.error.code);
        for (const item of page.value.items) {
          handles.add(item.handle);
          seen.push({ title: item.title, priceFrom: item.priceFrom.minor });
        }
        if (page.value.nextCursor === null) break;
        cursor = page.value.nextCursor;
      }
      expect([handles.size, seen.length]).toEqual([23, 23]);
      const by = {
        newest: () => 0,
        title: byTitle,
        price_asc: byPrice,
        price_desc: (a: Seen, b: Seen) => byPrice(b, a),
      }[sort];
      expect(seen).toEqual([...seen].sort(by));
    },
  );

  test("knows a category with all below it, and none of an unknown one", async () => {
    const count = async (category: string) => {
      const page = await env.CATALOG.products(guest, query({ currency, category }));
      return page.ok ? page.value.items.length : page.error;
    };
    expect(await count("wall")).toBe(23);
    expect(await count("wall--posters")).toBe(12);
    expect(await count("wal")).toBe(0);
    expect(await count("nowhere")).toBe(0);
  });

  test("filters by options and price of one and the same variant", async () => {
    const count = async (over: Partial<ProductQuery>) => {
      const page = await env.CATALOG.products(guest, query({ currency, ...over }));
      return page.ok ? page.value.items.length : page.error;
    };
    expect(await count({ options: { Size: "S" } })).toBe(23);
    expect(await count({ options: { Size: "S", Colour: "Blue" } })).toBe(23);
    expect(await count({ options: { Size: "S", Colour: "Red" } })).toBe(0);
    expect(await count({ options: { Taste: "Sweet" } })).toBe(0);
    expect(await count({ priceMinMinor: 1_500, priceMaxMinor: 2_900 })).toBe(0);
    expect(await count({ priceMinMinor: 1_400, priceMaxMinor: 1_400 })).toBe(4);
    expect(await count({ options: { Size: "S" }, priceMinMinor: 3_000 })).toBe(0);
    expect(await count({ options: { "' OR 1=1--": '"] OR 1' } })).toBe(0);
  });

  test.each(["garbage", "", "AAAA", "W10", "x".repeat(5_000), "../..", btoa('["newest",0]')])(
    "refuses the cursor %s",
    async (cursor) => {
      expect(await env.CATALOG.products(guest, query({ currency, cursor }))).toEqual({
        ok: false,
        error: { code: "parameter", errors: [{ path: "cursor", code: "format" }] },
      });
    },
  );

  test("refuses a cursor of another sort, and limits out of range", async () => {
    const page = await env.CATALOG.products(guest, query({ currency, limit: 2 }));
    const cursor = page.ok ? page.value.nextCursor : null;
    expect(await env.CATALOG.products(guest, query({ sort: "title", cursor: cursor ?? "" }))).toMatchObject({
      ok: false,
    });
    for (const limit of [0, -1, 101, 1.5, 1e9]) {
      expect(await env.CATALOG.products(guest, query({ limit }))).toMatchObject({ error: { code: "parameter" } });
    }
  });

  test("reads an index in every sort: nothing is sorted aside", async () => {
    for (const [order, key] of [
      ["product DESC", "number"],
      ["title_key, product", "title"],
      ["price_from DESC, product DESC", "price"],
    ]) {
      const sql = `EXPLAIN QUERY PLAN SELECT p.id FROM listing l JOIN products p ON p.number = l.product WHERE l.currency = 'SEK' AND l.category = '' AND l.published = 1 ORDER BY l.${order?.replace(", ", ", l.")} LIMIT 5`;
      const { results } = await env.DB.prepare(sql).all<{ detail: string }>();
      const plan = results.map((row) => row.detail).join(" ");
      expect(plan).toContain(`listing_by_${key}`);
      expect(plan).not.toContain("TEMP B-TREE");
    }
  });
});

type Seen = { title: string; priceFrom: number };
const byTitle = (a: Seen, b: Seen) => (a.title < b.title ? -1 : a.title > b.title ? 1 : 0);
const byPrice = (a: Seen, b: Seen) => a.priceFrom - b.priceFrom;
