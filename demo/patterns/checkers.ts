import { ByColour, filled, type Point, polygon } from "../svg.ts";
import { type DrawTile, pick, range, SIDE } from "./tile.ts";

const CELLS = 10;
const CELL = SIDE / CELLS;

/** A board laid over something that breathes: every square is still a square, nearly. */
export const checkers: DrawTile = ({ colours: [, ink, accent, soft], random }) => {
  const [deep, wide] = [random.between(9, 15), random.between(2, 5)];
  const [first, second] = [random.between(0, 6.28), random.between(0, 6.28)];
  const lap = (2 * Math.PI) / CELLS;
  const corner = (column: number, row: number): Point => [
    column * CELL + deep * Math.sin(row * lap + first) + wide * Math.sin((column + row) * lap * 2),
    row * CELL + deep * Math.sin(column * lap + second) + wide * Math.cos((column - row) * lap * 2),
  ];
  const colours = range(CELLS * CELLS).map(() => pick(random, [ink, ink, ink, ink, accent, soft]));
  const squares = new ByColour();
  for (const row of range(CELLS + 2, -1)) {
    for (const column of range(CELLS + 2, -1)) {
      if (Math.abs((row + column) % 2) === 1) continue;
      const colour = colours[((row + CELLS) % CELLS) * CELLS + ((column + CELLS) % CELLS)] ?? ink;
      const corners = [
        corner(column, row),
        corner(column + 1, row),
        corner(column + 1, row + 1),
        corner(column, row + 1),
      ];
      squares.add(colour, polygon(corners));
    }
  }
  return { width: SIDE, height: SIDE, body: squares.draw(filled) };
};
