import { GROUND, type Kit, line, oval, plain } from "../kit.ts";

const BODY = `M212 306q188 14 376 0c2 120 8 236 22 340q-2 16-20 18-190 8-380 0-18-2-20-18 14-104 22-340z`;
const CANVAS = "#e6d9bf";

/** Heavy canvas that stands up by itself, its handles where a shoulder would be. */
export function tote(kit: Kit): string {
  const handle = (lift: number) => `M296 330V${214 - lift}q0-${76} 104-${76}t104 ${76}V330`;
  return [
    kit.shadow(oval(446, GROUND - 6, 232, 22), 0.5),
    line(handle(-16), "#bfae8c", 20),
    plain("M214 300q186-22 372 0v20q-186 14-372 0z", "#a8977a"),
    kit.print(BODY),
    plain("M212 306q188 14 376 0l2 34q-190 14-380 0z", CANVAS),
    line("M211 336q189 14 378 0", "#b9a987", 2, ' stroke-dasharray="7 5"'),
    plain(
      "M262 350q30 150-6 312-20 0-40-2 34-170 30-310zM540 352q-24 150 14 310 14 0 26-2-34-160-22-308zM398 356q16 150-2 310h26q10-160-8-310z",
      "#33281c",
      ' opacity=".1"',
    ),
    plain("M300 354q22 150-8 310h-22q24-160 12-310z", "#fff", ' opacity=".1"'),
    kit.lit(BODY),
    line(handle(0), "#cbb994", 22),
    line(handle(2), CANVAS, 18),
    ...[296, 504].map(
      (x) => `<path d="M${x - 11} 318h22v34h-22z" fill="${CANVAS}" stroke="#b9a987" stroke-dasharray="5 4"/>`,
    ),
  ].join("");
}
