import { type Good, goodOf } from "./goods.ts";
import { type Palette, paletteOf } from "./palettes.ts";
import { type Pattern, patternOf } from "./patterns.ts";

/** "harbour-dusk-truchet-tea-towel": all that is needed to draw the thing. */
export function handleOf(palette: Palette, pattern: Pattern, good: Good): string {
  return `${palette.slug}-${pattern.slug}-${good.slug}`;
}

/** What a handle names; null when it is none of the demo's. The words between palette and goods are one: the pattern. */
export function readHandle(handle: string): { palette: Palette; pattern: Pattern; good: Good } | null {
  const words = handle.split("-");
  for (let at = 1; at < words.length - 1; at++) {
    const palette = paletteOf(words.slice(0, at).join("-"));
    const pattern = patternOf(words[at] ?? "");
    const good = goodOf(words.slice(at + 1).join("-"));
    if (palette && pattern && good) return { palette, pattern, good };
  }
  return null;
}
