import { around, type Cylinder, sideOf } from "../cylinder.ts";
import { CLAY, type Kit, line, OAK, OAK_DARK, oval, plain, studio } from "../kit.ts";

const MUG: Cylinder = { axis: 300, start: 424, length: 196, radius: 92, bow: 17 };

/** The first cup of the day, with the book that was left open. */
export function tray(kit: Kit): string {
  const [, ink, accent] = kit.colours;
  const { axis, start } = MUG;
  return [
    studio(kit),
    kit.shadow(oval(430, 700, 330, 34), 0.45),
    plain("M96 640h604l40 70q0 14-16 14H72q-16 0-16-14z", OAK),
    plain("M56 706h684v8q0 14-16 14H72q-16 0-16-14z", OAK_DARK),
    kit.lit("M96 640h604l40 70H56z"),
    kit.shadow(oval(axis + 34, 640, 110, 14), 0.5),
    line("M390 470c56-16 72 22 62 60s-40 54-72 52", "#cabfac", 22),
    line("M390 470c56-16 72 22 62 60s-40 54-72 52", CLAY, 17),
    around(kit, MUG),
    plain(sideOf({ ...MUG, start: start + 195, length: 8 }), CLAY),
    kit.round(sideOf({ ...MUG, length: 206 })),
    plain(oval(axis, start - 2, 92, 17), CLAY),
    plain(oval(axis, start, 84, 12.5), "#4c3324"),
    line(
      "M270 392c-20-34 22-50 4-92M318 392c-18-34 24-50 6-100",
      "#fff",
      9,
      ` opacity=".9" filter="url(#${kit.id("b")})"`,
    ),
    kit.shadow(oval(590, 682, 130, 12), 0.5),
    plain("M440 678q60-26 120-6 62-20 124 6v14q-62-24-124-6-60-18-120 6z", ink),
    plain("M446 672q56-30 114-8v14q-58-18-114 4z", "#fbf8f1"),
    plain("M560 664q58-22 118 8v10q-60-22-118-4z", "#efe9dc"),
    line("M560 664v16", "#b9ae9c", 2),
    plain("M512 660l10-4v34l-6-5-4 6z", accent),
    plain(oval(180, 668, 62, 14), "#f6f1e7"),
    plain(oval(180, 664, 40, 9), "#e9e1d2"),
    plain("M154 660q-6-30 26-30t28 30q-28 10-54 0z", "#c08a4c"),
    plain("M160 644q20-16 40 0M158 654q22-14 44 0", "none", ' stroke="#9b6a35" stroke-width="3"'),
    kit.lit("M150 628h60v36h-60z"),
  ].join("");
}
