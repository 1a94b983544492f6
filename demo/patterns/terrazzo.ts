import type { Random } from "../random.ts";
import { ByColour, filled, type Point, polygon } from "../svg.ts";
import { type DrawTile, pick, range, repeats, SIDE, scattered } from "./tile.ts";

/** Largest chips first: the small ones fill what is left between them. */
const SIZES = [
  { count: 9, radius: 22, apart: 52 },
  { count: 40, radius: 13, apart: 29 },
  { count: 110, radius: 6, apart: 14 },
];

/** Broken stone in a pale ground: big chips, small chips and splinters. */
export const terrazzo: DrawTile = ({ colours: [, ink, accent, soft, light], random }) => {
  const chips = new ByColour();
  const placed: { at: Point; radius: number }[] = [];
  for (const { count, radius, apart } of SIZES) {
    for (const at of scattered(random, count, apart)) {
      if (!isFree(at, radius, placed)) continue;
      placed.push({ at, radius });
      const corners = chip(random, radius);
      const colour = pick(random, [ink, accent, soft, light, accent]);
      for (const [x, y] of repeats(at, radius + 4)) {
        chips.add(colour, polygon(corners.map(([dx, dy]): Point => [x + dx, y + dy])));
      }
    }
  }
  return { width: SIDE, height: SIDE, body: chips.draw(filled) };
};

function isFree(at: Point, radius: number, placed: readonly { at: Point; radius: number }[]): boolean {
  const near = (a: number, b: number) => Math.min(Math.abs(a - b), SIDE - Math.abs(a - b));
  return placed.every((other) => {
    return Math.hypot(near(at[0], other.at[0]), near(at[1], other.at[1])) > (radius + other.radius) * 0.9;
  });
}

function chip(random: Random, radius: number): Point[] {
  const corners = 4 + random.below(3);
  const turn = random.between(0, Math.PI);
  const flat = random.between(0.6, 1);
  return range(corners).map((corner): Point => {
    const angle = ((corner + random.between(0, 0.55)) / corners) * 2 * Math.PI;
    const reach = radius * random.between(0.8, 1.15);
    const [x, y] = [Math.cos(angle) * reach, Math.sin(angle) * reach * flat];
    return [x * Math.cos(turn) - y * Math.sin(turn), x * Math.sin(turn) + y * Math.cos(turn)];
  });
}
