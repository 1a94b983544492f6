import { invalid } from "./failure.ts";

/** Documented minimum charges, in minor units (docs.stripe.com/currencies#minimum-and-maximum-charge-amounts). */
const MINIMUM: Readonly<Record<string, number>> = {
  usd: 50,
  aed: 200,
  aud: 50,
  brl: 50,
  cad: 50,
  chf: 50,
  czk: 1500,
  dkk: 250,
  eur: 50,
  gbp: 30,
  hkd: 400,
  huf: 17500,
  inr: 50,
  jpy: 50,
  mxn: 1000,
  myr: 200,
  nok: 300,
  nzd: 50,
  pln: 200,
  ron: 200,
  sek: 300,
  sgd: 50,
  thb: 1000,
};
const MINIMUM_ELSEWHERE = 1;
/** Eight digits, whatever the currency. */
const MAXIMUM = 99_999_999;

/** From the runtime's own table: the stand-in shares no table with the shop it is to check. */
const CURRENCIES = new Set(Intl.supportedValuesOf("currency").map((code) => code.toLowerCase()));

export function currency(given: string): string {
  const code = given.toLowerCase();
  if (!CURRENCIES.has(code)) throw invalid(`Invalid currency: ${given}.`, { param: "currency" });
  return code;
}

export function chargeable(amount: number, code: string): number {
  const minimum = MINIMUM[code] ?? MINIMUM_ELSEWHERE;
  if (amount < minimum) {
    const least = `Amount must be at least ${written(minimum, code)}`;
    throw invalid(least, { code: "amount_too_small", param: "amount" });
  }
  if (amount > MAXIMUM) {
    const most = `Amount must be no more than ${written(MAXIMUM, code)}`;
    throw invalid(most, { code: "amount_too_large", param: "amount" });
  }
  return amount;
}

/** As Stripe writes amounts in messages: "$10.00 usd" is not parsed by anyone, so this is near, not exact. */
export function written(amount: number, code: string): string {
  const format = new Intl.NumberFormat("en-US", { style: "currency", currency: code });
  const digits = format.resolvedOptions().maximumFractionDigits ?? 2;
  return format.format(amount / 10 ** digits);
}
