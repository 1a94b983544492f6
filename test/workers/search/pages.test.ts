import { beforeAll, describe, expect, test } from "vitest";
import { found, guest, handles, prepared, put, SEARCH } from "./support.ts";

beforeAll(prepared);

describe("pages", () => {
  const currency = "DKK";
  beforeAll(() =>
    put(
      ...Array.from({ length: 23 }, (_, place) => ({
        ...{ id: `page${place}`, title: place % 3 === 0 ? "Paper lamp" : `Lamp ${place % 5} of paper` },
        variants: [{ prices: { DKK: 100 * (place % 4) } }],
      })),
    ),
  );

  test.each(["relevance", "newest", "title", "price_asc", "price_desc"] as const)(
    "by %s hold everything once, in one order, with and without a filter",
    async (sort) => {
      for (const more of [{}, { priceMaxMinor: 1_000 }, { q: "paper" }, { q: "paper", priceMinMinor: 0 }]) {
        const whole = await handles({ currency, sort, ...more });
        expect(new Set(whole).size).toBe(23);
        const read: string[] = [];
        for (let cursor: string | null | undefined; cursor !== null; ) {
          const page = await found({ currency, sort, limit: 4, ...more, ...(cursor === undefined ? {} : { cursor }) });
          read.push(...page.items.map(({ handle }) => handle));
          expect(page.total).toBe(23);
          cursor = page.nextCursor;
        }
        expect(read).toEqual(whole);
      }
    },
  );

  test("by title hold products whose long titles are equal and end in the middle of an emoji", async () => {
    const title = `a${"🍕".repeat(99)}`;
    await put(
      ...["one", "two", "three"].map((id) => ({ id: `pizza${id}`, title, variants: [{ prices: { SGD: 1 } }] })),
    );
    const read: string[] = [];
    for (let cursor: string | null | undefined; cursor !== null; ) {
      const asked = { currency: "SGD", sort: "title", limit: 1 } as const;
      const page = await found({ ...asked, ...(cursor === undefined ? {} : { cursor }) });
      read.push(...page.items.map(({ handle }) => handle));
      cursor = page.nextCursor;
    }
    expect(read).toEqual(["pizzaone", "pizzatwo", "pizzathree"]);
  });

  test("a cursor that is not ours, or another order's, is refused", async () => {
    const { nextCursor } = await found({ currency, limit: 1, sort: "title" });
    for (const [sort, cursor] of [
      ["title", "x"],
      ["title", "W10"],
      ["newest", nextCursor ?? ""],
      ["title", "é".repeat(900)],
    ] as const) {
      expect(await SEARCH.search(guest, { currency, limit: 1, sort, cursor })).toEqual({
        ok: false,
        error: { code: "parameter", errors: [{ path: "cursor", code: "format" }] },
      });
      expect(await SEARCH.products(guest, { currency, limit: 1, sort, cursor })).toMatchObject({ ok: false });
    }
  });

  test("the hits alone are the same", async () => {
    const page = await found({ currency, limit: 7, q: "lamp" });
    const alone = await SEARCH.products(guest, { currency, limit: 7, q: "lamp" });
    expect(alone).toEqual({ ok: true, value: { items: page.items, nextCursor: page.nextCursor } });
  });
});
