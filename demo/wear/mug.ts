import { around, type Cylinder, sideOf } from "../cylinder.ts";
import { CLAY, GROUND, type Kit, line, oval, plain } from "../kit.ts";

const MUG: Cylinder = { axis: 372, start: 268, length: 356, radius: 170, bow: 28 };
const EAR = "M536 350c92-34 128 30 112 104s-66 108-124 104";

/** Stoneware with the print fired around it, and a handle for a whole hand. */
export function mug(kit: Kit): string {
  const { axis, start, length, radius, bow } = MUG;
  return [
    kit.shadow(oval(axis + 62, GROUND - 10, radius + 60, 26), 0.5),
    line(EAR, "#cfc6b6", 40),
    line(EAR, CLAY, 36),
    line("M540 344c84-30 116 22 108 76", "#fff", 8, ' opacity=".8"'),
    plain(sideOf({ ...MUG, start: start - 8, length: length + 16 }), CLAY),
    around(kit, MUG),
    plain(sideOf({ ...MUG, start: start + length - 1, length: 14 }), CLAY),
    kit.round(sideOf({ ...MUG, start: start - 8, length: length + 20 })),
    plain(oval(axis, start - 8, radius, bow), CLAY),
    plain(oval(axis, start - 5, radius - 11, bow - 6), "#b9ae9c"),
    plain(oval(axis + 14, start + 1, radius - 32, bow - 13), "#5a3d2b"),
    kit.lit(oval(axis, start - 8, radius, bow)),
  ].join("");
}
