/** Bands of prices end where people round: 1, 2 and 5 of each power of ten. */
const STEPS = [1, 2, 5, 10];

/** The band a price lies in, as the range of minor units that a filter takes: "2000-4999". */
export function priceBand(minor: number): string {
  if (minor === 0) return "0-0";
  let power = 1;
  while (power * 10 <= minor) power *= 10;
  const above = STEPS.findIndex((step) => minor < step * power);
  return `${(STEPS[above - 1] ?? 1) * power}-${(STEPS[above] ?? 10) * power - 1}`;
}
