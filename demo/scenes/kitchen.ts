import { box, type Kit, line, oval, plain, room, SHADE } from "../kit.ts";
import { board } from "./furniture.ts";

/** On its hook under the shelf, where one reaches for it without looking. */
export function kitchen(kit: Kit): string {
  const [ground, ink, accent, soft] = kit.colours;
  const cloth = "M318 372q70 8 148 0 10 120 6 262-44 6-80 2-40 4-78 0-6-142 4-264z";
  const hook = (x: number) => line(`M${x} 322v26q0 12 10 12t10-10`, "#7a5f35", 5);
  const bowl = (x: number, y: number, wide: number, colour: string) => {
    const d = `M${x - wide} ${y - wide * 0.62}h${2 * wide}q-8 ${wide * 0.62}-${wide * 0.6} ${wide * 0.62}h${-0.8 * wide}q-${wide * 0.5} 0-${wide * 0.6}-${wide * 0.62}z`;
    return plain(d, colour) + kit.round(d);
  };
  return [
    room(kit, 700),
    kit.shadow(box(90, 236, 620, 26), 0.4),
    board(kit, 80, 210, 620),
    plain(box(80, 300, 620, 24), "#c99d6b"),
    kit.lit(box(80, 300, 620, 24)),
    bowl(190, 210, 62, accent),
    bowl(190, 176, 54, "#f6f0e4"),
    ...[0, 1, 2, 3].map((at) => plain(oval(340, 205 - at * 9, 72, 6), at % 2 === 0 ? "#f8f4ec" : soft)),
    plain("M440 210V126q0-12 12-12h50q12 0 12 12v84z", "#f6f0e4"),
    kit.round("M440 210V126q0-12 12-12h50q12 0 12 12v84z"),
    plain("M446 140h62v40h-62z", ink),
    plain(box(448, 102, 58, 14), "#c99d6b"),
    plain("M576 210q-18-60-2-92l-6-44h44l-6 44q18 32-2 92z", soft),
    kit.round("M576 210q-18-60-2-92l-6-44h44l-6 44q18 32-2 92z"),
    ...[180, 382, 560].map(hook),
    line("M192 350v120", "#8b7a62", 5),
    plain("M166 470q26-14 52 0l6 74q-32 30-64 0z", "#c99d6b"),
    line("M572 352v90", "#5b5147", 6),
    plain(oval(572, 510, 56, 70), "#5b5147"),
    kit.lit(oval(572, 510, 56, 70)),
    kit.shadow("M344 392h144v254H344z", 0.34),
    line("M384 374q2-16 8-16t8 16", "#f6f0e4", 5),
    kit.print(cloth),
    line("M314 610q80 6 158 0", ground, 26, ' style="stroke-linecap:butt"'),
    line("M314 618q80 6 158 0M314 602q80 6 158 0", accent, 4, ' style="stroke-linecap:butt"'),
    plain("M350 374q12 130-6 260h-16q14-140 8-262zM424 376q-12 130 8 258h-22q-6-130 2-258z", SHADE, ' opacity=".18"'),
    kit.lit(cloth),
  ].join("");
}
