import { around, type Cylinder, sideOf } from "../cylinder.ts";
import { box, GROUND, type Kit, line, oval, plain, SHADE } from "../kit.ts";

const ROLL: Cylinder = { axis: 606, start: 176, length: 452, radius: 42, bow: 9 };
/** The near face of the parcel; its top and side lie this far back. */
const [X, Y, WIDE, HIGH, BACK, UP] = [160, 392, 316, GROUND - 392, 84, 58];

/** A parcel in the paper, a ribbon in the accent, and the roll it came from. */
export function wrap(kit: Kit): string {
  const [, , accent] = kit.colours;
  const side = `M0 0h${BACK}v${HIGH}H0z`;
  const lid = `M0 0h${WIDE}v${UP}H0z`;
  return [
    kit.shadow(oval(430, GROUND - 8, 270, 26), 0.5),
    around(kit, ROLL),
    kit.round(sideOf(ROLL)),
    plain(oval(ROLL.axis, ROLL.start, ROLL.radius, ROLL.bow), "#f1eadc"),
    plain(oval(ROLL.axis, ROLL.start, 17, 3.6), "#6b5b47"),
    kit.print(box(X, Y, WIDE, HIGH)),
    kit.lit(box(X, Y, WIDE, HIGH)),
    `<g transform="matrix(1 ${(-UP / BACK).toFixed(3)} 0 1 ${X + WIDE} ${Y})">${kit.print(side)}${plain(side, SHADE, ' opacity=".3"')}</g>`,
    `<g transform="matrix(1 0 ${(-BACK / UP).toFixed(3)} 1 ${X + BACK} ${Y - UP})">${kit.print(lid)}${plain(lid, "#fff", ' opacity=".22"')}</g>`,
    ribbon(kit, accent),
  ].join("");
}

function ribbon(kit: Kit, colour: string): string {
  const middle = X + WIDE / 2;
  const [cx, cy] = [middle + BACK / 2, Y - UP / 2];
  return [
    plain(`M${middle - 17} ${Y}h34l${BACK}-${UP}h-34z`, colour),
    plain(`M${X + BACK / 2 - 8} ${cy + 7}h${WIDE}l16-13h-${WIDE}z`, colour),
    plain(box(middle - 17, Y, 34, HIGH), colour),
    plain(`M${X + WIDE + BACK / 2 - 8} ${cy + 7}l16-13v${HIGH}l-16 13z`, colour),
    kit.round(box(middle - 17, Y, 34, HIGH)),
    plain(`M${X + WIDE + BACK / 2 - 8} ${cy + 7}l16-13v${HIGH}l-16 13z`, SHADE, ' opacity=".3"'),
    kit.shadow(oval(cx + 14, cy + 8, 70, 10), 0.3),
    plain(
      `M${cx} ${cy}c-30-74-112-84-104-38 4 32 60 40 104 38zM${cx} ${cy}c30-74 116-78 106-34-6 30-62 38-106 34z`,
      colour,
    ),
    plain(
      `M${cx - 4} ${cy - 4}c-30-50-80-58-76-32 4 20 40 30 76 32zM${cx + 4} ${cy - 4}c30-48 82-54 78-28-4 18-42 28-78 28z`,
      SHADE,
      ' opacity=".28"',
    ),
    plain(`M${cx} ${cy}q-34 30-46 74l20-10 12 18q6-48 14-82zM${cx} ${cy}q40 22 64 62l-24-2-6 20q-18-44-34-80z`, colour),
    line(`M${cx - 96} ${cy - 50}q16-28 54-6M${cx + 40} ${cy - 58}q30-16 50 4`, "#fff", 3, ' opacity=".5"'),
    plain(oval(cx, cy - 4, 15, 13), colour),
    kit.round(oval(cx, cy - 4, 15, 13)),
  ].join("");
}
