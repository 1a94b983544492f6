import { around, type Cylinder, sideOf } from "../cylinder.ts";
import { box, GROUND, type Kit, oval, plain, SHADE } from "../kit.ts";

const STANDING: Cylinder = { axis: 606, start: 232, length: 420, radius: 46, bow: 11 };

/** One drop on the wall, let down from its roll on the table; another roll beside it. */
export function wallpaper(kit: Kit): string {
  const { id } = kit;
  const [x, wide, top] = [162, 372, 132];
  const sheet = box(x, top, wide, 446);
  const roll = box(x - 6, 560, wide + 12, GROUND - 560);
  return [
    `<defs><linearGradient id="${id("v")}" x2="0" y2="1"><stop stop-color="${SHADE}" stop-opacity=".25"/>`,
    `<stop offset=".3" stop-color="#fff" stop-opacity=".3"/><stop offset=".55" stop-color="#fff" stop-opacity="0"/>`,
    `<stop offset="1" stop-color="${SHADE}" stop-opacity=".5"/></linearGradient></defs>`,
    kit.shadow(`M${x + 16} ${top + 20}h${wide}v440h${-wide}z`, 0.26),
    kit.shadow(oval(400, GROUND - 4, 262, 20), 0.5),
    kit.print(sheet),
    kit.lit(sheet),
    plain(box(x, 520, wide, 46), `url(#${id("v")})`, ' opacity=".4" transform="rotate(180 348 543)"'),
    ...[x + 30, x + wide - 90].map((at) => plain(box(at, top - 12, 60, 24), "#f5e9c9", ' opacity=".85"')),
    `<g transform="translate(0 30)">${kit.print(box(x - 6, 530, wide + 12, GROUND - 560))}</g>`,
    plain(roll, `url(#${id("v")})`),
    around(kit, STANDING),
    kit.round(sideOf(STANDING)),
    ...[46, 36, 26, 16].map((r, turn) => plain(oval(606, 232, r, r * 0.24), turn % 2 === 0 ? "#f3ecdf" : "#c8bba5")),
    plain(box(560, 420, 92, 54), "#fbf8f0", ' opacity=".94"'),
    kit.round(box(560, 420, 92, 54)),
  ].join("");
}
