import { box, type Kit, line, OAK, OAK_DARK, oval, plain } from "../kit.ts";

/** A pot with a plant whose leaves hang a little: `x` is its middle, `y` where it stands, `size` 1 about 190 high. */
export function plant(kit: Kit, x: number, y: number, size: number): string {
  const leaf = (turn: number, long: number) =>
    `<path transform="rotate(${turn})scale(${long})" d="M0 0q-26-60 0-120 26 60 0 120z"/>`;
  const leaves = [-62, -34, -10, 18, 44, 70].map((turn, at) => leaf(turn, at % 2 === 0 ? 0.9 : 1.1)).join("");
  return [
    kit.shadow(oval(x + 24 * size, y - 3, 60 * size, 9 * size), 0.4),
    `<g transform="translate(${x} ${y})scale(${size})">`,
    `<g transform="translate(0-76)" fill="#5d7a5a">${leaves}</g>`,
    `<g transform="translate(6-74)scale(.8)" fill="#7b9a72">${leaves}</g>`,
    plain("M-42-84h84l-10 84h-64z", "#d9c8b2"),
    kit.round("M-42-84h84l-10 84h-64z"),
    "</g>",
  ].join("");
}

/** A shade on a thin stand. */
export function lamp(kit: Kit, x: number, foot: number, top: number): string {
  return [
    kit.shadow(oval(x + 16, foot - 2, 46, 8), 0.4),
    line(`M${x} ${foot - 6}V${top + 60}`, "#5b5147", 6),
    plain(oval(x, foot - 6, 40, 8), "#5b5147"),
    plain(`M${x - 40} ${top}h80l26 86h-132z`, "#f7efdd"),
    kit.round(`M${x - 40} ${top}h80l26 86h-132z`),
  ].join("");
}

/** A board on two brackets or a table's top: oak, its front edge in shade. */
export function board(kit: Kit, x: number, y: number, wide: number): string {
  return plain(box(x, y, wide, 16), OAK) + plain(box(x, y + 10, wide, 6), OAK_DARK) + kit.lit(box(x, y, wide, 16));
}
