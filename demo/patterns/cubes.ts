import { ByColour, filled, type Point, polygon } from "../svg.ts";
import { type DrawTile, pick, range } from "./tile.ts";

/** Half the width of a cube, and its edge: near enough to sqrt(3) / 2. */
const [HALF, EDGE] = [26, 30];
const [COLUMNS, ROWS] = [4, 6];
const [WIDTH, HEIGHT] = [COLUMNS * HALF * 2, ROWS * EDGE * 1.5];

/** Cubes that stand up or fall in, as one looks; a few have a smaller one cut out of the corner. */
export const cubes: DrawTile = ({ colours: [ground, ink, accent, soft, light], random }) => {
  const faces = new ByColour();
  const notches = new ByColour();
  const styles = range(COLUMNS * ROWS).map(() => ({
    top: pick(random, [light, light, ground, soft]),
    cut: random.below(6) === 0,
  }));
  for (const row of range(ROWS + 2, -1)) {
    for (const column of range(COLUMNS + 2, -1)) {
      const x = column * HALF * 2 + (Math.abs(row % 2) === 1 ? HALF : 0);
      const style = styles[((row + ROWS) % ROWS) * COLUMNS + ((column + COLUMNS) % COLUMNS)];
      if (style === undefined) continue;
      cube(faces, [x, row * EDGE * 1.5], 1, [style.top, accent, ink]);
      if (style.cut) cube(notches, [x, row * EDGE * 1.5 + EDGE], -0.5, [style.top, accent, ink]);
    }
  }
  return { width: WIDTH, height: HEIGHT, body: faces.draw(filled) + notches.draw(filled) };
};

/** Hung from its top corner's middle; a negative size is the same cube seen from inside. */
function cube(faces: ByColour, [x, y]: Point, size: number, [top, left, right]: [string, string, string]): void {
  const [w, e] = [HALF * size, EDGE * size];
  const middle = size > 0 ? y + e : y;
  faces.add(
    top,
    polygon([
      [x, middle - e],
      [x + w, middle - e / 2],
      [x, middle],
      [x - w, middle - e / 2],
    ]),
  );
  faces.add(
    left,
    polygon([
      [x - w, middle - e / 2],
      [x, middle],
      [x, middle + e],
      [x - w, middle + e / 2],
    ]),
  );
  faces.add(
    right,
    polygon([
      [x, middle],
      [x + w, middle - e / 2],
      [x + w, middle + e / 2],
      [x, middle + e],
    ]),
  );
}
