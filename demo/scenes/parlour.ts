import { box, CLAY, type Kit, line, OAK_DARK, plain, room } from "../kit.ts";
import { lamp, plant } from "./furniture.ts";

/** Over a sofa two metres wide: the large sheet, so that one sees how large. */
export function parlour(kit: Kit): string {
  const [, , accent, soft] = kit.colours;
  const sofa = "#8d8577";
  return [
    room(kit, 690),
    kit.shadow("M300 110h216v290H300z", 0.34),
    plain(box(284, 84, 216, 296), CLAY),
    kit.print(box(294, 96, 196, 272)),
    kit.lit(box(284, 84, 216, 296)),
    plain(box(276, 78, 232, 12), OAK_DARK),
    plain(box(276, 374, 232, 12), OAK_DARK),
    plant(kit, 700, 700, 1.25),
    kit.shadow("M90 700h560v26H90z", 0.5),
    plain("M112 480q0-30 30-30h480q30 0 30 30v130H112z", sofa),
    line("M382 456v130", "#6f685c", 3),
    plain("M76 560q0-34 34-34t34 34v130H76zM620 560q0-34 34-34t34 34v130h-68z", sofa),
    plain("M100 586h560v106H100z", "#79715f"),
    plain("M140 586h484v84H140z", "#9a9284"),
    line("M382 590v78", "#6f685c", 3),
    plain("M92 690h580v14H92z", "#6f685c"),
    line("M116 706v22M648 706v22", "#5a4a38", 12),
    kit.lit("M76 560q0-34 34-34h2v-46q0-30 30-30h482q30 0 30 30v46q34 0 34 34v144H76z"),
    plain("M170 500q50-10 96 0 8 46 0 90-48 8-96 0-8-44 0-90z", accent),
    plain("M528 506q42-8 82 0 6 40 0 80-42 8-82 0-6-40 0-80z", soft),
    lamp(kit, 40, 716, 290),
  ].join("");
}
