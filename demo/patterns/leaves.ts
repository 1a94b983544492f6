import { blob, num, type Point } from "../svg.ts";
import { type DrawTile, pick, range, repeats, SIDE, scattered } from "./tile.ts";

const REACH = 42;

/** Leaves cut out of painted paper with large scissors and laid down while the glue was wet. */
export const leaves: DrawTile = ({ colours: [, ink, accent, soft, light], random, id }) => {
  const kinds = [frond(4, 15), frond(6, 11), almond()];
  const uses = scattered(random, 20, 45).flatMap((at, index) => {
    const [turn, size] = [random.below(360), random.between(0.8, 1.2)];
    const kind = index % 3 === 2 ? 2 : random.below(2);
    const colour = pick(random, [ink, ink, accent, soft, light]);
    return repeats(at, REACH * size).map(([x, y]) => {
      return `<use href="#${id(`l${kind}`)}" transform="translate(${x} ${y})rotate(${turn})scale(${num(size)})" fill="${colour}"/>`;
    });
  });
  const defs = kinds.map((d, kind) => `<path id="${id(`l${kind}`)}" d="${d}"/>`).join("");
  const specks = scattered(random, 34, 26).map(([x, y]) => `M${x} ${y}h0`);
  const dots = `<path d="${specks.join("")}" stroke="${soft}" stroke-width="4" stroke-linecap="round" opacity=".8"/>`;
  return { width: SIDE, height: SIDE, body: `<defs>${defs}</defs>${dots}${uses.join("")}` };
};

/** A stem with lobes on both sides, longest in the middle. */
function frond(lobes: number, wide: number): string {
  const step = (REACH * 1.7) / lobes;
  const side = (sign: 1 | -1): Point[] =>
    range(lobes).flatMap((lobe): Point[] => {
      const y = REACH - lobe * step;
      const out = 12 + 20 * Math.sin(((lobe + 0.8) / (lobes + 0.6)) * Math.PI);
      return [
        [sign * 2.5, y],
        [sign * out * 0.8, y - wide * 0.2],
        [sign * out, y - wide * 0.9],
        [sign * out * 0.6, y - wide * 1.15],
        [sign * 3, y - wide * 0.8],
      ];
    });
  return blob([...side(1), [0, -REACH], ...side(-1).reverse()]);
}

/** One plain leaf, split by its rib. */
function almond(): string {
  return `M-1 ${REACH}Q-30 8-1-${REACH - 6}zM2 ${REACH}Q32 4 2-${REACH}z`;
}
