import { minorDigits } from "../kernel/currency.ts";
import type { Money } from "../kernel/money.ts";

/** How a language writes numbers. */
export type Marks = { group: string; point: string };

/** An amount in digits, without its currency: `1,234.50`. From the integer itself, so that no cent is ever rounded. */
export function digitsOf({ minor, currency }: Money, { group, point }: Marks): string {
  const places = minorDigits(currency);
  const digits = String(minor).padStart(places + 1, "0");
  const whole = digits.slice(0, digits.length - places).replace(/\B(?=(\d{3})+$)/g, group);
  return places === 0 ? whole : `${whole}${point}${digits.slice(-places)}`;
}
