import type { Palette } from "./palettes.ts";
import { brush } from "./patterns/brush.ts";
import { checkers } from "./patterns/checkers.ts";
import { contours } from "./patterns/contours.ts";
import { cubes } from "./patterns/cubes.ts";
import { guilloche } from "./patterns/guilloche.ts";
import { halftone } from "./patterns/halftone.ts";
import { herringbone } from "./patterns/herringbone.ts";
import { kolam } from "./patterns/kolam.ts";
import { leaves } from "./patterns/leaves.ts";
import { rings } from "./patterns/rings.ts";
import { seigaiha } from "./patterns/seigaiha.ts";
import { terrazzo } from "./patterns/terrazzo.ts";
import type { DrawTile } from "./patterns/tile.ts";
import { truchet } from "./patterns/truchet.ts";
import { voronoi } from "./patterns/voronoi.ts";
import { Random } from "./random.ts";
import { num } from "./svg.ts";

/** A family of patterns. `slug` is one word and stands in handles, `code` in SKUs, `name` in titles. */
export type Pattern = { slug: string; code: string; name: string; tile: DrawTile };

export const PATTERNS: readonly Pattern[] = [
  { slug: "truchet", code: "TRU", name: "truchet", tile: truchet },
  { slug: "terrazzo", code: "TER", name: "terrazzo", tile: terrazzo },
  { slug: "seigaiha", code: "SEI", name: "seigaiha", tile: seigaiha },
  { slug: "contours", code: "CON", name: "contour", tile: contours },
  { slug: "halftone", code: "HAL", name: "halftone", tile: halftone },
  { slug: "cubes", code: "CUB", name: "cube", tile: cubes },
  { slug: "herringbone", code: "HER", name: "herringbone", tile: herringbone },
  { slug: "rings", code: "RIN", name: "moiré", tile: rings },
  { slug: "checkers", code: "CHE", name: "checker", tile: checkers },
  { slug: "kolam", code: "KOL", name: "kolam", tile: kolam },
  { slug: "voronoi", code: "VOR", name: "glass", tile: voronoi },
  { slug: "leaves", code: "LEA", name: "paper leaf", tile: leaves },
  { slug: "brush", code: "BRU", name: "brush dot", tile: brush },
  { slug: "guilloche", code: "GUI", name: "guilloché", tile: guilloche },
];

export function patternOf(slug: string): Pattern | undefined {
  return PATTERNS.find((candidate) => candidate.slug === slug);
}

/** A pattern in its colours, ready to be laid on things. The same seed draws the same. */
export type Print = { pattern: Pattern; palette: Palette; seed: number };

/**
 * The SVG paint server `<pattern id>` of a print at a scale: 1 draws a repeat about 240 units wide. What it defines inside
 * begins with `id` too, so that two pictures in one page do not take each other's parts.
 */
export function paint({ pattern, palette, seed }: Print, id: string, scale: number): string {
  const name = (part: string) => `${id}p${part}`;
  const tile = pattern.tile({ colours: palette.colours, random: new Random(seed), id: name });
  const turn = tile.turn === undefined ? "" : `rotate(${tile.turn})`;
  const size = `width="${num(tile.width)}" height="${num(tile.height)}"`;
  return [
    `<pattern id="${id}" ${size} patternUnits="userSpaceOnUse" patternTransform="${turn}scale(${scale})">`,
    // A little larger than the repeat: no hairline between two of them.
    `<path d="M-1-1h${Math.ceil(tile.width) + 2}v${Math.ceil(tile.height) + 2}h-${Math.ceil(tile.width) + 2}z" fill="${tile.ground ?? palette.colours[0]}"/>`,
    `${tile.body}</pattern>`,
  ].join("");
}
