import type { Palette } from "../palettes.ts";
import type { Random } from "../random.ts";
import type { Point } from "../svg.ts";

/** What a pattern is drawn with. `id` makes names that no other picture on the page has. */
export type Brush = { colours: Palette["colours"]; random: Random; id: (name: string) => string };

/** One repeat of a pattern on its ground: it meets itself at every edge. `turn` in degrees. */
export type Tile = { width: number; height: number; body: string; ground?: string; turn?: number };

export type DrawTile = (brush: Brush) => Tile;

/** The side of most tiles, in the units of a picture drawn at scale 1. */
export const SIDE = 240;

/** The places where a round thing has to stand so that what leaves the tile at one edge comes in at the other. */
export function repeats([x, y]: Point, radius: number, width = SIDE, height = SIDE): Point[] {
  const along = (at: number, side: number) =>
    [-side, 0, side].filter((by) => at + by > -radius && at + by < side + radius);
  return along(x, width).flatMap((dx) => along(y, height).map((dy): Point => [x + dx, y + dy]));
}

/** Distance on a tile whose edges are joined. */
export function distance([ax, ay]: Point, [bx, by]: Point, side = SIDE): number {
  const short = (by1: number) => Math.min(Math.abs(by1), side - Math.abs(by1));
  return Math.hypot(short(ax - bx), short(ay - by));
}

/** Up to `count` points that keep `apart`, also across the edges. Bounded: after `tries` misses it is full. */
export function scattered(random: Random, count: number, apart: number, tries = 60): Point[] {
  const points: Point[] = [];
  for (let misses = 0; points.length < count && misses < tries; ) {
    const point: Point = [random.below(SIDE), random.below(SIDE)];
    if (points.every((other) => distance(point, other) >= apart)) {
      points.push(point);
      misses = 0;
    } else misses += 1;
  }
  return points;
}

export const range = (count: number, from = 0): number[] => Array.from({ length: count }, (_, index) => from + index);

export function pick<T>(random: Random, things: readonly [T, ...T[]]): T {
  return things[random.below(things.length)] ?? things[0];
}
