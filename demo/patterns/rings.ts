import { num } from "../svg.ts";
import { type DrawTile, range, SIDE } from "./tile.ts";

const SPACING = 9;

/** Rings from two stones dropped into still water; where they cross, a third pattern appears that nobody drew. */
export const rings: DrawTile = ({ colours: [, ink, accent, soft], random, id }) => {
  const offset = [random.between(34, 62), random.between(24, 58)] as const;
  const first = family(17, ink, 3.4);
  const second = family(13, accent, 3.4);
  const stone = `<circle r="5" fill="${accent}"/>`;
  const uses = (name: string, x: number, y: number) =>
    [-SIDE, 0, SIDE]
      .flatMap((dx) => [-SIDE, 0, SIDE].map((dy) => ({ at: [x + dx, y + dy] as const })))
      .filter(({ at }) => at.every((value) => value > -160 && value < SIDE + 160))
      .map(({ at }) => `<use href="#${id(name)}" x="${num(at[0])}" y="${num(at[1])}"/>`)
      .join("");
  const body = [
    `<defs><g id="${id("a")}" fill="none">${first}</g><g id="${id("b")}" fill="none">${second}${stone}</g></defs>`,
    `<circle cx="60" cy="70" r="46" fill="${soft}" opacity=".45"/>`,
    uses("a", 60, 70),
    uses("b", 60 + offset[0] + 60, 70 + offset[1] + 60),
  ].join("");
  return { width: SIDE, height: SIDE, body };
};

function family(count: number, colour: string, width: number): string {
  const circles = range(count, 1).map((ring) => `<circle r="${ring * SPACING}"/>`);
  return `<g stroke="${colour}" stroke-width="${width}">${circles.join("")}</g>`;
}
