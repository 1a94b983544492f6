import { ByColour, filled, type Point, polygon } from "../svg.ts";
import { type DrawTile, pick, repeats, SIDE, scattered } from "./tile.ts";

const PANES = 26;
const LEAD = 2.6;

/** Panes of coloured glass in dark lead: every point belongs to the middle nearest to it. */
export const voronoi: DrawTile = ({ colours: [ground, ink, accent, soft, light], random }) => {
  const middles = scattered(random, PANES, 32);
  const all = middles.flatMap(([x, y]) =>
    [-SIDE, 0, SIDE].flatMap((dx) => [-SIDE, 0, SIDE].map((dy): Point => [x + dx, y + dy])),
  );
  const panes = new ByColour();
  const glints = new ByColour();
  for (const middle of middles) {
    const pane = paneOf(middle, all);
    const colour = pick(random, [accent, soft, light, ground, soft, light]);
    const reach = Math.max(...pane.map(([x, y]) => Math.hypot(x - middle[0], y - middle[1])));
    const glint = pane.slice(0, Math.ceil(pane.length / 2) + 1);
    for (const [x, y] of repeats(middle, reach)) {
      const moved = (points: readonly Point[]) =>
        points.map(([px, py]): Point => [px + x - middle[0], py + y - middle[1]]);
      panes.add(colour, polygon(moved(pane)));
      if (glint.length > 2) glints.add(ground, polygon(moved(glint)));
    }
  }
  const shine = glints.draw((d, colour) => `<path d="${d}" fill="${colour}" opacity=".22"/>`);
  return { width: SIDE, height: SIDE, body: panes.draw(filled) + shine, ground: ink };
};

/** A square cut down by the line halfway to every other middle, less the lead. */
function paneOf(middle: Point, all: readonly Point[]): Point[] {
  const [x, y] = middle;
  const most = SIDE / 2;
  let pane: Point[] = [
    [x - most, y - most],
    [x + most, y - most],
    [x + most, y + most],
    [x - most, y + most],
  ];
  for (const [ox, oy] of all) {
    const away = Math.hypot(ox - x, oy - y);
    if (away === 0 || away > SIDE) continue;
    const [nx, ny] = [(ox - x) / away, (oy - y) / away];
    pane = cut(pane, (px, py) => (px - x) * nx + (py - y) * ny - (away / 2 - LEAD));
  }
  return pane;
}

/** What is left of a polygon where `outside` is not above zero. */
function cut(points: readonly Point[], outside: (x: number, y: number) => number): Point[] {
  return points.flatMap((from, index) => {
    const to = points[(index + 1) % points.length] ?? from;
    const [a, b] = [outside(...from), outside(...to)];
    const kept: Point[] = a <= 0 ? [from] : [];
    if (a <= 0 === b <= 0) return kept;
    const part = a / (a - b);
    return [...kept, [from[0] + (to[0] - from[0]) * part, from[1] + (to[1] - from[1]) * part] as Point];
  });
}
