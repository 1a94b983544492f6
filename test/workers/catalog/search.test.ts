import { beforeAll, describe, expect, test } from "vitest";
import { draft, env, guest, migrate, put, query } from "./support.ts";

beforeAll(migrate);

describe("search", () => {
  beforeAll(() =>
    put(
      draft("cafe-cup", { title: "Café au lait cup", category: ["Kitchen", "Cups"] }),
      draft("cafe-print", { title: "Café terrace print", category: ["Wall", "Prints"] }),
    ),
  );

  test("finds words without their marks, the last one half typed, and says in which categories", async () => {
    const page = await env.CATALOG.search(guest, query({ q: "CAFE" }));
    expect(page).toMatchObject({
      value: {
        total: 2,
        facets: [
          {
            name: "category",
            values: [
              { value: "kitchen--cups", count: 1 },
              { value: "wall--prints", count: 1 },
            ],
          },
        ],
      },
    });
    const one = await env.CATALOG.search(guest, query({ q: "café terr" }));
    expect(one).toMatchObject({ value: { total: 1, items: [{ handle: "cafe-print" }] } });
    expect(await env.CATALOG.search(guest, query({ q: "cafe-cup" }))).toMatchObject({ value: { total: 1 } });
  });

  test("suggests titles", async () => {
    expect(await env.CATALOG.suggestions(guest, "caf")).toEqual(["Café terrace print", "Café au lait cup"]);
    expect(await env.CATALOG.suggestions(guest, "mug zzz")).toEqual([]);
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
    "title:mug",
    "^mug",
    "-x",
    "+",
    "(",
    "a OR",
    "NOT",
    '""',
    "'",
    "\\",
    "%",
    "\u0000",
    "\ud800",
    "{title}: x",
    "' OR 1=1--",
    "; DROP TABLE products;--",
    "🦄",
    "ß İ ı",
    "term ".repeat(10_000),
    "x".repeat(100_000),
    '" '.repeat(5_000),
  ])("never fails on %#", async (q) => {
    expect(await env.CATALOG.search(guest, query({ q, limit: 5 }))).toMatchObject({ ok: true });
    expect(await env.CATALOG.products(guest, query({ q, limit: 5 }))).toMatchObject({ ok: true });
    expect(await env.CATALOG.suggestions(guest, q)).toBeInstanceOf(Array);
  });
});
