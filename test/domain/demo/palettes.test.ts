import { describe, expect, test } from "vitest";
import { PALETTES } from "../../../demo/palettes.ts";

const channels = (colour: string): number[] =>
  [1, 3, 5].map((at) => {
    const part = Number.parseInt(colour.slice(at, at + 2), 16) / 255;
    return part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4;
  });

/** WCAG 2.2: relative luminance and contrast. */
const luminance = (colour: string): number => {
  const [r = 0, g = 0, b = 0] = channels(colour);
  return 0.2126 * r + 0.7152 * g + 0.0722 * b;
};
const contrast = (one: string, other: string): number => {
  const [dark = 0, light = 0] = [luminance(one), luminance(other)].sort((a, b) => a - b);
  return (light + 0.05) / (dark + 0.05);
};

/** OKLab (Ottosson 2020): equal steps look equal. */
function oklab(colour: string): [number, number, number] {
  const [r = 0, g = 0, b = 0] = channels(colour);
  const l = Math.cbrt(0.4122214708 * r + 0.5363325363 * g + 0.0514459929 * b);
  const m = Math.cbrt(0.2119034982 * r + 0.6806995451 * g + 0.1073969566 * b);
  const s = Math.cbrt(0.0883024619 * r + 0.2817188376 * g + 0.6299787005 * b);
  return [
    0.2104542553 * l + 0.793617785 * m - 0.0040720468 * s,
    1.9779984951 * l - 2.428592205 * m + 0.4505937099 * s,
    0.0259040371 * l + 0.7827717662 * m - 0.808675766 * s,
  ];
}
const apart = (one: string, other: string): number => {
  const [a, b] = [oklab(one), oklab(other)];
  return Math.hypot(a[0] - b[0], a[1] - b[1], a[2] - b[2]);
};

test("there are thirty palettes, each with its own name, code and slug", () => {
  expect(PALETTES).toHaveLength(30);
  for (const key of ["name", "code", "slug"] as const) expect(new Set(PALETTES.map((one) => one[key])).size).toBe(30);
});

describe.each(PALETTES)("$name", ({ colours }) => {
  const [ground, ink, accent, soft] = colours;

  test("has an ink that is read on its ground, and an accent and a soft colour that are seen", () => {
    expect(contrast(ground, ink)).toBeGreaterThanOrEqual(4.5);
    expect(contrast(ground, accent)).toBeGreaterThanOrEqual(1.5);
    expect(contrast(ground, soft)).toBeGreaterThanOrEqual(1.5);
  });

  test("has five colours that nobody takes for one another", () => {
    const pairs = colours.flatMap((one, at) => colours.slice(at + 1).map((other) => ({ one, other })));
    expect(pairs.filter(({ one, other }) => apart(one, other) < 0.065)).toEqual([]);
  });

  test("can be printed: no colour is more vivid than four inks mix", () => {
    for (const colour of colours) {
      const [, a, b] = oklab(colour);
      expect(Math.hypot(a, b), colour).toBeLessThan(0.18);
    }
  });
});
