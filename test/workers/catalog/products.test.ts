import { beforeAll, describe, expect, test } from "vitest";
import { draft, env, guest, merchandiser, meta, migrate, query, variant } from "./support.ts";

beforeAll(migrate);

/** Creates, or fails the test. */
async function created(...args: Parameters<typeof draft>) {
  const result = await env.ADMIN.create(merchandiser, meta(), draft(...args));
  if (!result.ok) throw new Error(JSON.stringify(result.error));
  return result.value;
}
describe("a product", () => {
  test("is found by id and by handle, with the prices of the asked currency", async () => {
    const harbour = await created("harbour-mug", {
      options: ["Colour", "Size"],
      variants: [
        variant("HARBOUR-B-L", { options: ["Blue", "Large"], prices: { USD: 1_900, EUR: 1_800 } }),
        variant("HARBOUR-R-L", { options: ["Red", "Large"], prices: { USD: 2_100 } }),
      ],
    });
    expect(harbour).toMatchObject({ version: 1, category: { slug: "kitchen--mugs", path: ["Kitchen", "Mugs"] } });
    expect(await env.CATALOG.product(guest, "harbour-mug", "USD")).toEqual({ ok: true, value: harbour });
    expect(await env.CATALOG.product(guest, harbour.id, "EUR")).toMatchObject({
      ok: true,
      value: {
        options: [
          { name: "Colour", values: ["Blue"] },
          { name: "Size", values: ["Large"] },
        ],
        variants: [
          { sku: "HARBOUR-B-L", price: { minor: 1_800, currency: "EUR" }, options: { Colour: "Blue", Size: "Large" } },
        ],
      },
    });
    expect(await env.CATALOG.product(guest, "harbour-mug", "JPY")).toEqual({ ok: false, error: { code: "not_found" } });
    expect(await env.CATALOG.variants(guest, ["HARBOUR-B-L", "NOBODY", "HARBOUR-R-L"], "EUR")).toEqual([
      {
        sku: "HARBOUR-B-L",
        productId: harbour.id,
        title: "Mug harbour-mug, Blue / Large",
        unitPrice: { minor: 1_800, currency: "EUR" },
        taxClass: "standard",
        weightGrams: 350,
        trackStock: true,
        backorder: false,
      },
      null,
      null,
    ]);
  });

  test("forged ids, and texts that are no id, are simply not found", async () => {
    for (const text of ["prod_0000000000000000000000000000000a", "usr_1", "", "' OR 1=1--", "x".repeat(10_000)]) {
      expect(await env.CATALOG.product(guest, text, "USD")).toEqual({ ok: false, error: { code: "not_found" } });
    }
  });

  test("a handle and a SKU belong to one product each", async () => {
    await created("taken");
    expect(await env.ADMIN.create(merchandiser, meta(), draft("taken", { variants: [variant("OTHER")] }))).toEqual({
      ok: false,
      error: { code: "handle_taken" },
    });
    expect(await env.ADMIN.create(merchandiser, meta(), draft("taken-too", { variants: [variant("TAKEN")] }))).toEqual({
      ok: false,
      error: { code: "sku_taken", skus: ["TAKEN"] },
    });
    const other = await created("not-taken");
    expect(
      await env.ADMIN.replace(merchandiser, meta(), other.id, draft("taken", { variants: [variant("NOT-TAKEN")] })),
    ).toEqual({ ok: false, error: { code: "handle_taken" } });
  });

  test("the same handle created by many at once exists once", async () => {
    const results = await Promise.all(
      Array.from({ length: 8 }, (_, n) =>
        env.ADMIN.create(merchandiser, meta(), draft("raced", { variants: [variant(`RACED-${n}`)] })),
      ),
    );
    expect(results.filter((result) => result.ok)).toHaveLength(1);
    for (const result of results) if (!result.ok) expect(result.error).toEqual({ code: "handle_taken" });
  });

  test("replaced by many at once counts every one of its versions, and the last one stands whole", async () => {
    const { id } = await created("busy");
    const change = (n: number) =>
      draft("busy", { title: `Busy ${n}`, category: ["Busy", `Aisle ${n}`], variants: [variant(`BUSY-${n}`)] });
    const results = await Promise.all(
      Array.from({ length: 5 }, (_, n) => env.ADMIN.replace(merchandiser, meta(), id, change(n))),
    );
    const accepted = results.filter((result) => result.ok).length;
    const now = await env.CATALOG.product(guest, id, "USD");
    if (!now.ok) throw new Error(now.error.code);
    expect(now.value.version).toBe(1 + accepted);
    for (const result of results) if (!result.ok) expect(result.error).toEqual({ code: "version_conflict" });
    expect(now.value.variants.map(({ sku }) => sku)).toEqual([`BUSY-${now.value.title.slice(5)}`]);
    const [busy] = (await env.CATALOG.categories(guest)).filter(({ slug }) => slug === "busy");
    expect([busy?.products, busy?.children.map(({ slug, products }) => [slug, products])]).toEqual([
      1,
      [[now.value.category.slug, 1]],
    ]);
  });

  test("is refused with the places of its faults", async () => {
    const wrong = draft("Wrong Handle", { variants: [variant("W", { options: ["x"], prices: { USD: 1.5 } })] });
    expect(await env.ADMIN.create(merchandiser, meta(), wrong)).toEqual({
      ok: false,
      error: {
        code: "invalid_product",
        errors: [
          { path: "handle", code: "format" },
          { path: "variants.0.options", code: "option_count" },
          { path: "variants.0.prices.USD", code: "not_integer" },
        ],
      },
    });
  });

  test("replaced, keeps its id and the ids of the SKUs that stay; the others are free", async () => {
    const before = await created("evening-mug", { variants: [variant("EVE-A")] });
    const changed = draft("dusk-mug", {
      options: ["Size"],
      variants: [variant("EVE-A", { options: ["S"] }), variant("EVE-B", { options: ["M"] })],
    });
    const after = await env.ADMIN.replace(merchandiser, meta(), before.id, changed);
    expect(after).toMatchObject({ ok: true, value: { id: before.id, version: 2, handle: "dusk-mug" } });
    if (after.ok) expect(after.value.variants[0]?.id).toBe(before.variants[0]?.id);
    expect(await env.CATALOG.product(guest, "evening-mug", "USD")).toMatchObject({ ok: false });
    expect(await env.CATALOG.soleSkus(guest, [before.id])).toEqual([null]);
    await env.ADMIN.replace(merchandiser, meta(), before.id, draft("dusk-mug", { variants: [variant("EVE-B")] }));
    expect(await env.CATALOG.soleSkus(guest, [before.id])).toEqual(["EVE-B"]);
    await created("evening-mug", { variants: [variant("EVE-A")] });
  });

  test("removed, is gone from everywhere, twice is not found, and its names are free", async () => {
    const { id } = await created("short-lived", { category: ["Passing"], title: "Ephemeral thing" });
    expect(await env.CATALOG.categories(guest)).toContainEqual(
      expect.objectContaining({ slug: "passing", products: 1 }),
    );
    const removal = meta();
    expect(await env.ADMIN.remove(merchandiser, removal, id)).toEqual({ ok: true, value: null });
    expect(await env.ADMIN.remove(merchandiser, removal, id)).toEqual({ ok: true, value: null });
    expect(await env.ADMIN.remove(merchandiser, meta(), id)).toEqual({ ok: false, error: { code: "not_found" } });
    expect(await env.CATALOG.product(guest, id, "USD")).toMatchObject({ ok: false });
    expect(await env.CATALOG.variants(guest, ["SHORT-LIVED"], "USD")).toEqual([null]);
    expect(await env.CATALOG.products(guest, query({ category: "passing" }))).toMatchObject({ value: { items: [] } });
    expect((await env.CATALOG.categories(guest)).map(({ slug }) => slug)).not.toContain("passing");
    await created("short-lived");
  });

  test("removed by many at once is counted out once", async () => {
    const { id } = await created("crowd", { category: ["Crowd"] });
    await created("crowd-two", { category: ["Crowd"] });
    const removals = await Promise.all(Array.from({ length: 5 }, () => env.ADMIN.remove(merchandiser, meta(), id)));
    expect(removals.filter((removal) => removal.ok)).toHaveLength(1);
    expect(await env.CATALOG.categories(guest)).toContainEqual(expect.objectContaining({ slug: "crowd", products: 1 }));
  });
});
