import type { Kit } from "./kit.ts";

/** Enough strips that nobody sees them. */
const STRIPS = 20;
/** Each strip lies a little over the next: no hairline between them. */
const LAP = 0.7;

export type Cylinder = {
  /** Its axis, and where the print begins along it. */
  axis: number;
  start: number;
  length: number;
  radius: number;
  /** How far the nearest point of its rim hangs lower than the ends: we look down a little. */
  bow: number;
};

/** The print laid around an upright cylinder: narrow strips, each turned away from us a little more than the last. */
export function around(kit: Kit, { axis, start, length, radius, bow }: Cylinder): string {
  const wide = (radius * Math.PI) / STRIPS;
  const strips = Array.from({ length: STRIPS }, (_, strip) => {
    const along = strip * wide;
    const [from, to] = [along / radius, (along + wide) / radius].map((angle) => angle - Math.PI / 2) as [
      number,
      number,
    ];
    const at = (angle: number) => ({ x: axis + radius * Math.sin(angle), y: start + bow * Math.cos(angle) });
    const [near, far] = [at(from), at(to)];
    const [stretch, lean] = [(far.x - near.x) / wide, (far.y - near.y) / wide];
    const [dx, dy] = [near.x - stretch * along, near.y - lean * along];
    const matrix = [stretch, lean, 0, 1, dx, dy].map((part) =>
      Number(part.toFixed(part === dx || part === dy ? 1 : 3)),
    );
    const d = `M${along.toFixed(1)} 0h${(wide + LAP / Math.max(stretch, 0.1)).toFixed(1)}v${length}H${along.toFixed(1)}z`;
    return `<path transform="matrix(${matrix.join(" ")})" d="${d}"/>`;
  });
  return `<g fill="url(#${kit.id("")})">${strips.join("")}</g>`;
}

/** The outline of that cylinder's side. */
export function sideOf({ axis, start, length, radius, bow }: Cylinder): string {
  const arc = (sweep: 0 | 1, by: number) => `a${radius} ${bow} 0 0 ${sweep} ${by} 0`;
  return `M${axis - radius} ${start}${arc(0, 2 * radius)}v${length}${arc(1, -2 * radius)}z`;
}
