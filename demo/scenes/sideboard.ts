import { box, GROUND, type Kit, line, OAK, OAK_DARK, oval, plain, room } from "../kit.ts";

/** Above a sideboard, between two quieter frames, as such prints are hung. */
export function sideboard(kit: Kit): string {
  const [, ink, accent, soft, light] = kit.colours;
  const frame = (x: number, y: number, wide: number, high: number, inside: string) =>
    [
      kit.shadow(`M${x + 12} ${y + 14}h${wide}v${high}h${-wide}z`, 0.34),
      plain(box(x, y, wide, high), OAK),
      plain(box(x + 9, y + 9, wide - 18, high - 18), "#fbf9f4"),
      inside,
      kit.lit(box(x, y, wide, high)),
    ].join("");
  return [
    room(kit, 690),
    frame(118, 150, 140, 180, plain(box(152, 186, 72, 108), light) + plain(oval(188, 240, 26, 26), accent)),
    frame(296, 96, 210, 284, kit.print(box(334, 138, 134, 200))),
    frame(544, 150, 140, 180, plain(box(578, 186, 72, 108), soft) + plain("M578 294v-40l36-36 36 46v30z", ink)),
    kit.shadow(box(110, GROUND + 30, 600, 20), 0.5),
    line("M150 660v52M650 660v52", OAK_DARK, 14),
    plain(box(100, 480, 600, 184), OAK),
    plain(box(100, 480, 600, 14), "#dcb98c"),
    line("M300 500v158M500 500v158", OAK_DARK, 3),
    ...[276, 324, 524].map((x) => `<circle cx="${x}" cy="576" r="6" fill="${OAK_DARK}"/>`),
    kit.lit(box(100, 480, 600, 184)),
    vase(kit, accent),
    plain("M520 462h110v18H520zM530 446h92v16h-92zM526 432h84v14h-84z", ink),
    plain("M530 446h92v16h-92z", soft),
    kit.lit("M520 462h110v18H520zM530 446h92v16h-92zM526 432h84v14h-84z"),
  ].join("");
}

function vase(kit: Kit, colour: string): string {
  const body = "M176 398q-6 20 -20 34-10 30 20 48h40q30-18 20-48-14-14-20-34z";
  return [
    line("M196 400q-10-70-52-104M198 400q6-80 40-120M197 400q-2-60-4-140", "#6f7f5d", 4),
    ...[
      [144, 296],
      [238, 280],
      [193, 258],
    ].map(
      ([x, y]) =>
        `<circle cx="${x}" cy="${y}" r="17" fill="${colour}"/><circle cx="${x}" cy="${y}" r="6" fill="#f7efdd"/>`,
    ),
    plain(body, "#f3ece0"),
    kit.round(body),
  ].join("");
}
