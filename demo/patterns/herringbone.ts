import { ByColour, filled } from "../svg.ts";
import { type DrawTile, pick, range, SIDE } from "./tile.ts";

const CELLS = 12;
const WIDE = SIDE / CELLS;
/** A block is so many times as long as wide; the weave repeats after twice that. */
const LONG = 3;
const GAP = 1.5;

/** Blocks laid at right angles like a good floor, each from its own plank. */
export const herringbone: DrawTile = ({ colours: [, ink, accent, soft, light], random }) => {
  const blocks = new ByColour();
  for (const row of range(CELLS)) {
    for (const column of range(CELLS)) {
      const step = (column - row + CELLS) % (LONG * 2);
      if (step !== 0 && step !== LONG * 2 - 1) continue;
      const isFlat = step === 0;
      const colour = pick(random, isFlat ? [ink, ink, accent, soft] : [accent, soft, light, ink]);
      const [w, h] = isFlat ? [LONG, 1] : [1, LONG];
      for (const dx of [0, -CELLS]) {
        for (const dy of [0, -CELLS]) {
          if (column + dx + w <= 0 || row + dy + h <= 0) continue;
          blocks.add(colour, block((column + dx) * WIDE, (row + dy) * WIDE, w * WIDE, h * WIDE));
        }
      }
    }
  }
  return { width: SIDE, height: SIDE, body: blocks.draw(filled), turn: 45 };
};

const block = (x: number, y: number, w: number, h: number): string =>
  `M${x + GAP} ${y + GAP}h${w - 2 * GAP}v${h - 2 * GAP}h${2 * GAP - w}z`;
