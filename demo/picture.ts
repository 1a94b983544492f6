import type { Outline } from "./goods.ts";
import { readHandle } from "./handle.ts";
import { TILE } from "./patterns.ts";
import { Random, seedOf } from "./random.ts";

const SIDE = 600;
const HANDLE_MAX = 100;
const WALL = "#efe9df";
const SHADE = "#2b2620";

/** The printed part of each kind of goods, filled with the pattern, and what belongs around it. One ground line, one margin. */
const OUTLINES: Record<Outline, { print: string; under?: string; over?: string }> = {
  poster: { print: '<rect x="150" y="90" width="300" height="420"' },
  frame: {
    under:
      '<rect x="130" y="70" width="340" height="440" fill="#a9825a"/><rect x="146" y="86" width="308" height="408" fill="#fdfbf6"/>',
    print: '<rect x="182" y="122" width="236" height="336"',
  },
  mug: {
    under: '<path d="M420 270h40a60 60 0 0 1 0 150h-44" fill="none" stroke="#fbf8f2" stroke-width="26"/>',
    print: '<path d="M160 200h270v250a60 60 0 0 1-60 60H220a60 60 0 0 1-60-60z"',
    over: '<ellipse cx="295" cy="200" rx="135" ry="22" fill="#fbf8f2"/>',
  },
  towel: { print: '<path d="M190 90h220v400l-27 20-28-20-28 20-27-20-28 20-27-20-28 20-27-20z"' },
  cushion: { print: '<path d="M120 150q180 34 360 0-34 180 0 360-180-34-360 0 34-180 0-360z"' },
  scarf: { print: '<path d="M150 140h300l-70 130 50 240H170l50-240z"' },
  tote: {
    under: '<path d="M220 230V140q0-50 80-50t80 50v90" fill="none" stroke="#3a342d" stroke-width="18"/>',
    print: '<path d="M150 210h300l22 300H128z"',
  },
  notebook: {
    print: '<rect x="170" y="110" width="270" height="400" rx="14"',
    over: '<rect x="170" y="110" width="26" height="400" rx="8" fill="#2b2620" opacity=".35"/>',
  },
};

/** The picture of a demo product, from its handle alone; null when that is no handle of the demo's. */
export function pictureOf(handle: string): string | null {
  const named = handle.length <= HANDLE_MAX ? readHandle(handle) : null;
  if (named === null) return null;
  const { palette, pattern, good } = named;
  const { print, under = "", over = "" } = OUTLINES[good.outline];
  const tile = pattern.tile(palette.colours, new Random(seedOf(handle)));
  return [
    `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${SIDE} ${SIDE}" role="img">`,
    `<defs><pattern id="p" width="${TILE}" height="${TILE}" patternUnits="userSpaceOnUse">`,
    `<rect width="${TILE}" height="${TILE}" fill="${palette.colours[0]}"/>${tile}</pattern></defs>`,
    `<rect width="${SIDE}" height="${SIDE}" fill="${WALL}"/>`,
    `<ellipse cx="312" cy="518" rx="190" ry="14" fill="${SHADE}" opacity=".16"/>`,
    `${under}${print} fill="url(#p)"/>${over}</svg>`,
  ].join("");
}
