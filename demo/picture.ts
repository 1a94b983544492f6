import { readHandle } from "./handle.ts";
import { box, type Kit, kitOf, lights, plain, SIDE, studio } from "./kit.ts";
import { type Print, paint } from "./patterns.ts";
import { readPictureName } from "./picture-name.ts";
import { seedOf } from "./random.ts";
import { THINGS } from "./things.ts";

const NAME_MAX = 100;
/** Laid flat, a repeat is seen about two and a half times. */
const FLAT_SCALE = 1.3;

/** The picture of a demo product from its name alone; null when it is none of the demo's. */
export function pictureOf(name: string): string | null {
  if (name.length > NAME_MAX) return null;
  const { handle, view } = readPictureName(name);
  const named = readHandle(handle);
  const thing = named === null ? undefined : THINGS[named.good.slug];
  if (named === null || thing === undefined) return null;
  const { palette, pattern } = named;
  const id = `k${seedOf(name).toString(36)}`;
  const kit = kitOf(palette.colours, id);
  const print = { pattern, palette, seed: seedOf(handle) };
  if (view === "flat") return svg(paint(print, id, FLAT_SCALE), kit, flat(kit));
  const { draw, scale } = view === "used" ? thing.used : thing.worn;
  return svg(paint(print, id, scale), kit, view === "used" ? draw(kit) : studio(kit) + draw(kit));
}

/** A pattern alone: how its designer looks at it. */
export function patternPicture(print: Print, scale: number): string {
  const id = `k${seedOf(`${print.pattern.slug} ${print.palette.slug} ${print.seed} ${scale}`).toString(36)}`;
  return svg(paint(print, id, scale), null, kitOf(print.palette.colours, id).print(box(0, 0, SIDE, SIDE)));
}

/** The whole sheet, and under it the colours it was printed with, as on the edge of a printer's proof. */
function flat(kit: Kit): string {
  const dots = kit.colours.map((colour, index) => {
    return `<circle cx="${64 + index * 62}" cy="744" r="22" fill="${colour}" stroke="#d8cfc0"/>`;
  });
  return kit.print(box(0, 0, SIDE, 688)) + plain(box(0, 688, SIDE, SIDE - 688), "#faf7f1") + dots.join("");
}

function svg(pattern: string, kit: Kit | null, body: string): string {
  const defs = `<defs>${pattern}${kit === null ? "" : lights(kit)}</defs>`;
  return `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${SIDE} ${SIDE}" role="img">${defs}${body}</svg>`;
}
