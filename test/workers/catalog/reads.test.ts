import { beforeAll, describe, expect, test } from "vitest";
import type { Caller } from "../../../contracts/caller.ts";
import type { ProductQuery } from "../../../contracts/catalog.ts";
import type { ProductId, UserId } from "../../../domain/kernel/ids.ts";
import { draft, env, guest, merchandiser, meta, migrate, query, variant } from "./support.ts";

beforeAll(migrate);

const put = async (...drafts: ReturnType<typeof draft>[]) => {
  const result = await env.ADMIN.upsert(merchandiser, meta(), drafts);
  if (!result.ok || result.value.some((one) => !one.ok)) throw new Error(JSON.stringify(result));
};

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

describe("what is not published, or not priced", () => {
  test("is hidden from all but staff who write the catalogue", async () => {
    const currency = "NOK";
    await put(
      draft("secret", {
        status: "draft",
        title: "Secret plan",
        category: ["Vault"],
        variants: [variant("SECRET", { prices: { NOK: 100 } })],
      }),
      draft("open", { title: "Open plan", variants: [variant("OPEN", { prices: { NOK: 100 } })] }),
    );
    const support: Caller = { kind: "staff", userId: "usr_2" as UserId, permissions: ["orders:read"], tokens: {} };
    const customer: Caller = { kind: "customer", userId: "usr_3" as UserId, tokens: {} };
    for (const stranger of [guest, support, customer]) {
      expect(await env.CATALOG.product(stranger, "secret", currency)).toMatchObject({ ok: false });
      const page = await env.CATALOG.search(stranger, query({ currency, q: "plan" }));
      expect(page).toMatchObject({ value: { total: 1, items: [{ handle: "open" }] } });
      expect((await env.CATALOG.categories(stranger)).map(({ slug }) => slug)).not.toContain("vault");
    }
    expect(await env.CATALOG.variants(guest, ["SECRET"], currency)).toEqual([null]);
    expect(await env.CATALOG.pricesNow(guest, ["SECRET"], currency)).toEqual([null]);
    expect(await env.CATALOG.suggestions(guest, "secret")).toEqual([]);
    expect(await env.CATALOG.product(merchandiser, "secret", currency)).toMatchObject({ value: { status: "draft" } });
    expect(await env.CATALOG.products(merchandiser, query({ currency }))).toMatchObject({
      value: { items: [{ handle: "open" }, { handle: "secret" }] },
    });
  });

  test("published later it appears, taken back it is gone", async () => {
    await put(draft("later", { status: "draft" }));
    expect(await env.CATALOG.product(guest, "later", "USD")).toMatchObject({ ok: false });
    await put(draft("later"));
    expect(await env.CATALOG.product(guest, "later", "USD")).toMatchObject({ ok: true });
    await put(draft("later", { status: "draft" }));
    expect(await env.CATALOG.product(guest, "later", "USD")).toMatchObject({ ok: false });
    expect(await env.CATALOG.variants(guest, ["LATER"], "USD")).toEqual([null]);
  });
});

describe("a price", () => {
  test("changed is seen at once by an order, and by everybody who asks this isolate next", async () => {
    const priced = (minor: number) => draft("moving", { variants: [variant("MOVING", { prices: { USD: minor } })] });
    const shown = async () => (await env.CATALOG.variants(guest, ["MOVING"], "USD"))[0]?.unitPrice.minor;
    const true_ = async () => (await env.CATALOG.pricesNow(guest, ["MOVING"], "USD"))[0]?.unitPrice.minor;
    await put(priced(100));
    expect([await shown(), await true_()]).toEqual([100, 100]);
    await put(priced(200));
    expect([await shown(), await true_()]).toEqual([200, 200]);
  });

  test("changed behind the isolate's back is true at once and shown within two seconds", async () => {
    await put(draft("behind"));
    expect((await env.CATALOG.variants(guest, ["BEHIND"], "USD"))[0]?.unitPrice.minor).toBe(1_900);
    await env.DB.batch([
      env.DB.prepare("UPDATE prices SET minor = 5 WHERE sku = 'BEHIND'"),
      env.DB.prepare("UPDATE products SET version = version + 1 WHERE handle = 'behind'"),
      env.DB.prepare("DELETE FROM changes WHERE product_id = (SELECT id FROM products WHERE handle = 'behind')"),
      env.DB.prepare(
        "INSERT INTO changes (product_id, version) SELECT id, version FROM products WHERE handle = 'behind'",
      ),
    ]);
    expect((await env.CATALOG.pricesNow(guest, ["BEHIND"], "USD"))[0]?.unitPrice.minor).toBe(5);
    await new Promise((resolve) => setTimeout(resolve, 2_000));
    expect((await env.CATALOG.variants(guest, ["BEHIND"], "USD"))[0]?.unitPrice.minor).toBe(5);
  });

  test("of a hundred SKUs comes in one statement, in the asked order", async () => {
    await put(
      draft("hundred", {
        options: ["N"],
        variants: Array.from({ length: 100 }, (_, n) => variant(`H-${n}`, { options: [`${n}`], prices: { USD: n } })),
      }),
    );
    const skus = Array.from({ length: 100 }, (_, n) => `H-${99 - n}`);
    const answered = await env.CATALOG.pricesNow(guest, skus, "USD");
    expect(answered.map((one) => one?.unitPrice.minor)).toEqual(skus.map((sku) => Number(sku.slice(2))));
    expect(await env.CATALOG.variants(guest, skus, "USD")).toEqual(answered);
  });
});

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

test("strangers write nothing", async () => {
  const strangers: Caller[] = [
    guest,
    { kind: "customer", userId: "usr_3" as UserId, tokens: {} },
    { kind: "staff", userId: "usr_4" as UserId, permissions: ["inventory:write"], tokens: {} },
    { kind: "system", name: "orders" },
  ];
  const forbidden = { ok: false, error: { code: "forbidden" } };
  for (const stranger of strangers) {
    expect(await env.ADMIN.create(stranger, meta(), draft("stranger"))).toEqual(forbidden);
    expect(await env.ADMIN.upsert(stranger, meta(), [draft("stranger")])).toEqual(forbidden);
    expect(await env.ADMIN.replace(stranger, meta(), "prod_x" as ProductId, draft("stranger"))).toEqual(forbidden);
    expect(await env.ADMIN.remove(stranger, meta(), "prod_x" as ProductId)).toEqual(forbidden);
  }
  expect(await env.CATALOG.product(guest, "stranger", "USD")).toMatchObject({ ok: false });
  await env.CATALOG.ready(guest);
});
