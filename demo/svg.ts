export type Point = readonly [number, number];

/** A number as short as a tenth allows: ".5", "-12", "3.1". */
export function num(value: number): string {
  return String(Math.round(value * 10) / 10).replace(/^(-?)0\./, "$1.");
}

/** Coordinates with as few separators as a path needs. */
export function nums(...values: number[]): string {
  return values.reduce((text, value) => {
    const next = num(value);
    return text === "" || next.startsWith("-") ? text + next : `${text} ${next}`;
  }, "");
}

/** A closed polygon as path data, relative and in whole units: few bytes, and no drift because points are rounded first. */
export function polygon(points: readonly Point[]): string {
  return `${polyline(points)}z`;
}

export function polyline(points: readonly Point[]): string {
  const rounded = points.map(([x, y]) => [Math.round(x), Math.round(y)] as const);
  const [first, ...rest] = rounded;
  if (first === undefined) return "";
  let [lastX, lastY] = first;
  const steps = rest.map(([x, y]) => {
    const step = nums(x - lastX, y - lastY);
    [lastX, lastY] = [x, y];
    return step;
  });
  const joined = steps.reduce(
    (text, step) => (text === "" || step.startsWith("-") ? text + step : `${text} ${step}`),
    "",
  );
  return `M${nums(...first)}l${joined}`;
}

/** A smooth closed line that the points pull towards themselves: quadratic curves from middle to middle. */
export function blob(points: readonly Point[]): string {
  const last = points.at(-1);
  const [first] = points;
  if (first === undefined || last === undefined) return "";
  return `${curves(middle(last, first), [...points, first], TENTHS)}z`;
}

/** The same without closing, in whole units: from near the first point to near the last. */
export function smooth(points: readonly Point[]): string {
  const [first, second] = points;
  return first === undefined || second === undefined ? "" : curves(middle(first, second), points.slice(1), WHOLE);
}

const WHOLE = 1;
const TENTHS = 10;

/** Relative, and rounded before the steps are taken: short numbers that do not drift. */
function curves(start: Point, points: readonly Point[], parts: number): string {
  const round = ([x, y]: Point): Point => [Math.round(x * parts) / parts, Math.round(y * parts) / parts];
  let at = round(start);
  const steps = points.slice(0, -1).flatMap((point, index) => {
    const [pull, to] = [round(point), round(middle(point, points[index + 1] ?? point))];
    const step = [pull[0] - at[0], pull[1] - at[1], to[0] - at[0], to[1] - at[1]];
    at = to;
    return step;
  });
  return `M${nums(...round(start))}q${nums(...steps)}`;
}

const middle = ([ax, ay]: Point, [bx, by]: Point): Point => [(ax + bx) / 2, (ay + by) / 2];

/** A path filled with a colour; nothing when there is no path. */
export const filled = (d: string, colour: string): string => (d === "" ? "" : `<path d="${d}" fill="${colour}"/>`);

export const stroked = (d: string, colour: string, width: number, more = ""): string =>
  d === "" ? "" : `<path d="${d}" fill="none" stroke="${colour}" stroke-width="${num(width)}"${more}/>`;

/** Path data of each colour together: one element per colour instead of one per shape. */
export class ByColour {
  readonly #paths = new Map<string, string>();

  add(colour: string, d: string): void {
    this.#paths.set(colour, (this.#paths.get(colour) ?? "") + d);
  }

  draw(element: (d: string, colour: string) => string): string {
    return [...this.#paths].map(([colour, d]) => element(d, colour)).join("");
  }
}
