import { type Currency, minorDigits } from "../kernel/currency.ts";
import type { Money } from "../kernel/money.ts";

/**
 * Where Stripe counts in another unit than ISO 4217 (docs.stripe.com/currencies): ISK and UGX in hundredths that do not
 * exist, MGA in whole ariary. And where it wants the last of three digits to be 0.
 */
const PROVIDER_DIGITS: Partial<Record<Currency, number>> = { ISK: 2, UGX: 2, MGA: 0 };
const ROUNDED_TO_TEN: readonly Currency[] = ["BHD", "JOD", "KWD", "OMR", "TND"];

function digitsAtProvider(currency: Currency): number {
  return PROVIDER_DIGITS[currency] ?? minorDigits(currency);
}

/** The amount in the provider's unit; null where the provider cannot express it exactly. */
export function toProvider({ minor, currency }: Money): number | null {
  if (ROUNDED_TO_TEN.includes(currency) && minor % 10 !== 0) return null;
  const shift = digitsAtProvider(currency) - minorDigits(currency);
  const amount = shift >= 0 ? minor * 10 ** shift : minor / 10 ** -shift;
  return Number.isInteger(amount) ? amount : null;
}

/** Our minor units of what the provider says; null for an amount we cannot express, which no request of ours can have made. */
export function fromProvider(amount: number, currency: Currency): number | null {
  const shift = digitsAtProvider(currency) - minorDigits(currency);
  const minor = shift >= 0 ? amount / 10 ** shift : amount * 10 ** -shift;
  return Number.isInteger(minor) ? minor : null;
}
