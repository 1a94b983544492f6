import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { draftErrors } from "../../../domain/catalog/draft-errors.ts";
import type { ProductDraft, VariantDraft } from "../../../domain/catalog/types.ts";

const blue: VariantDraft = {
  sku: "MUG-BLUE",
  options: ["Blue"],
  prices: { USD: 1_900, JPY: 2_800 },
  taxClass: "standard",
  weightGrams: 350,
  trackStock: true,
  backorder: false,
};
const mug: ProductDraft = {
  handle: "harbour-mug",
  title: "Harbour mug",
  description: "A mug.\nIt holds coffee.",
  status: "published",
  category: ["Kitchen", "Mugs"],
  tags: ["mug", "blue"],
  options: ["Colour"],
  variants: [blue, { ...blue, sku: "MUG-RED", options: ["Red"] }],
  media: [{ url: "/media/demo/harbour-mug.svg", alt: "A blue mug" }],
};
const one = (over: Record<string, unknown>) => ({ variants: [{ ...blue, ...over } as VariantDraft] });

test("a sound draft has no fault, whatever its script", () => {
  expect(draftErrors(mug)).toEqual([]);
  expect(draftErrors({ ...mug, title: "マグ ß İ 🫖", category: ["Küche", "杯"], tags: ["ταβ"] })).toEqual([]);
  expect(draftErrors({ ...mug, category: [], tags: [], media: [], description: "" })).toEqual([]);
});

describe("a draft is refused where", () => {
  test.each<[string, Partial<ProductDraft>, string, string]>([
    ["its handle is no slug", { handle: "Harbour Mug" }, "handle", "format"],
    ["its handle looks like an id", { handle: "prod_x" }, "handle", "format"],
    ["its handle is missing", { handle: "" }, "handle", "required"],
    ["its title is only space", { title: "  " }, "title", "required"],
    ["its title is too long", { title: "x".repeat(201) }, "title", "too_long"],
    ["its title holds a NUL", { title: "a\u0000b" }, "title", "control_char"],
    ["its title holds half a character", { title: "a\ud800" }, "title", "control_char"],
    ["its description rings a bell", { description: "a\u0007" }, "description", "control_char"],
    ["a category has no letter", { category: ["Kitchen", "***"] }, "category.1", "format"],
    ["it lies too deep", { category: ["a", "b", "c", "d", "e", "f"] }, "category", "too_many"],
    ["a tag comes twice", { tags: ["a", "a"] }, "tags.1", "duplicate"],
    ["it has four options", { options: ["a", "b", "c", "d"] }, "options", "too_many"],
    ["an option comes twice", { options: ["Colour", "Colour"] }, "options.1", "duplicate"],
    ["it has no variant", { variants: [] }, "variants", "required"],
    ["it has too many variants", { variants: Array.from({ length: 101 }, () => blue) }, "variants", "too_many"],
    ["a SKU comes twice", { variants: [blue, { ...blue, options: ["Red"] }] }, "variants.1.sku", "duplicate"],
    ["a combination comes twice", { variants: [blue, { ...blue, sku: "B" }] }, "variants.1.options", "duplicate"],
    ["a variant leaves an option out", one({ options: [] }), "variants.0.options", "option_count"],
    ["a variant has a value too many", one({ options: ["a", "b"] }), "variants.0.options", "option_count"],
    ["a value is empty", one({ options: [""] }), "variants.0.options.0", "required"],
    ["a SKU has a space", one({ sku: "A B" }), "variants.0.sku", "format"],
    ["a SKU cannot be seen", one({ sku: "A\u200b" }), "variants.0.sku", "format"],
    ["a SKU is too long", one({ sku: "x".repeat(65) }), "variants.0.sku", "too_long"],
    ["a price is a fraction", one({ prices: { USD: 19.99 } }), "variants.0.prices.USD", "not_integer"],
    ["a price is negative", one({ prices: { USD: -1 } }), "variants.0.prices.USD", "range"],
    ["a price is out of all bounds", one({ prices: { USD: 1e13 } }), "variants.0.prices.USD", "range"],
    ["a currency is none", one({ prices: { BTC: 1 } }), "variants.0.prices.BTC", "currency"],
    [
      "a currency is a prototype's key",
      one({ prices: { constructor: 1 } }),
      "variants.0.prices.constructor",
      "currency",
    ],
    ["a weight is negative", one({ weightGrams: -1 }), "variants.0.weightGrams", "range"],
    ["a tax class is unknown", one({ taxClass: "none" }), "variants.0.taxClass", "unknown"],
    ["a picture is a script", { media: [{ url: "javascript:alert(1)", alt: "" }] }, "media.0.url", "format"],
    [
      "a picture is at another host without a scheme",
      { media: [{ url: "//x.test/a", alt: "" }] },
      "media.0.url",
      "format",
    ],
    ["a picture is not encrypted", { media: [{ url: "http://x.test/a", alt: "" }] }, "media.0.url", "format"],
  ])("%s", (_why, over, path, code) => {
    expect(draftErrors({ ...mug, ...over })).toContainEqual({ path, code });
  });
});

test("any texts and numbers get an answer, and never more faults than are told", () => {
  const text = fc.string({ unit: "binary", maxLength: 30 });
  const variant = fc.record({
    sku: text,
    options: fc.array(text, { maxLength: 4 }),
    prices: fc.dictionary(text, fc.double()),
    taxClass: fc.constantFrom("standard" as const, "zero" as const),
    weightGrams: fc.double(),
    trackStock: fc.boolean(),
    backorder: fc.boolean(),
  }) as fc.Arbitrary<VariantDraft>;
  const drafts = fc.record({
    handle: text,
    title: text,
    description: text,
    status: fc.constantFrom("draft" as const, "published" as const),
    category: fc.array(text),
    tags: fc.array(text),
    options: fc.array(text, { maxLength: 4 }),
    variants: fc.array(variant, { maxLength: 4 }),
    media: fc.array(fc.record({ url: text, alt: text })),
  });
  fc.assert(fc.property(drafts, (draft) => draftErrors(draft).length <= 20));
});
