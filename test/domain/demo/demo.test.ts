import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { demoCatalog } from "../../../demo/catalog.ts";
import { pictureOf } from "../../../demo/picture.ts";
import { draftErrors } from "../../../domain/catalog/draft-errors.ts";

const seeds = fc.integer({ min: 0, max: 2 ** 32 - 1 });

describe("the demo shop", () => {
  test("has at least 120 products in 8 categories, each with two options", () => {
    const { products } = demoCatalog();
    expect(products.length).toBeGreaterThanOrEqual(120);
    expect(new Set(products.map((product) => product.category.join(" -> "))).size).toBe(8);
    for (const { options, variants } of products) {
      expect(options).toHaveLength(2);
      expect(variants.length).toBeGreaterThanOrEqual(4);
    }
  });

  test("is the same for the same seed, and another for another", () => {
    expect(demoCatalog(7)).toEqual(demoCatalog(7));
    expect(demoCatalog(7)).not.toEqual(demoCatalog(8));
  });

  test("is valid by the catalogue's own rules, from any seed, and no name comes twice", () => {
    fc.assert(
      fc.property(seeds, (seed) => {
        const { products, stock } = demoCatalog(seed);
        expect(products.flatMap(draftErrors)).toEqual([]);
        const skus = products.flatMap((product) => product.variants.map((variant) => variant.sku));
        expect(new Set(skus).size).toBe(skus.length);
        expect(new Set(products.map((product) => product.handle)).size).toBe(products.length);
        expect(stock.map((level) => level.sku)).toEqual(skus);
      }),
      { numRuns: 20 },
    );
  });

  test("has prices in four currencies, a few goods sold out and a few to order ahead", () => {
    const { products, stock } = demoCatalog();
    const levels = new Map(stock.map(({ sku, onHand }) => [sku, onHand]));
    for (const { prices } of products.flatMap((product) => product.variants)) {
      expect(Object.keys(prices)).toEqual(["USD", "EUR", "GBP", "JPY"]);
    }
    const empty = products.filter(({ variants }) => variants.every(({ sku }) => levels.get(sku) === 0));
    const ahead = empty.filter(({ variants }) => variants.every(({ backorder }) => backorder));
    expect([ahead.length, empty.length - ahead.length].every((count) => count >= 3 && count <= 12)).toBe(true);
  });
});

describe("a picture", () => {
  test("is drawn for every product from its handle alone, in a few kilobytes", () => {
    for (const { handle, media } of demoCatalog().products) {
      const picture = pictureOf(handle);
      expect(picture).toMatch(/^<svg xmlns=.*<\/svg>$/);
      expect(picture).not.toMatch(/undefined|NaN/);
      expect(picture?.length).toBeLessThan(8_000);
      expect(pictureOf(handle)).toBe(picture);
      expect(media[0]?.url).toBe(`/media/demo/${handle}.svg`);
    }
  });

  test("is not drawn for what is no handle of the demo", () => {
    for (const handle of ["", "harbour-mug", "harbour-dusk-truchet", "<script>", "x".repeat(10_000), "-".repeat(90)]) {
      expect(pictureOf(handle)).toBeNull();
    }
    fc.assert(fc.property(fc.string(), (text) => pictureOf(text) === null));
  });
});
