import type { Destination } from "../kernel/address.ts";
import type { Currency } from "../kernel/currency.ts";
import { type Money, money } from "../kernel/money.ts";
import { err, ok, type Result } from "../kernel/result.ts";

/** In a zone's countries: everywhere no other zone names. */
export const EVERYWHERE = "*";

/** One way to ship within a zone. A price per currency in minor units; none: not offered in it. */
export type Rate = {
  id: string;
  title: string;
  prices: Partial<Record<Currency, number>>;
  /** Working days. */
  minDays: number;
  maxDays: number;
};
export type Zone = { name: string; countries: string[]; rates: Rate[] };

export type Offer = { id: string; title: string; price: Money; minDays: number; maxDays: number };
export type Unserved = { code: "destination_unserved" } | { code: "option_unserved" };

/** What can be chosen for a destination, cheapest first, ties by id. Empty: the shop does not ship there, or not for that currency. */
export function offersFor(zones: readonly Zone[], { country }: Destination, currency: Currency): Offer[] {
  return (zoneOf(zones, country)?.rates ?? [])
    .flatMap(({ id, title, prices, minDays, maxDays }): Offer[] => {
      const minor = prices[currency];
      return minor === undefined ? [] : [{ id, title, price: money(minor, currency), minDays, maxDays }];
    })
    .sort((a, b) => a.price.minor - b.price.minor || (a.id < b.id ? -1 : 1));
}

/** Can this be sent as it was ordered? The shop may have changed its zones since. */
export function served(
  zones: readonly Zone[],
  wanted: { country: string; currency: string; optionId: string },
): Result<Rate, Unserved> {
  const zone = zoneOf(zones, wanted.country);
  if (zone === undefined) return err({ code: "destination_unserved" });
  const rate = zone.rates.find(({ id, prices }) => id === wanted.optionId && Object.hasOwn(prices, wanted.currency));
  return rate === undefined ? err({ code: "option_unserved" }) : ok(rate);
}

function zoneOf(zones: readonly Zone[], country: string): Zone | undefined {
  return (
    zones.find(({ countries }) => countries.includes(country)) ??
    zones.find(({ countries }) => countries.includes(EVERYWHERE))
  );
}
