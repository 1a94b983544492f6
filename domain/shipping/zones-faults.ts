import { isCountry } from "../kernel/country.ts";
import {
  amountsFaults,
  duplicateFaults,
  FAULTS_MAX,
  type Fault,
  faultIf,
  integerFaults,
  textFaults,
} from "../kernel/faults.ts";
import { GOODS_MAX } from "../pricing/draft.ts";
import { EVERYWHERE, type Rate, type Zone } from "./zones.ts";

export const ZONES_MAX = 50;
export const RATES_MAX = 20;
const NAME_MAX = 80;
/** Working days. */
export const DAYS_MAX = 365;
const RATE_ID = /^[a-z0-9][a-z0-9_-]{0,63}$/;

/** What keeps a draft from being the shop's zones; empty when nothing does. A country lies in one zone at most. */
export function zonesFaults(zones: readonly Zone[]): Fault[] {
  if (zones.length > ZONES_MAX) return [{ path: "zones", code: "too_many" }];
  const countries = zones.flatMap((zone, index) => {
    return zone.countries.map((country, place) => ({ country, path: `zones.${index}.countries.${place}` }));
  });
  const names = zones.map((zone) => zone.name);
  return [
    ...zones.flatMap((zone, index) => zoneFaults(`zones.${index}`, zone)),
    ...duplicateFaults("zones", names),
    ...countries.flatMap(({ country, path }, place) => {
      const first = countries.findIndex((other) => other.country === country);
      return faultIf(first < place, path, "duplicate");
    }),
  ].slice(0, FAULTS_MAX);
}

function zoneFaults(path: string, { name, countries, rates }: Zone): Fault[] {
  const ids = rates.map((rate) => rate.id);
  const isEverywhere = countries.length === 1 && countries[0] === EVERYWHERE;
  return [
    ...textFaults(`${path}.name`, name, NAME_MAX),
    ...faultIf(countries.length === 0, `${path}.countries`, "required"),
    ...countries.flatMap((country, place) => {
      return faultIf(!isCountry(country) && !isEverywhere, `${path}.countries.${place}`, "unknown");
    }),
    ...faultIf(rates.length > RATES_MAX, `${path}.rates`, "too_many"),
    ...rates.slice(0, RATES_MAX).flatMap((rate, place) => rateFaults(`${path}.rates.${place}`, rate)),
    ...duplicateFaults(`${path}.rates`, ids),
  ];
}

function rateFaults(path: string, rate: Rate): Fault[] {
  return [
    ...faultIf(!RATE_ID.test(rate.id), `${path}.id`, "format"),
    ...textFaults(`${path}.title`, rate.title, NAME_MAX),
    ...amountsFaults(`${path}.prices`, rate.prices, GOODS_MAX),
    ...integerFaults(`${path}.minDays`, rate.minDays, 0, DAYS_MAX),
    ...integerFaults(`${path}.maxDays`, rate.maxDays, Math.max(0, rate.minDays), DAYS_MAX),
  ];
}
