import { box, type Kit, line, OAK, OAK_DARK, oval, plain, room, SHADE } from "../kit.ts";
import { plant } from "./furniture.ts";

const CUSHION =
  "M318 372c40 10 76 6 116 6s76 6 116-6q8 0 6 8c-10 36-6 70-6 106s-6 70 6 104q0 8-8 6c-38-8-76-4-114-4s-76-6-116 4q-8 0-6-8c10-36 6-68 6-104s6-70-6-106q0-8 6-6z";

/** In the corner of a daybed, where it will be fought over. */
export function bench(kit: Kit): string {
  const [, , accent, soft, light] = kit.colours;
  return [
    room(kit, 706),
    plant(kit, 92, 722, 1.3),
    kit.shadow(box(170, 716, 560, 20), 0.5),
    line("M206 640v94M706 640v94", OAK_DARK, 16),
    plain(box(176, 316, 20, 330), OAK),
    plain(box(716, 316, 20, 330), OAK_DARK),
    plain(box(176, 640, 560, 26), OAK),
    plain("M190 586q0-18 18-18h496q18 0 18 18v56H190z", "#d8cdbb"),
    plain("M200 352q0-22 22-22h472q22 0 22 22v220H200z", "#c9bdaa"),
    line("M374 334v234M544 334v234", "#b0a490", 3),
    kit.lit("M190 330h532v336H190z"),
    plain("M560 400q70-10 130 0 8 90 0 176-66 8-130 0-8-86 0-176z", soft),
    kit.lit("M560 400q70-10 130 0 8 90 0 176-66 8-130 0z"),
    `<g transform="rotate(-5 430 590)">`,
    kit.shadow("M350 396h220v204H350z", 0.4),
    kit.print(CUSHION),
    line(CUSHION, SHADE, 7, ' opacity=".3"'),
    line(CUSHION, accent, 5),
    kit.lit(CUSHION),
    "</g>",
    plain("M210 560q80-16 130 8 10 40 4 86-60 16-128 6-10-50-6-100z", light),
    line("M222 596q60-10 120 0M222 626q60-10 122 0", accent, 4),
    kit.shadow(oval(280, 664, 60, 4), 0.2),
  ].join("");
}
