import { around, type Cylinder, sideOf } from "../cylinder.ts";
import { box, GROUND, type Kit, oval, plain, SHADE } from "../kit.ts";

const STANDING: Cylinder = { axis: 608, start: 236, length: 418, radius: 46, bow: 11 };
const [LEFT, WIDE, TOP, ROLL] = [158, 372, 132, 552];

/** How far the print on the roll is out of step with the sheet above it. */
const LET_DOWN = 30;

/** One drop on the wall, let down from its roll on the table; another roll beside it. */
export function wallpaper(kit: Kit): string {
  const { id } = kit;
  const sheet = box(LEFT, TOP, WIDE, ROLL - TOP + 10);
  const roll = rollAt(ROLL);
  const label = "M562 420a46 11 0 0 0 92 0v56a46 11 0 0 1-92 0z";
  return [
    `<defs><linearGradient id="${id("v")}" x2="0" y2="1"><stop stop-color="${SHADE}" stop-opacity=".3"/>`,
    `<stop offset=".28" stop-color="#fff" stop-opacity=".38"/><stop offset=".5" stop-color="#fff" stop-opacity="0"/>`,
    `<stop offset="1" stop-color="${SHADE}" stop-opacity=".62"/></linearGradient></defs>`,
    kit.shadow(`M${LEFT + 16} ${TOP + 20}h${WIDE}v440h${-WIDE}z`, 0.26),
    kit.shadow(oval(400, GROUND - 2, 266, 18), 0.5),
    kit.print(sheet),
    kit.lit(sheet),
    kit.shadow(box(LEFT + 4, ROLL - 16, WIDE - 8, 12), 0.4),
    ...[LEFT + 30, LEFT + WIDE - 90].map((at) => plain(box(at, TOP - 12, 60, 24), "#f5e9c9", ' opacity=".85"')),
    kit.print(rollAt(ROLL - LET_DOWN), ` transform="translate(0 ${LET_DOWN})"`),
    plain(roll, `url(#${id("v")})`),
    around(kit, STANDING),
    kit.round(sideOf(STANDING)),
    ...[46, 36, 26, 16].map((r, turn) => plain(oval(608, 236, r, r * 0.24), turn % 2 === 0 ? "#f3ecdf" : "#c8bba5")),
    plain(label, "#fbf8f0"),
    kit.round(label),
  ].join("");
}

/** The lying roll from its upper edge on, its ends a little rounded. */
function rollAt(top: number): string {
  const high = GROUND - ROLL;
  return `M${LEFT - 8} ${top}h${WIDE + 16}q18 ${high / 2} 0 ${high}h-${WIDE + 16}q-18-${high / 2} 0-${high}z`;
}
