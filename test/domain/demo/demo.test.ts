import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { demoCatalog } from "../../../demo/catalog.ts";
import { GOODS } from "../../../demo/goods.ts";
import { PALETTES } from "../../../demo/palettes.ts";
import { PATTERNS } from "../../../demo/patterns.ts";
import { draftErrors } from "../../../domain/catalog/draft-errors.ts";
import { MEDIA_ALT_MAX } from "../../../domain/catalog/limits.ts";

const seeds = fc.integer({ min: 0, max: 2 ** 32 - 1 });
/** A card in a grid shows a title in two lines. */
const TITLE_SHOWN_MAX = 48;

describe("the demo shop", () => {
  test("has at least 160 products in 10 categories, each with two options", () => {
    const { products } = demoCatalog();
    expect(products.length).toBeGreaterThanOrEqual(160);
    expect(new Set(products.map((product) => product.category.join(" -> "))).size).toBe(10);
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
        expect(new Set(products.map((product) => product.title)).size).toBe(products.length);
        expect(stock.map((level) => level.sku)).toEqual(skus);
      }),
      { numRuns: 20 },
    );
  });

  test("prints every pattern in every palette's colours about as often as any other", () => {
    const handles = demoCatalog().products.map(({ handle }) => handle);
    const count = (slug: string) => handles.filter((handle) => `-${handle}-`.includes(`-${slug}-`)).length;
    for (const { slug } of PATTERNS) expect(count(slug), slug).toBeGreaterThanOrEqual(10);
    for (const { slug } of PALETTES) expect(count(slug), slug).toBeGreaterThanOrEqual(4);
    for (const { slug, products } of GOODS) expect(count(slug), slug).toBe(products);
  });
});

describe("what is for sale", () => {
  const { products, stock, onSale } = demoCatalog();
  const levels = new Map(stock.map(({ sku, onHand }) => [sku, onHand]));
  const few = (count: number) => count >= 3 && count <= 16;

  test("has prices in four currencies", () => {
    for (const { prices } of products.flatMap((product) => product.variants)) {
      expect(Object.keys(prices)).toEqual(["USD", "EUR", "GBP", "JPY"]);
    }
  });

  test("is sold out here and there, to be ordered ahead, new, on sale, or down to one piece", () => {
    const empty = products.filter(({ variants }) => variants.every(({ sku }) => levels.get(sku) === 0));
    const ahead = empty.filter(({ variants }) => variants.every(({ backorder }) => backorder));
    const tagged = (tag: string) => products.filter(({ tags }) => tags.includes(tag));
    const last = products.filter(({ variants }) => variants.some(({ sku }) => levels.get(sku) === 1));
    const counts = [
      empty.length - ahead.length,
      ahead.length,
      tagged("new").length,
      tagged("sale").length,
      last.length,
    ];
    expect(counts.filter((count) => !few(count))).toEqual([]);
    const skus = tagged("sale").flatMap(({ variants }) => variants.map(({ sku }) => sku));
    expect(onSale).toEqual(skus);
  });

  test("costs more when there is more of it, and what is framed more than what is not", () => {
    const from = (slug: string) => {
      const found = products.filter(({ handle }) => handle.endsWith(slug)).flatMap(({ variants }) => variants);
      return Math.min(...found.map(({ prices }) => prices.USD ?? 0));
    };
    const ladder = [
      "gift-wrap",
      "notebook",
      "tea-towel",
      "mug",
      "tote-bag",
      "poster",
      "cushion",
      "scarf",
      "framed-print",
    ];
    expect(ladder.map(from)).toEqual(ladder.map(from).sort((a, b) => a - b));
    for (const { variants } of products) {
      const [first, ...others] = variants.map(({ prices }) => prices.USD ?? 0);
      expect(Math.min(...others)).toBeGreaterThanOrEqual(first ?? 0);
    }
  });
});

describe("what is said of the goods", () => {
  const { products } = demoCatalog();
  const opening = (description: string) => description.split("\n")[0] ?? "";

  test("is a name that fits a card, and two short sentences before the facts", () => {
    for (const { title, description, media } of products) {
      expect(title.length, title).toBeLessThanOrEqual(TITLE_SHOWN_MAX);
      expect(opening(description).length, description).toBeLessThanOrEqual(240);
      expect(description).toMatch(/^[A-ZÀ-Ý].*[.]\n\nMaterial: .*\nSize: .*\nCare: .*\.$/);
      expect(description).not.toMatch(/[{}]|undefined| {2}|\.\./);
      expect(media.map(({ alt }) => alt.length > 20 && alt.length <= MEDIA_ALT_MAX)).toEqual([true, true, true]);
      expect(new Set(media.map(({ alt }) => alt)).size).toBe(3);
    }
  });

  test("is not said again: no two goods open alike, and no reason is given more than three times", () => {
    expect(new Set(products.map(({ description }) => opening(description))).size).toBe(products.length);
    const reasons = products.map(({ description }) =>
      opening(description)
        .split(/(?<=[.]) /)
        .slice(1)
        .join(" "),
    );
    const times = reasons.map((reason) => reasons.filter((other) => other === reason).length);
    expect(Math.max(...times)).toBeLessThanOrEqual(3);
  });
});
