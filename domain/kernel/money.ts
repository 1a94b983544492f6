import { assert } from "./assert.ts";
import type { Currency } from "./currency.ts";

/** An amount in the currency's minor unit (cents). Never a float, never negative. */
export type Money = { minor: number; currency: Currency };

/** Above this no amount is accepted anywhere: sums and rates stay exact in a double. About 10 billion dollars. */
export const MINOR_MAX = 1_000_000_000_000;

/** Throws on what is no amount: that is a bug of ours, never a refusal. */
export function money(minor: number, currency: Currency): Money {
  assert(Number.isSafeInteger(minor) && minor >= 0 && minor <= MINOR_MAX, `an amount of money, got ${minor}`);
  return { minor, currency };
}

/** Rounds a ratio of integers half away from zero: 0.5 -> 1, -0.5 -> -1. Exact: no float is involved. */
export function divideRounded(numerator: bigint, denominator: bigint): number {
  assert(denominator > 0n, "a positive denominator");
  const magnitude = numerator < 0n ? -numerator : numerator;
  const rounded = (2n * magnitude + denominator) / (2n * denominator);
  return Number(numerator < 0n ? -rounded : rounded);
}

/**
 * Splits `amount` (minor units, may be negative) over `weights` (non-negative integers) so that the parts add up to it
 * exactly: largest remainder on magnitudes, ties to the earlier place. All weights zero: everything to the first.
 */
export function apportion(amount: number, weights: readonly number[]): number[] {
  assert(weights.length > 0, "something to split over");
  const total = weights.reduce((sum, weight) => sum + BigInt(weight), 0n);
  if (total === 0n) return weights.map((_, index) => (index === 0 ? amount : 0));
  const magnitude = BigInt(Math.abs(amount));
  const shares = weights.map((weight, index) => {
    const product = magnitude * BigInt(weight);
    return { index, floor: product / total, remainder: product % total };
  });
  const missing = Number(magnitude - shares.reduce((sum, share) => sum + share.floor, 0n));
  const largestFirst = [...shares].sort((a, b) =>
    a.remainder === b.remainder ? a.index - b.index : a.remainder > b.remainder ? -1 : 1,
  );
  const raised = new Set(largestFirst.slice(0, missing).map((share) => share.index));
  const sign = amount < 0 ? -1 : 1;
  return shares.map(({ index, floor }) => {
    const part = Number(floor) + (raised.has(index) ? 1 : 0);
    return part === 0 ? 0 : sign * part;
  });
}
