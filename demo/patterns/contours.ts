import type { Random } from "../random.ts";
import { type Point, smooth, stroked } from "../svg.ts";
import { type DrawTile, range, SIDE } from "./tile.ts";

/** The lattice that heights are read on; one more cell on each side, so that lines run out over the edges. */
const CELLS = 15;
const CELL = SIDE / CELLS;
const LEVELS = 9;
/** Fewer make a speck, not a line. */
const POINTS_LEAST = 8;

type Height = (x: number, y: number) => number;
type Segment = { a: string; b: string };

/** Lines of equal height over soft hills, every third one heavier, as on a walker's map. */
export const contours: DrawTile = ({ colours: [, ink, accent, soft], random }) => {
  const height = hills(random);
  const lines = range(LEVELS).map((level) => {
    const d = linesAt(height, -0.8 + (1.6 * level) / (LEVELS - 1))
      .map(smooth)
      .join("");
    if (level % 3 === 0) return stroked(d, ink, 4);
    return stroked(d, level % 3 === 1 ? accent : soft, 2.5);
  });
  return { width: SIDE, height: SIDE, body: lines.join("") };
};

/** A sum of waves that each fit the tile a whole number of times, between about -1 and 1. */
function hills(random: Random): Height {
  const waves = [
    [1, 1],
    [1, -1],
    [2, 1],
    [-1, 2],
    [2, -2],
  ].map(([across = 1, down = 1]) => ({ across, down, phase: random.between(0, 6.28), tall: random.between(0.6, 1) }));
  const sum = waves.reduce((total, { across, down, tall }) => total + tall / Math.hypot(across, down), 0);
  return (x, y) => {
    const at = waves.map(({ across, down, phase, tall }) => {
      return (tall / Math.hypot(across, down)) * Math.sin((2 * Math.PI * (across * x + down * y)) / SIDE + phase);
    });
    return (1.6 * at.reduce((total, part) => total + part, 0)) / sum;
  };
}

/** Marching squares: the points where a line of this height crosses the lattice, in order. */
function linesAt(height: Height, level: number): Point[][] {
  const points = new Map<string, Point>();
  const segments: Segment[] = [];
  for (const row of range(CELLS + 2, -1)) {
    for (const column of range(CELLS + 2, -1)) segments.push(...crossings(height, level, [column, row], points));
  }
  return joined(segments).map((keys) => keys.flatMap((key) => [points.get(key) ?? []].filter(isPoint)));
}

const isPoint = (numbers: readonly number[]): numbers is Point => numbers.length === 2;

function crossings(height: Height, level: number, [column, row]: Point, points: Map<string, Point>): Segment[] {
  const corners: Point[] = [
    [column, row],
    [column + 1, row],
    [column + 1, row + 1],
    [column, row + 1],
  ];
  const found = corners.flatMap((from, side) => {
    const to = corners[(side + 1) % 4] ?? from;
    const [low, high] = side < 2 ? [from, to] : [to, from]; // The same edge gives the same point from both its cells.
    const [a, b] = [low, high].map(([x, y]) => height(x * CELL, y * CELL) - level) as [number, number];
    if (a < 0 === b < 0) return [];
    const part = a / (a - b);
    const key = `${low}/${high}`;
    points.set(key, [(low[0] + (high[0] - low[0]) * part) * CELL, (low[1] + (high[1] - low[1]) * part) * CELL]);
    return [key];
  });
  const [a, b, c, d] = found;
  if (a === undefined || b === undefined) return [];
  return c === undefined || d === undefined
    ? [{ a, b }]
    : [
        { a, b },
        { a: c, b: d },
      ];
}

/** Segments tied end to end into lines. */
function joined(segments: readonly Segment[]): string[][] {
  const at = new Map<string, string[]>();
  for (const { a, b } of segments) {
    at.set(a, [...(at.get(a) ?? []), b]);
    at.set(b, [...(at.get(b) ?? []), a]);
  }
  const ends = [...at].filter(([, next]) => next.length === 1).map(([key]) => key);
  const seen = new Set<string>();
  return [...ends, ...at.keys()].flatMap((start) => {
    if (seen.has(start)) return [];
    const line: string[] = [];
    for (let key: string | undefined = start; key !== undefined && !seen.has(key); ) {
      seen.add(key);
      line.push(key);
      key = at.get(key)?.find((next) => !seen.has(next));
    }
    return line.length < POINTS_LEAST
      ? []
      : [at.get(line.at(-1) ?? "")?.includes(start) ? [...line, ...line.slice(0, 2)] : line];
  });
}
