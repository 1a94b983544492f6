import { GROUND, type Kit, line, oval, plain, SHADE } from "../kit.ts";

/** The folds from left to right: outline, how its part of the print is turned, and how much light it keeps. */
const FOLDS = [
  { d: "M372 168C330 300 262 420 214 560q40 22 84 26C330 440 372 300 392 170z", turn: 14, dim: 0.06 },
  { d: "M384 168C372 300 322 450 290 584q30 34 62 80C388 500 404 300 404 168z", turn: 8, dim: 0.24 },
  { d: "M392 168C392 320 366 520 346 656q30-14 74-66C432 440 420 300 416 168z", turn: 2, dim: 0 },
  { d: "M400 168C420 300 428 450 414 596q34 30 84 38C486 470 448 300 424 168z", turn: -6, dim: 0.3 },
  { d: "M410 168C440 300 478 450 490 628q44-16 92-66C540 420 468 290 430 168z", turn: -15, dim: 0.1 },
];
const HEM = "M214 560q40 22 84 26-4-2-8-2 30 34 62 80l-6-8q30-14 74-66l-6 6q34 30 84 38l-8-6q44-16 92-66";

/** Folded once and hung over a peg: the corners fall where they like. */
export function scarf(kit: Kit): string {
  const [, ink, accent] = kit.colours;
  const folds = FOLDS.map(({ d, turn, dim }) =>
    [
      `<clipPath id="${kit.id(`f${turn}`)}"><path d="${d}"/></clipPath>`,
      `<g clip-path="url(#${kit.id(`f${turn}`)})"><path transform="rotate(${turn} 400 168)" d="M120 120h560v640H120z" fill="url(#${kit.id("")})"/></g>`,
      plain(d, SHADE, ` opacity="${dim}"`),
      kit.lit(d),
    ].join(""),
  );
  return [
    kit.shadow("M400 190C370 330 300 460 254 590L400 690 630 590C580 440 500 330 456 190z", 0.34),
    kit.shadow(oval(440, GROUND + 2, 150, 10), 0.25),
    ...folds,
    line(HEM, ink, 7),
    line(HEM, accent, 2),
    kit.print("M366 190c-12-44 2-72 34-72s48 28 36 72q-36 14-70 0z"),
    plain("M366 190q34 14 70 0 2-8 2-14-38 10-74 0 0 6 2 14z", SHADE, ' opacity=".3"'),
    kit.lit("M366 190c-12-44 2-72 34-72s48 28 36 72q-36 14-70 0z"),
    `<circle cx="401" cy="132" r="24" fill="#c99d6b"/><circle cx="396" cy="127" r="17" fill="#ddb98d"/>`,
  ].join("");
}
