import type { TaxClass } from "../catalog/types.ts";
import type { PricingInput, TaxRate } from "./types.ts";

/** A whole in parts per million. */
export const PPM = 1_000_000n;

/** The rate in force for a class of goods at a place and moment: the narrowest, and of those the latest. Null: no tax. */
export function rateFor(rates: readonly TaxRate[], taxClass: TaxClass, input: PricingInput): TaxRate | null {
  const { destination, at } = input;
  if (destination === null) return null;
  const region = destination.region === undefined ? undefined : folded(destination.region);
  const fits = (rate: TaxRate) =>
    rate.taxClass === taxClass &&
    rate.country === destination.country &&
    rate.from <= at &&
    (rate.region === undefined || folded(rate.region) === region);
  return rates.filter(fits).reduce<TaxRate | null>((best, rate) => (isCloser(rate, best) ? rate : best), null);
}

/** "DE standard 190000", "US-NY standard 88750": which rate, for the books. */
export function sourceOf(rate: TaxRate): string {
  return `${placeOf(rate)} ${rate.taxClass} ${rate.ppm}`;
}

/** "DE standard 19 %": which rate, for people. Ten-thousandths of a percent print exactly. */
export function reasonOf(rate: TaxRate): string {
  return `${placeOf(rate)} ${rate.taxClass} ${rate.ppm / 10_000} %`;
}

function isCloser(rate: TaxRate, best: TaxRate | null): boolean {
  if (best === null) return true;
  const [narrow, bestNarrow] = [rate.region !== undefined, best.region !== undefined];
  return narrow === bestNarrow ? rate.from > best.from : narrow;
}

function placeOf(rate: TaxRate): string {
  return rate.region === undefined ? rate.country : `${rate.country}-${folded(rate.region)}`;
}

/** Shoppers write "ny": the region of an address is free text. */
export function folded(region: string): string {
  return region.trim().toUpperCase();
}
