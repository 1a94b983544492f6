import { nums, stroked } from "../svg.ts";
import { type DrawTile, range, SIDE } from "./tile.ts";

const DOTS = 14;
const STEP = SIDE / DOTS;
/** Dots come in so many widths: one path each. */
const WIDTHS = 7;

/** Printer's dots on a slanted screen, swelling and shrinking across the sheet; a second ink fills the gaps. */
export const halftone: DrawTile = ({ colours: [, ink, accent], random }) => {
  const [across, down] = [random.between(0, 6.28), random.between(0, 6.28)];
  const wave = (at: number, phase: number) => Math.sin((2 * Math.PI * at) / SIDE + phase);
  const swell = (x: number, y: number) => 0.5 + 0.24 * (wave(x, across) + wave(y, down));
  const screen = (offset: number, of: (x: number, y: number) => number, colour: string, most: number) => {
    const widths = range(WIDTHS).map(() => "");
    for (const row of range(DOTS + 1)) {
      for (const column of range(DOTS + 1)) {
        const [x, y] = [column * STEP + offset, row * STEP + offset];
        const width = Math.min(WIDTHS - 1, Math.floor(of(x, y) * WIDTHS));
        if (width > 0) widths[width] += `M${nums(x, y)}h0`;
      }
    }
    const unit = most / WIDTHS;
    return widths.map((d, width) => stroked(d, colour, (width + 0.7) * unit, ' stroke-linecap="round"')).join("");
  };
  const body = screen(0, swell, ink, STEP * 1.2) + screen(STEP / 2, (x, y) => 1 - swell(x, y), accent, STEP * 0.95);
  return { width: SIDE, height: SIDE, body, turn: 30 };
};
