import type { Palette } from "./palettes.ts";
import type { Random } from "./random.ts";

/** A family of patterns: how it is called and described, and its tile. */
export type Pattern = {
  slug: string;
  code: string;
  name: string;
  sentence: string;
  /** The inside of one SVG tile of TILE × TILE, which meets itself at every edge. */
  tile: (colours: Palette["colours"], random: Random) => string;
};

export const TILE = 80;

export const PATTERNS: readonly Pattern[] = [
  {
    slug: "truchet",
    code: "TRU",
    name: "Truchet",
    sentence: "Quarter circles that find their way around the whole sheet.",
    tile: ([, ink, accent], random) =>
      cells(2, (x, y, side) => {
        const turned = random.below(2) === 0;
        const [a, b] = turned ? [x, x + side] : [x + side, x];
        const arc = (cx: number, cy: number, colour: string) => ring(cx, cy, side / 2, 7, colour);
        return clip(x, y, side, `${arc(a, y, ink)}${arc(b, y + side, accent)}`);
      }),
  },
  {
    slug: "terrazzo",
    code: "TER",
    name: "Terrazzo",
    sentence: "Chips of stone, scattered by hand until no corner was dull.",
    tile: ([, ...chips], random) =>
      cells(4, (x, y, side) => {
        const [w, h] = [6 + random.below(side - 10), 4 + random.below(side - 10)];
        const middle = `${x + side / 2} ${y + side / 2}`;
        const colour = chips[random.below(chips.length)];
        return `<rect x="${x + 2}" y="${y + 3}" width="${w}" height="${h}" rx="3" fill="${colour}" transform="rotate(${random.below(40) - 20} ${middle})"/>`;
      }),
  },
  {
    slug: "seigaiha",
    code: "SEI",
    name: "Seigaiha",
    sentence: "Waves upon waves, the old sign for calm seas.",
    tile: ([ground, ink, accent, soft]) =>
      [-20, 0, 20, 40, 60, 80, 100]
        .flatMap((y, row) =>
          (row % 2 === 0 ? [0, 40, 80] : [20, 60]).map((x) => wave(x, y, [ink, ground, soft, ground, accent])),
        )
        .join(""),
  },
  {
    slug: "halftone",
    code: "HAL",
    name: "Halftone",
    sentence: "Dots that swell and shrink like a slow breath.",
    tile: ([, ink, accent]) =>
      cells(4, (x, y, side) => {
        const swell = (x / side + y / side) % 4;
        return dot(x + side / 2, y + side / 2, 3 + swell * 1.7, swell === 2 ? accent : ink);
      }),
  },
  {
    slug: "cubes",
    code: "CUB",
    name: "Cubes",
    sentence: "Blocks that stand up or fall in, as you look.",
    tile: ([, ink, accent, soft, light]) => {
      const [w, h] = [TILE / 4, TILE / 8];
      const cube = (x: number, y: number) =>
        [
          shape([x, y, x + w, y + h, x, y + 2 * h, x - w, y + h], light),
          shape([x - w, y + h, x, y + 2 * h, x, y + 4 * h, x - w, y + 3 * h], accent),
          shape([x, y + 2 * h, x + w, y + h, x + w, y + 3 * h, x, y + 4 * h], ink),
        ].join("");
      const rest = `<rect width="${TILE}" height="${TILE}" fill="${soft}"/>`;
      return rest + [w, 3 * w].map((x) => cube(x, 0) + cube(x, TILE / 2)).join("");
    },
  },
  {
    slug: "herringbone",
    code: "HER",
    name: "Herringbone",
    sentence: "A weave of short strokes, steady as a good floor.",
    tile: ([, ink, accent, soft]) =>
      [0, 20, 40, 60]
        .flatMap((y, row) =>
          [0, 40].map((x) => {
            const colour = [ink, soft, accent, soft][(row + x / 40) % 4] ?? ink;
            return (
              shape([x, y + 20, x + 20, y, x + 20, y + 12, x, y + 32], colour) +
              shape([x + 20, y, x + 40, y + 20, x + 40, y + 32, x + 20, y + 12], ink)
            );
          }),
        )
        .join(""),
  },
  {
    slug: "rings",
    code: "RIN",
    name: "Rings",
    sentence: "Circles dropped into still water, two at a time.",
    tile: ([, ink, accent, soft]) =>
      [8, 18, 28, 38].map((radius, index) => ring(40, 40, radius, 4, [accent, ink, soft, ink][index] ?? ink)).join(""),
  },
  {
    slug: "checkers",
    code: "CHE",
    name: "Checkers",
    sentence: "A board with its squares a little out of step.",
    tile: ([, ink, accent]) =>
      cells(4, (x, y, side) => {
        const [column, row] = [x / side, y / side];
        if ((column + row) % 2 === 0) return "";
        return `<rect x="${x}" y="${y}" width="${side}" height="${side - (column % 3) * 3}" fill="${row === 1 ? accent : ink}"/>`;
      }),
  },
];

/** A square grid of `count` × `count` places over the tile. */
function cells(count: number, draw: (x: number, y: number, side: number) => string): string {
  const side = TILE / count;
  const places = Array.from({ length: count * count }, (_, place) => place);
  return places.map((place) => draw((place % count) * side, Math.floor(place / count) * side, side)).join("");
}

const dot = (x: number, y: number, radius: number, colour: string): string =>
  `<circle cx="${x}" cy="${y}" r="${radius.toFixed(1)}" fill="${colour}"/>`;

const ring = (x: number, y: number, radius: number, width: number, colour: string): string =>
  `<circle cx="${x}" cy="${y}" r="${radius}" fill="none" stroke="${colour}" stroke-width="${width}"/>`;

const shape = (points: number[], colour: string): string => `<polygon points="${points.join(" ")}" fill="${colour}"/>`;

const wave = (x: number, y: number, colours: readonly string[]): string =>
  colours.map((colour, index) => dot(x, y, 20 - index * 4, colour)).join("");

/** Draws only inside one cell. */
const clip = (x: number, y: number, side: number, inside: string): string =>
  `<svg x="${x}" y="${y}" width="${side}" height="${side}" viewBox="${x} ${y} ${side} ${side}">${inside}</svg>`;

export function patternOf(slug: string): Pattern | undefined {
  return PATTERNS.find((candidate) => candidate.slug === slug);
}
