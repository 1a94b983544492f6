import { GROUND, type Kit, line, oval, plain, SHADE } from "../kit.ts";

/** Corners drawn out, sides drawn in: what a full cushion does by itself. */
const BODY =
  "M176 226c70 22 134 12 224 14s156 8 224-14c10-2 14 4 12 14-20 66-12 132-14 206s-8 130 14 196c2 12-4 16-14 14-70-18-140-8-222-10s-154-8-224 10c-10 2-16-4-14-14 22-66 14-124 12-196s8-140-12-206c-2-10 4-16 14-14z";

/** A cushion with piped seams, leaning back a little on the table. */
export function cushion(kit: Kit): string {
  const { id, colours } = kit;
  const [, , accent] = colours;
  return [
    `<defs><radialGradient id="${id("r")}" cx=".38" cy=".34" r=".75"><stop stop-color="#fff" stop-opacity=".34"/>`,
    `<stop offset=".45" stop-color="#fff" stop-opacity="0"/><stop offset=".6" stop-color="${SHADE}" stop-opacity=".04"/>`,
    `<stop offset="1" stop-color="${SHADE}" stop-opacity=".55"/></radialGradient></defs>`,
    kit.shadow(oval(440, GROUND - 8, 246, 24), 0.55),
    kit.shadow("M230 260h400v390H230z", 0.25),
    kit.print(BODY),
    `<path d="${BODY}" fill="url(#${id("r")})"/>`,
    plain(
      "M184 236q60 26 84 84-56-24-84-84zM616 236q-56 30-76 90 54-30 76-90zM186 646q66-24 92-80-64 20-92 80zM614 646q-58-28-80-84 58 24 80 84z",
      SHADE,
      ' opacity=".16"',
    ),
    line(BODY, SHADE, 11, ' opacity=".35"'),
    line(BODY, accent, 8),
    line("M190 236c66 16 130 8 208 8", "#fff", 2, ' opacity=".55"'),
  ].join("");
}
