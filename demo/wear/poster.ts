import { box, CLAY, type Kit, line, OAK, OAK_DARK, plain } from "../kit.ts";

/** A sheet between two oak rails on a cord, its white margin all around. */
export function poster(kit: Kit): string {
  const sheet = box(222, 150, 356, 500);
  const rail = (y: number) =>
    plain(box(210, y, 380, 18), OAK) + plain(box(210, y + 12, 380, 6), OAK_DARK) + kit.lit(box(210, y, 380, 18));
  return [
    kit.shadow("M246 176h352v492H246z", 0.34),
    line("M230 146L400 84 570 146", "#6d5a45", 3),
    `<circle cx="400" cy="84" r="5" fill="#6d5a45"/>`,
    plain(sheet, CLAY),
    kit.print(box(240, 176, 320, 448)),
    kit.lit(sheet),
    rail(140),
    rail(646),
  ].join("");
}
