import { type Currency, minorDigits } from "../../domain/kernel/currency.ts";
import { MINOR_MAX } from "../../domain/kernel/money.ts";

const DECIMAL = /^(\d{1,13})(?:\.(\d{1,6}))?$/;
/** International avoirdupois pound and ounce, exact. */
const GRAMS_PER: Record<string, number> = { g: 1, kg: 1_000, lb: 453.59237, oz: 28.349523125 };

/** "879.99" of dollars is 87999. Null where it is no amount, or finer than the currency: an amount is never rounded. */
export function priceMinor(text: string, currency: Currency): number | null {
  const [, whole, fraction = ""] = DECIMAL.exec(text) ?? [];
  if (whole === undefined) return null;
  const digits = minorDigits(currency);
  if (/[1-9]/.test(fraction.slice(digits))) return null;
  const minor = Number(whole + fraction.slice(0, digits).padEnd(digits, "0"));
  return minor <= MINOR_MAX ? minor : null;
}

/** Whole grams; no weight given is 0. Null where number or unit cannot be read. */
export function weightGrams(text: string, unit: string): number | null {
  if (text === "") return 0;
  const perUnit = GRAMS_PER[unit === "" ? "g" : unit.toLowerCase()];
  return perUnit !== undefined && DECIMAL.test(text) ? Math.round(Number(text) * perUnit) : null;
}

/** "TRUE", "false", "1", "no"; `absent` where nothing is said. Null for anything else. */
export function flag(text: string, absent: boolean): boolean | null {
  if (text === "") return absent;
  if (/^(true|yes|1)$/i.test(text)) return true;
  return /^(false|no|0)$/i.test(text) ? false : null;
}

/** A count of things on the shelf. Null where it is none. */
export function count(text: string): number | null {
  return /^\d{1,9}$/.test(text) ? Number(text) : null;
}
