import { box, type Kit, line, OAK, OAK_DARK, oval, plain, SIDE } from "../kit.ts";
import { lamp } from "./furniture.ts";

/** A wall of it above white boards, behind the chair one reads in. */
export function cabin(kit: Kit): string {
  const [, ink, accent] = kit.colours;
  const boards = Array.from({ length: 11 }, (_, at) => `M${at * 76 + 20} 480v190`).join("");
  const light = "M40 40l190 56v250L40 290zM256 104l190 56v250l-190-56z";
  return [
    kit.print(box(0, 0, SIDE, 470)),
    plain(light, "#fff", ` opacity=".22" filter="url(#${kit.id("b")})"`),
    plain(box(0, 462, SIDE, 222), "#f4efe6"),
    plain(box(0, 456, SIDE, 14), "#fffdf8"),
    line(boards, "#d9d0c1", 2),
    plain(box(0, 684, SIDE, 116), "#cfb491"),
    line("M0 684h800", "#a98d69", 2),
    `<path d="${box(0, 0, SIDE, SIDE)}" fill="url(#${kit.id("d")})"/>`,
    lamp(kit, 610, 730, 250),
    kit.shadow(oval(372, 742, 210, 20), 0.5),
    line("M236 660l-22 84M470 660l26 84", OAK_DARK, 13),
    plain("M204 360q6-40 50-42h150q46 2 52 42l22 210H186z", accent),
    plain("M176 520q-4-36 28-40t40 34l8 150h-60zM490 520q4-36-28-40t-40 34l-8 150h60z", accent),
    plain("M232 560h200l8 106H222z", accent),
    line("M240 562h186M244 520q90 14 180 0", ink, 3, ' opacity=".45"'),
    kit.lit("M176 520q-4-34 24-40l4-120q6-40 50-42h150q46 2 52 42l6 120q32 4 28 40l-12 150H186z"),
    kit.shadow("M240 548h196v18H240z", 0.3),
    line("M700 744v-70", OAK_DARK, 8),
    plain(oval(700, 672, 62, 12), OAK),
    plain(oval(700, 746, 34, 7), OAK_DARK),
    plain("M676 640h40v28q-20 8-40 0z", "#fbf8f2"),
    line("M716 644q20 0 16 12t-18 8", "#fbf8f2", 5),
  ].join("");
}
