import { box, GROUND, type Kit, OAK, plain } from "../kit.ts";

/** A print behind glass in an oak frame that leans against the wall; mitred corners, bevelled mount. */
export function frame(kit: Kit): string {
  const [left, top, right, bottom, wide] = [205, 146, 595, GROUND, 22];
  const inner = [left + wide, top + wide, right - wide, bottom - wide] as const;
  const [x, y, x2, y2] = inner;
  return [
    kit.shadow(`M${left + 26} ${top + 30}h390v${bottom - top - 20}h-390z`, 0.36),
    plain(box(left, top, right - left, bottom - top), OAK),
    plain(`M${left} ${top}h${right - left}L${x2} ${y}H${x}z`, "#dcb689"),
    plain(`M${right} ${top}v${bottom - top}L${x2} ${y2}V${y}z`, "#a97d4f"),
    plain(`M${left} ${bottom}h${right - left}L${x2} ${y2}H${x}z`, "#b98b5b"),
    plain(box(x, y, x2 - x, y2 - y), "#fbf9f4"),
    plain(`M${x} ${y}h${x2 - x}v9h${x - x2 + 7}v${y2 - y - 9}h-7z`, "#33281c", ' opacity=".14"'),
    plain(box(x + 47, y + 50, x2 - x - 94, y2 - y - 104), "#d9d2c4"),
    kit.print(box(x + 50, y + 53, x2 - x - 100, y2 - y - 110)),
    kit.lit(box(x, y, x2 - x, y2 - y)),
    plain(`M${x} ${y}h150L${x} ${y + 330}zM${x + 190} ${y}h44L${x} ${y + 490}v-90z`, "#fff", ' opacity=".12"'),
  ].join("");
}
