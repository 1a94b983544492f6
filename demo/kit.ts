import type { Palette } from "./palettes.ts";
import { num } from "./svg.ts";

/** The side of every picture, and the ground line that everything stands on. */
export const SIDE = 800;
export const GROUND = 664;
const TABLE_EDGE = 596;

/** Materials that the prints meet. */
export const OAK = "#c99d6b";
export const OAK_DARK = "#9a7146";
export const CLAY = "#fbf8f2";
export const SHADE = "#33281c";

/** What a drawing of a thing is made with: its print, and the one light that comes from the left for all. */
export type Kit = {
  colours: Palette["colours"];
  id: (name: string) => string;
  /** Path data filled with the print. */
  print: (d: string, more?: string) => string;
  /** The light across a flat thing; and around a round one. */
  lit: (d: string) => string;
  round: (d: string) => string;
  /** What a thing keeps of the light, soft at its edges; `strength` from 0 to 1. */
  shadow: (d: string, strength?: number) => string;
};

export function kitOf(colours: Palette["colours"], id: string): Kit {
  const name = (part: string) => `${id}${part}`;
  const path = (d: string, fill: string) => `<path d="${d}" fill="url(#${name(fill)})"/>`;
  return {
    colours,
    id: name,
    print: (d, more = "") => `<path d="${d}" fill="url(#${id})"${more}/>`,
    lit: (d) => path(d, "l"),
    round: (d) => path(d, "c"),
    shadow: (d, strength = 0.3) => `<path d="${d}" fill="${SHADE}" opacity="${strength}" filter="url(#${name("b")})"/>`,
  };
}

/** Gradients and the blur that every picture has in common. */
export function lights({ id }: Kit): string {
  const stop = (offset: number, colour: string, opacity: number) =>
    `<stop offset="${offset}" stop-color="${colour}" stop-opacity="${opacity}"/>`;
  const across = (name: string, ...stops: string[]) =>
    `<linearGradient id="${id(name)}">${stops.join("")}</linearGradient>`;
  return [
    across("l", stop(0, "#fff", 0.18), stop(0.5, "#fff", 0), stop(0.5, SHADE, 0), stop(1, SHADE, 0.17)),
    across(
      "c",
      stop(0, SHADE, 0.2),
      stop(0.16, "#fff", 0.3),
      stop(0.42, "#fff", 0),
      stop(0.6, SHADE, 0.06),
      stop(1, SHADE, 0.5),
    ),
    across("d", stop(0, "#fff", 0.2), stop(1, SHADE, 0.16)),
    `<filter id="${id("b")}" x="-30%" y="-60%" width="160%" height="220%"><feGaussianBlur stdDeviation="11"/></filter>`,
  ].join("");
}

/** A wall, a table, and the light of a window that nobody sees. */
export function studio({ id }: Kit): string {
  return [
    `<rect width="${SIDE}" height="${SIDE}" fill="#ece6db"/>`,
    `<g fill="#fff" opacity=".5" filter="url(#${id("b")})"><path d="M60 20l210 60v210L60 210zM300 90l200 58v210l-200-60z"/></g>`,
    `<path d="M0 ${TABLE_EDGE}h${SIDE}v${SIDE - TABLE_EDGE}H0z" fill="#dccfbb"/>`,
    `<path d="M0 ${TABLE_EDGE}h${SIDE}" stroke="#cbbca5" stroke-width="2"/>`,
    dusk(id("d")),
  ].join("");
}

/** A room: wall, skirting and floor, for things in use. */
export function room({ id }: Kit, floor = 652): string {
  return [
    `<rect width="${SIDE}" height="${SIDE}" fill="#ebe4d8"/>`,
    `<g fill="#fff" opacity=".5" filter="url(#${id("b")})"><path d="M40 40l190 56v250L40 290zM256 104l190 56v250l-190-56z"/></g>`,
    plain(box(0, floor, SIDE, SIDE - floor), "#cfb491"),
    plain(box(0, floor - 26, SIDE, 26), "#f6f2ea"),
    line(`M0 ${floor}h${SIDE}`, "#a98d69", 2),
    dusk(id("d")),
  ].join("");
}

/** Away from the window it grows a little darker. */
const dusk = (name: string): string => `<rect width="${SIDE}" height="${SIDE}" fill="url(#${name})"/>`;

export const box = (x: number, y: number, w: number, h: number): string =>
  `M${num(x)} ${num(y)}h${num(w)}v${num(h)}h${num(-w)}z`;

export const oval = (x: number, y: number, rx: number, ry: number): string =>
  `M${num(x - rx)} ${num(y)}a${num(rx)} ${num(ry)} 0 1 0 ${num(2 * rx)} 0a${num(rx)} ${num(ry)} 0 1 0 ${num(-2 * rx)} 0z`;

export const plain = (d: string, colour: string, more = ""): string => `<path d="${d}" fill="${colour}"${more}/>`;

export const line = (d: string, colour: string, width: number, more = ""): string =>
  `<path d="${d}" fill="none" stroke="${colour}" stroke-width="${width}" stroke-linecap="round"${more}/>`;
