import { type Kit, line, OAK, plain, room, SHADE } from "../kit.ts";

const KNOT = "M372 282q28-16 56 0 10 22-4 42-24 12-48 0-14-20-4-42z";
const LEFT = "M380 314q-30 70-66 170 40 26 76 20 14-100 14-186z";
const RIGHT = "M402 318q6 90 4 176 34 8 66-14-18-96-48-166z";
const COLLAR = "M316 206q20-30 84-34 64 4 84 34-10 60-58 92-28 14-54 0-46-32-56-92z";

const BODY = "M334 212q66-36 132 0 50 12 66 40l14 440q-146 22-292 0l14-440q16-28 66-40z";
const SLEEVES =
  "M286 240q-38 24-46 96l-34 252q-2 14 12 18l44 8q12 0 14-12l30-250zM514 240q38 24 46 96l34 252q2 14-12 18l-44 8q-12 0-14-12l-30-250z";

/** Knotted over a coat on its form: how it sits, and how far it reaches. */
export function coat(kit: Kit): string {
  const wool = "#3d4048";
  return [
    room(kit, 724),
    kit.shadow("M290 250h280v440H290z", 0.34),
    line("M400 640v120M400 752l-80 26M400 752l80 26", OAK, 12),
    plain("M378 130q22-12 44 0v60h-44z", "#e3d6c1"),
    plain("M374 96q26-22 52 0v36q-26 10-52 0z", OAK),
    plain(SLEEVES, "#33363d"),
    kit.lit(SLEEVES),
    plain(BODY, wool),
    line("M400 300v400", "#2c2f36", 4),
    plain("M346 226q-30 50-24 96l44 14-14 22 44 96V310zM454 226q30 50 24 96l-44 14 14 22-44 96V310z", "#494d56"),
    line("M346 226q-30 50-24 96l44 14-14 22 44 96M454 226q30 50 24 96l-44 14 14 22-44 96", "#2c2f36", 2.5),
    ...[500, 580].map((y) => `<circle cx="424" cy="${y}" r="9" fill="#23262b"/>`),
    line("M296 560h58M446 560h58", "#2c2f36", 5),
    kit.lit(BODY),
    ...[LEFT, RIGHT].map((d) => kit.print(d)),
    plain(
      "M380 316q-12 90-36 180l-14-4q30-90 50-176zM410 322q20 80 30 170l12-4q-14-90-34-166z",
      SHADE,
      ' opacity=".25"',
    ),
    kit.lit(LEFT),
    kit.lit(RIGHT),
    kit.print(COLLAR),
    plain(
      "M330 230q40 50 66 60-2 10-14 12-40-30-52-72zM470 230q-40 50-62 60 2 10 10 12 42-30 52-72zM346 190q30 60 52 94-40-30-60-86z",
      SHADE,
      ' opacity=".24"',
    ),
    kit.lit(COLLAR),
    plain("M340 200q60-30 120 0-60 24-120 0z", SHADE, ' opacity=".35"'),
    kit.print(KNOT),
    line("M380 290q6 16 0 30M418 288q-4 18 2 32", SHADE, 3, ' opacity=".35"'),
    kit.round(KNOT),
  ].join("");
}
