import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { categoryRows, slugOf } from "../../../domain/catalog/category.ts";
import { listingRows, titleKey } from "../../../domain/catalog/listing.ts";
import { canonicalDraft } from "../../../domain/catalog/record.ts";
import type { ProductDraft, VariantDraft } from "../../../domain/catalog/types.ts";
import { categoryTree, saleTitle } from "../../../domain/catalog/views.ts";

const variant = (sku: string, prices: VariantDraft["prices"]): VariantDraft => ({
  sku,
  options: [],
  prices,
  taxClass: "standard",
  weightGrams: 1,
  trackStock: true,
  backorder: false,
});
const draft: ProductDraft = {
  handle: "a",
  title: "A",
  description: "",
  status: "published",
  category: ["Kitchen", "Mugs"],
  tags: [],
  options: [],
  variants: [variant("a", { USD: 500, EUR: 400 }), variant("b", { USD: 300 })],
  media: [],
};

describe("a category's slug", () => {
  test.each([
    ["Coffee Machines", "coffee-machines"],
    ["Air & Climate", "air-climate"],
    ["Café — Crème!", "cafe-creme"],
    ["がくぶち 額", "がくぶち-額"],
    ["***", ""],
  ])("of %s is %s", (name, slug) => expect(slugOf(name)).toBe(slug));

  test("is the path of its names, and two paths of different names are never one", () => {
    expect(categoryRows(["Kitchen", "Coffee Machines"])).toEqual([
      { slug: "kitchen", parent: null, name: "Kitchen" },
      { slug: "kitchen--coffee-machines", parent: "kitchen", name: "Coffee Machines" },
    ]);
    const path = fc.array(
      fc.string({ unit: fc.constantFrom("a", "b", "-", " "), minLength: 1 }).filter((name) => slugOf(name) !== ""),
      {
        minLength: 1,
        maxLength: 3,
      },
    );
    fc.assert(
      fc.property(path, path, (one, other) => {
        const same = JSON.stringify(one.map(slugOf)) === JSON.stringify(other.map(slugOf));
        expect(categoryRows(one).at(-1)?.slug === categoryRows(other).at(-1)?.slug).toBe(same);
      }),
    );
  });

  test("rows make a tree", () => {
    const rows = categoryRows(["A", "B"]).map((row) => ({ ...row, products: 1 }));
    expect(categoryTree(rows)).toEqual([
      { slug: "a", name: "A", products: 1, children: [{ slug: "a--b", name: "B", products: 1, children: [] }] },
    ]);
  });
});

test("a product is listed in each currency it has a price in, in its category and each above", () => {
  expect(listingRows(draft)).toEqual(
    [
      { currency: "USD", priceFrom: 300, priceTo: 500 },
      { currency: "EUR", priceFrom: 400, priceTo: 400 },
    ].flatMap((range) => ["", "kitchen", "kitchen--mugs"].map((category) => ({ ...range, category }))),
  );
});

test("titles sort without case and marks", () => {
  expect(titleKey("Éclair")).toBe("eclair");
  expect(titleKey(`a${"🍕".repeat(99)}`).isWellFormed()).toBe(true);
  expect(["Zebra", "éclair", "apple"].sort((a, b) => (titleKey(a) < titleKey(b) ? -1 : 1))).toEqual([
    "apple",
    "éclair",
    "Zebra",
  ]);
});

test("equal drafts are told by one text, in whatever order their prices were written", () => {
  const again = { ...draft, variants: [variant("a", { EUR: 400, USD: 500 }), variant("b", { USD: 300 })] };
  expect(canonicalDraft(again)).toBe(canonicalDraft(draft));
  expect(canonicalDraft({ ...draft, tags: ["x"] })).not.toBe(canonicalDraft(draft));
  expect(canonicalDraft({ ...draft, variants: draft.variants.toReversed() })).not.toBe(canonicalDraft(draft));
});

test("a line's title names the values", () => {
  expect(saleTitle("Harbour mug", ["Blue", "Large"])).toBe("Harbour mug, Blue / Large");
  expect(saleTitle("Harbour mug", [])).toBe("Harbour mug");
});
