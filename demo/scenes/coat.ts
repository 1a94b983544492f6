import { type Kit, line, OAK, plain, room, SHADE } from "../kit.ts";

const KNOT = "M372 282q28-16 56 0 10 22-4 42-24 12-48 0-14-20-4-42z";
const LEFT = "M380 314q-30 70-66 170 40 26 76 20 14-100 14-186z";
const RIGHT = "M402 318q6 90 4 176 34 8 66-14-18-96-48-166z";
const COLLAR = "M316 206q20-30 84-34 64 4 84 34-10 60-58 92-28 14-54 0-46-32-56-92z";

/** Knotted over a coat on its form: how it sits, and how far it reaches. */
export function coat(kit: Kit): string {
  const wool = "#3d4048";
  return [
    room(kit, 724),
    kit.shadow("M290 250h280v440H290z", 0.34),
    line("M400 640v120M400 752l-80 26M400 752l80 26", OAK, 12),
    plain("M378 130q22-12 44 0v60h-44z", "#e3d6c1"),
    plain("M374 96q26-22 52 0v36q-26 10-52 0z", OAK),
    plain("M332 214q68-40 136 0 84 14 104 78l34 400q-100 26-206 20-108 6-206-20l34-400q20-64 104-78z", wool),
    line("M400 300v404M346 230q20 130 54 190M454 230q-20 130-54 190", "#2c2f36", 4),
    ...[470, 550, 630].map((y) => `<circle cx="424" cy="${y}" r="9" fill="#23262b"/>`),
    line("M262 330l-20 360M538 330l20 360", "#2c2f36", 4),
    kit.lit("M332 214q68-40 136 0 84 14 104 78l34 400H194l34-400q20-64 104-78z"),
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
