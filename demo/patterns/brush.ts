import { blob, num, type Point } from "../svg.ts";
import { type DrawTile, pick, range, repeats, SIDE } from "./tile.ts";

const CELLS = 5;
const CELL = SIDE / CELLS;
const DAUBS = 4;
const RADIUS = 17;

/** Dots set down one by one with a full brush: no two alike, and here and there the paint ran short. */
export const brush: DrawTile = ({ colours: [ground, ink, accent, soft, light], random, id }) => {
  const daubs = range(DAUBS).map(() => {
    const round = blob(
      range(11).map((at): Point => {
        const angle = (at / 11) * 2 * Math.PI;
        const reach = RADIUS * random.between(0.94, 1.16);
        return [Math.cos(angle) * reach * 1.12, Math.sin(angle) * reach * 0.95];
      }),
    );
    const streaks = range(3).map(
      () =>
        `M${num(random.between(-4, 6))} ${num(random.between(-10, 10))}l${num(random.between(8, 16))} ${num(random.between(-2, 2))}`,
    );
    return `<path d="${round}"/><path d="${streaks.join("")}" stroke="${ground}" stroke-width="1.3" opacity=".7"/>`;
  });
  const uses = range(CELLS * CELLS).flatMap((place) => {
    const row = Math.floor(place / CELLS);
    const at: Point = [
      (((place % CELLS) + (row % 2 === 0 ? 0.25 : 0.75)) * CELL + random.between(-7, 7)) % SIDE,
      ((row + 0.5) * CELL + random.between(-7, 7)) % SIDE,
    ];
    const colour = pick(random, [ink, ink, accent, soft, light]);
    const [kind, turn, size] = [random.below(DAUBS), random.below(360), num(random.between(0.8, 1.25))];
    return repeats(at, RADIUS * 1.7).map(([x, y]) => {
      return `<use href="#${id(`d${kind}`)}" transform="translate(${num(x)} ${num(y)})rotate(${turn})scale(${size})" fill="${colour}"/>`;
    });
  });
  const defs = daubs.map((daub, kind) => `<g id="${id(`d${kind}`)}">${daub}</g>`).join("");
  return { width: SIDE, height: SIDE, body: `<defs>${defs}</defs>${uses.join("")}` };
};
