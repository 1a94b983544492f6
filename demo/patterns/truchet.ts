import type { Random } from "../random.ts";
import { ByColour, nums, stroked } from "../svg.ts";
import { type DrawTile, pick, range, SIDE } from "./tile.ts";

const CELLS = 6;
const CELL = SIDE / CELLS;
const HALF = CELL / 2;

/** Quarter circles joined at the edges of their cells; each strand keeps one colour from end to end. */
export const truchet: DrawTile = ({ colours: [ground, ink, accent, soft, light], random }) => {
  const turned = range(CELLS * CELLS).map(() => random.below(2) === 0);
  const strand = strandsOf(turned);
  const colourOf = new Map<number, string>();
  const strands = new ByColour();
  const seams: string[] = [];
  for (const place of range(CELLS * CELLS)) {
    for (const [index, d] of arcs(place, turned[place] ?? false).entries()) {
      const key = strand(edgesOf(place, turned[place] ?? false)[index]?.[0] ?? 0);
      const colour = colourOf.get(key) ?? newColour(random, colourOf.size, [ink, accent, soft]);
      colourOf.set(key, colour);
      strands.add(colour, d);
      seams.push(d);
    }
  }
  // One strand that takes the whole tile would leave it in one colour: then the seam brings the other.
  const seam = colourOf.size > 2 ? ground : light;
  const body = strands.draw((d, colour) => stroked(d, colour, 17)) + stroked(seams.join(""), seam, 3);
  return { width: SIDE, height: SIDE, body };
};

function newColour(random: Random, already: number, [ink, accent, soft]: [string, string, string]): string {
  return already === 0 ? ink : pick(random, [ink, ink, accent, soft]);
}

/** The two arcs of a cell. */
function arcs(place: number, turned: boolean): [string, string] {
  const [x, y] = [(place % CELLS) * CELL, Math.floor(place / CELLS) * CELL];
  const arc = (fromX: number, fromY: number, byX: number, byY: number, sweep: 0 | 1) =>
    `M${nums(x + fromX, y + fromY)}a${HALF} ${HALF} 0 0 ${sweep} ${nums(byX, byY)}`;
  return turned
    ? [arc(HALF, 0, -HALF, HALF, 1), arc(CELL, HALF, -HALF, HALF, 0)]
    : [arc(HALF, 0, HALF, HALF, 0), arc(0, HALF, HALF, HALF, 1)];
}

/** Which edges of the tile's joined grid each arc of a cell ties: even numbers are a cell's top, odd its left. */
function edgesOf(place: number, turned: boolean): [[number, number], [number, number]] {
  const [column, row] = [place % CELLS, Math.floor(place / CELLS)];
  const top = place * 2;
  const left = place * 2 + 1;
  const right = (row * CELLS + ((column + 1) % CELLS)) * 2 + 1;
  const bottom = (((row + 1) % CELLS) * CELLS + column) * 2;
  return turned
    ? [
        [top, left],
        [right, bottom],
      ]
    : [
        [top, right],
        [left, bottom],
      ];
}

/** Names the strand an edge belongs to (union of all edges that arcs tie). */
function strandsOf(turned: readonly boolean[]): (edge: number) => number {
  const parent = range(CELLS * CELLS * 2);
  const root = (edge: number): number => {
    const up = parent[edge] ?? edge;
    return up === edge ? edge : root(up);
  };
  for (const [place, isTurned] of turned.entries()) {
    for (const [a, b] of edgesOf(place, isTurned)) parent[root(a)] = root(b);
  }
  return root;
}
