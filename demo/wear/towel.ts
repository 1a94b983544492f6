import { box, GROUND, type Kit, line, OAK, OAK_DARK, plain, SHADE } from "../kit.ts";

const FRONT = `M236 150H562q4 160 10 320 2 90 6 ${GROUND - 490}-90 10-176 4t-172 2q4-240 6-${GROUND - 162}z`;
const BEHIND = "M262 150h318q2 180 18 412-100 8-190 2z";

/** Hung over an oak rail, hemmed and striped at the foot as tea towels have always been. */
export function towel(kit: Kit): string {
  const [ground, ink, accent] = kit.colours;
  const stripe = (up: number, wide: number, colour: string) =>
    line(`M231 ${GROUND - up}q86-8 172-2t175-4`, colour, wide, ' style="stroke-linecap:butt"');
  return [
    kit.shadow("M266 190h330l10 470H262z", 0.34),
    kit.print(BEHIND),
    plain(BEHIND, SHADE, ' opacity=".32"'),
    kit.print(FRONT),
    stripe(34, 62, ground),
    stripe(50, 9, ink),
    stripe(34, 5, accent),
    stripe(22, 9, ink),
    plain(
      `M300 170q16 240-8 490h-30q22-250 16-490zM430 170q-10 240 10 486h-36q-12-240 2-486zM532 170q-2 240 24 482h-24q-22-240-20-482z`,
      SHADE,
      ' opacity=".1"',
    ),
    plain(
      "M330 170q14 240-6 488h-18q18-250 10-488zM466 170q-4 240 10 484h-16q-14-240-8-484z",
      "#fff",
      ' opacity=".14"',
    ),
    kit.lit(FRONT),
    plain("M236 150h326v26q-164 16-326 0z", SHADE, ' opacity=".18"'),
    plain(box(150, 132, 500, 22), OAK),
    plain(box(150, 146, 500, 8), OAK_DARK),
    kit.print("M236 130q164-12 326 0v32q-164 8-326 0z"),
    plain("M236 130q164-12 326 0v10q-164-8-326 0z", "#fff", ' opacity=".3"'),
    ...[172, 628].map(
      (x) => `<circle cx="${x}" cy="143" r="17" fill="#b08a4a"/><circle cx="${x - 4}" cy="139" r="6" fill="#e9d09a"/>`,
    ),
  ].join("");
}
