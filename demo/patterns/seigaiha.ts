import { type DrawTile, range, SIDE } from "./tile.ts";

const RADIUS = 40;
const COLUMNS = SIDE / (RADIUS * 2);
const ROW = RADIUS / 2;
const ROWS = SIDE / ROW;
const LAPS = 3;

/** Overlapping waves of concentric rings, rows drawn from the far shore to the near one. */
export const seigaiha: DrawTile = ({ colours: [ground, ink, accent, soft, light], random, id }) => {
  const kinds = [
    wave([ground, ink, light, ink, ground, ink]),
    wave([ground, accent, light, accent, ground, accent]),
    wave([ground, ink, soft, ink, ground, accent]),
  ];
  const chosen = range(ROWS * COLUMNS).map(() => Math.max(0, random.below(9) - 6));
  const uses = range(ROWS + LAPS * 2, -LAPS).flatMap((row) => {
    const isOdd = Math.abs(row % 2) === 1;
    return range(isOdd ? COLUMNS : COLUMNS + 1).map((column) => {
      const kind = chosen[((row + ROWS) % ROWS) * COLUMNS + (column % COLUMNS)] ?? 0;
      const x = column * RADIUS * 2 + (isOdd ? RADIUS : 0);
      return `<use href="#${id(`w${kind}`)}" x="${x}" y="${row * ROW + RADIUS}"/>`;
    });
  });
  const defs = kinds.map((rings, kind) => `<g id="${id(`w${kind}`)}">${rings}</g>`).join("");
  return { width: SIDE, height: SIDE, body: `<defs>${defs}</defs>${uses.join("")}` };
};

function wave(colours: readonly string[]): string {
  const step = RADIUS / colours.length;
  return colours.map((colour, ring) => `<circle r="${Math.round(RADIUS - ring * step)}" fill="${colour}"/>`).join("");
}
