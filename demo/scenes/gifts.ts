import { box, type Kit, oval, plain, SHADE, studio } from "../kit.ts";

/** Three parcels on the table: one flat, one square, one that gives itself away. */
export function gifts(kit: Kit): string {
  const [, ink, accent, soft] = kit.colours;
  return [
    studio(kit),
    kit.shadow(oval(420, 680, 310, 26), 0.5),
    parcel(kit, [120, 520, 400, 150], 70, ink),
    parcel(kit, [186, 328, 236, 176], 60, accent),
    bottle(kit, soft),
    bow(kit, 334, 306, accent),
    `<g transform="rotate(14 240 600)">${plain("M196 560h86l22 24-22 24h-86z", "#fbf6ea")}<circle cx="286" cy="584" r="5" fill="${SHADE}"/></g>`,
  ].join("");
}

function parcel(kit: Kit, [x, y, wide, high]: [number, number, number, number], back: number, ribbon: string): string {
  const up = Math.round(back * 0.5);
  const top = `M${x} ${y}h${wide}l${back}-${up}h-${wide}z`;
  const side = `M${x + wide} ${y}l${back}-${up}v${high}l-${back} ${up}z`;
  const at = x + Math.round(wide * 0.45);
  return [
    kit.print(box(x, y, wide, high)),
    kit.lit(box(x, y, wide, high)),
    kit.print(side),
    plain(side, SHADE, ' opacity=".34"'),
    kit.print(top),
    plain(top, "#fff", ' opacity=".24"'),
    plain(box(at, y, 26, high), ribbon),
    plain(`M${at} ${y}h26l${back}-${up}h-26z`, ribbon),
    kit.round(box(at, y, 26, high)),
  ].join("");
}

function bottle(kit: Kit, ribbon: string): string {
  const d = "M584 676V430q0-34 26-50 10-10 10-40v-84h44v84q0 30 10 40 26 16 26 50v246z";
  return [
    kit.shadow("M610 430h110v250H610z", 0.3),
    kit.print(d),
    kit.round(d),
    plain("M612 258l-12-44 22 16 20-24 20 24 22-16-12 44z", ribbon),
    plain("M616 336h52v18h-52z", ribbon),
    kit.round("M616 336h52v18h-52z"),
  ].join("");
}

function bow(kit: Kit, x: number, y: number, colour: string): string {
  return [
    plain(`M${x} ${y}c-24-58-88-66-82-30 4 26 48 32 82 30zM${x} ${y}c24-58 92-62 84-27-4 24-50 30-84 27z`, colour),
    plain(
      `M${x - 4} ${y - 4}c-24-38-62-44-58-24 2 14 30 22 58 24zM${x + 4} ${y - 4}c24-38 64-42 60-22-4 14-32 22-60 22z`,
      SHADE,
      ' opacity=".28"',
    ),
    plain(oval(x, y - 4, 12, 11), colour),
    kit.round(oval(x, y - 4, 12, 11)),
  ].join("");
}
