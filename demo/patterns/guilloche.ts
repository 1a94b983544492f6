import { blob, num, type Point, smooth } from "../svg.ts";
import { type DrawTile, range, SIDE } from "./tile.ts";

const POINTS = 60;
const LINES = 9;

/** The fine engraving of banknotes and watch dials: one curve, turned a little and drawn again. */
export const guilloche: DrawTile = ({ colours: [ground, ink, accent, soft], random, id }) => {
  const [lobes, inner] = [5 + random.below(4), 7 + random.below(5)];
  const big = rosette(98, lobes, random.between(0.18, 0.3));
  const small = rosette(44, inner, random.between(0.2, 0.34));
  const turned = (name: string, [x, y]: Point, lap: number, stroke: string) => {
    const uses = range(LINES).map(
      (line) => `<use href="#${id(name)}" transform="rotate(${num((line * 360) / lap / LINES)})"/>`,
    );
    return `<g transform="translate(${x} ${y})" stroke="${stroke}">${uses.join("")}</g>`;
  };
  const band = smooth(range(28, -2).map((at): Point => [at * 10, 14 * Math.sin((at * 10 * Math.PI) / 40)]));
  const waves = range(4)
    .map((line) => `<use href="#${id("w")}" y="${num(line * 5 - 8)}"/>`)
    .join("");
  const corners = [0, SIDE].flatMap((x) => [0, SIDE].map((y) => turned("s", [x, y], inner, accent)));
  const rows = range(7).map((row) => `<g transform="translate(0 ${row * 40})" stroke="${soft}">${waves}</g>`);
  const body = [
    `<defs><path id="${id("b")}" d="${big}"/><path id="${id("s")}" d="${small}"/><path id="${id("w")}" d="${band}"/></defs>`,
    `<g fill="none" stroke-width="1.6">`,
    ...rows,
    halo([0, 0], 48, ground),
    halo([SIDE, 0], 48, ground),
    halo([0, SIDE], 48, ground),
    halo([SIDE, SIDE], 48, ground),
    halo([SIDE / 2, SIDE / 2], 102, ground),
    ...corners,
    turned("b", [SIDE / 2, SIDE / 2], lobes, ink),
    turned("s", [SIDE / 2, SIDE / 2], inner, accent),
    "</g>",
  ].join("");
  return { width: SIDE, height: SIDE, body };
};

const halo = ([x, y]: Point, radius: number, colour: string): string =>
  `<circle cx="${x}" cy="${y}" r="${radius}" fill="${colour}" stroke="none"/>`;

function rosette(radius: number, lobes: number, depth: number): string {
  return blob(
    range(POINTS).map((at): Point => {
      const angle = (at / POINTS) * 2 * Math.PI;
      const reach = radius * (1 - depth + depth * Math.cos(lobes * angle));
      return [Math.cos(angle) * reach, Math.sin(angle) * reach];
    }),
  );
}
