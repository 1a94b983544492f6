import { nums, stroked } from "../svg.ts";
import { type DrawTile, range, SIDE } from "./tile.ts";

const CELLS = 8;
const CELL = SIDE / CELLS;
const HALF = CELL / 2;

/** One line that loops around a grid of dots, mirrored four ways, as drawn on doorsteps in rice flour. */
export const kolam: DrawTile = ({ colours: [, ink, accent, soft], random, id }) => {
  const quarter = CELLS / 2;
  const turns = range(quarter * quarter).map(() => random.below(5));
  const line = range(CELLS * CELLS).map((place) => {
    const [column, row] = [place % CELLS, Math.floor(place / CELLS)];
    const fold = (at: number) => (at < quarter ? at : CELLS - 1 - at);
    // Folded over the diagonal as well, so that the figure is the same from all four sides.
    const [near, far] = [Math.min(fold(column), fold(row)), Math.max(fold(column), fold(row))];
    const turn = turns[near * quarter + far] ?? 0;
    const isMirrored = column < quarter !== row < quarter;
    return knot(column * CELL, row * CELL, turn, isMirrored);
  });
  const dots = range(CELLS * CELLS)
    .map((place) => [place % CELLS, Math.floor(place / CELLS)] as const)
    .filter(([column, row]) => (column + row) % 2 === 0);
  // On the edge of a tile half a dot is cut away: it is drawn again on the other side.
  const all = dots.flatMap(([column, row]) =>
    [column, ...(column === 0 ? [CELLS] : [])].flatMap((x) =>
      [row, ...(row === 0 ? [CELLS] : [])].map((y) => [x, y] as const),
    ),
  );
  const d = all.map(([x, y]) => `M${nums(x * CELL, y * CELL)}h0`).join("");
  const path = `<path id="${id("k")}" d="${line.join("")}" fill="none"/>`;
  const body = [
    `<defs>${path}</defs>`,
    `<use href="#${id("k")}" stroke="${soft}" stroke-width="9"/>`,
    `<use href="#${id("k")}" stroke="${ink}" stroke-width="4"/>`,
    stroked(d, accent, 9, ' stroke-linecap="round"'),
  ].join("");
  return { width: SIDE, height: SIDE, body, turn: 45 };
};

/** How the line goes through one cell: mostly straight across itself, else turned back by one of two bends. */
function knot(x: number, y: number, turn: number, isMirrored: boolean): string {
  const start = `M${nums(x + HALF, y)}`;
  if (turn < 3) return `${start}v${CELL}M${nums(x, y + HALF)}h${CELL}`;
  const isOuter = (turn === 3) !== isMirrored;
  const bend = (by: number, sweep: 0 | 1) => `a${HALF} ${HALF} 0 0 ${sweep} ${nums(by, HALF)}`;
  return isOuter
    ? `${start}${bend(-HALF, 1)}M${nums(x + CELL, y + HALF)}${bend(-HALF, 0)}`
    : `${start}${bend(HALF, 0)}M${nums(x, y + HALF)}${bend(HALF, 1)}`;
}
