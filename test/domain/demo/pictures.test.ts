import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { demoCatalog } from "../../../demo/catalog.ts";
import { PALETTES } from "../../../demo/palettes.ts";
import { PATTERNS, paint } from "../../../demo/patterns.ts";
import { patternPicture, pictureOf } from "../../../demo/picture.ts";
import { bytesOf, elementsOf } from "./svg.ts";

const BYTES_MAX = 24_000;
const BYTES_MEDIAN_MAX = 8_000;

const { products } = demoCatalog();
const names = products.flatMap(({ media }) =>
  media.map(({ url }) => /^\/media\/demo\/(.+)\.svg$/.exec(url)?.[1] ?? url),
);
const pictures = names.map((name) => ({ name, svg: pictureOf(name) ?? "" }));

describe("the pictures of the demo's goods", () => {
  test("are three of each, drawn from their names alone, always the same, no two alike", () => {
    expect(names).toHaveLength(products.length * 3);
    for (const { name, svg } of pictures) expect(pictureOf(name), name).toBe(svg);
    expect(new Set(pictures.map(({ svg }) => svg)).size).toBe(names.length);
  });

  test("are a few kilobytes each", () => {
    const sizes = pictures.map(({ svg }) => bytesOf(svg)).sort((a, b) => a - b);
    expect(sizes.at(-1)).toBeLessThan(BYTES_MAX);
    expect(sizes[Math.floor(sizes.length / 2)]).toBeLessThan(BYTES_MEDIAN_MAX);
  });

  test("are well-formed, draw with real numbers, run nothing and fetch nothing", () => {
    for (const { name, svg } of pictures) {
      expect(elementsOf(svg), name).toContain("pattern");
      expect(svg, name).not.toMatch(/undefined|NaN|Infinity|null|<script|<foreignObject|<image|<style| on[a-z]+=/);
      expect(svg.replace('xmlns="http://www.w3.org/2000/svg"', ""), name).not.toMatch(
        /[a-z]+:\/\/|href="[^#]|url\([^#]/,
      );
    }
  });

  test("name their parts so that all of them can stand in one page, and use only parts they have", () => {
    const all = new Set<string>();
    for (const { name, svg } of pictures) {
      const ids = [...svg.matchAll(/ id="([^"]+)"/g)].map(([, id = ""]) => id);
      for (const id of ids) {
        expect(all.has(id), `${id} of ${name}`).toBe(false);
        all.add(id);
      }
      const used = [...svg.matchAll(/(?:href="#|url\(#)([^")]+)/g)].map(([, id = ""]) => id);
      expect(
        used.filter((id) => !ids.includes(id)),
        name,
      ).toEqual([]);
    }
  });

  test("are still drawn under the names that an earlier release gave them", () => {
    for (const name of ["harbour-dusk-truchet-tea-towel", "ink-oat-rings-mug", "wet-slate-checkers-framed-print"]) {
      expect(pictureOf(name)).toContain("<svg");
    }
  });

  test("are not drawn for what is no name of the demo", () => {
    const odd = ["", "harbour-mug", "harbour-dusk-truchet", "<script>", "x".repeat(10_000), "-".repeat(90), "-flat"];
    for (const name of odd) expect(pictureOf(name)).toBeNull();
    expect(pictureOf("harbour-dusk-truchet-mug-flat-flat")).toBeNull();
    fc.assert(fc.property(fc.string(), (text) => pictureOf(text) === null));
  });
});

describe.each(PATTERNS)("the $name pattern", (pattern) => {
  const anyPrint = fc.record({
    pattern: fc.constant(pattern),
    palette: fc.constantFrom(...PALETTES),
    seed: fc.integer({ min: 0, max: 2 ** 32 - 1 }),
  });

  test("is drawn from any seed in any palette at any scale: the same for the same, in few bytes", () => {
    fc.assert(
      fc.property(anyPrint, fc.double({ min: 0.1, max: 4, noNaN: true }), (print, scale) => {
        const svg = patternPicture(print, scale);
        expect(elementsOf(svg)).toContain("pattern");
        expect(svg).not.toMatch(/undefined|NaN|Infinity/);
        expect(bytesOf(svg)).toBeLessThan(12_000);
        expect(patternPicture(print, scale)).toBe(svg);
      }),
      { numRuns: 30 },
    );
  });

  test("is another from another seed, and shows its palette", () => {
    const [palette] = PALETTES;
    if (palette === undefined) throw new Error("no palette");
    const drawn = [1, 2, 3, 4, 5].map((seed) => paint({ pattern, palette, seed }, "p", 1));
    expect(new Set(drawn).size).toBe(drawn.length);
    for (const svg of drawn) {
      expect(palette.colours.filter((colour) => svg.includes(colour)).length).toBeGreaterThanOrEqual(3);
    }
  });
});
