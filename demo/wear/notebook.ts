import { box, GROUND, type Kit, line, oval, plain, SHADE } from "../kit.ts";

/** Thread-sewn, cloth on the spine, an elastic to keep it shut; its sister stands behind it. */
export function notebook(kit: Kit): string {
  const [, ink, accent] = kit.colours;
  const cover = `M232 176H560q18 0 18 18V${GROUND - 18}q0 18-18 18H232z`;
  return [
    kit.shadow(oval(446, GROUND - 4, 226, 20), 0.5),
    kit.shadow("M262 214h340v440H262z", 0.34),
    `<g transform="rotate(7 590 ${GROUND})">`,
    plain(`M290 190H604q16 0 16 16V${GROUND}H290z`, accent),
    kit.lit(`M290 190H604q16 0 16 16V${GROUND}H290z`),
    "</g>",
    plain(`M238 184H572q14 0 14 16V${GROUND - 12}q0 12-12 12H238z`, "#f4efe4"),
    line(`M582 208V${GROUND - 22}M578 204V${GROUND - 20}`, "#cfc5b3", 1.5),
    kit.print(cover),
    kit.lit(cover),
    plain(box(222, 176, 62, GROUND - 176), ink),
    plain(box(278, 176, 6, GROUND - 176), SHADE, ' opacity=".3"'),
    plain(box(226, 176, 10, GROUND - 176), "#fff", ' opacity=".16"'),
    plain(box(340, 266, 172, 96), "#fbf8f0"),
    line("M362 304h128M362 330h128", "#b9ae9c", 2),
    line(`M540 176V${GROUND}`, SHADE, 13, ' opacity=".25"'),
    line(`M538 175V${GROUND + 1}`, accent, 10, ""),
  ].join("");
}
