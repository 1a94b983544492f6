import type { Address } from "../kernel/address.ts";
import { holdsCardNumber } from "../kernel/card-number.ts";
import { isCountry } from "../kernel/country.ts";
import { type Fault, faultIf, textFaults } from "../kernel/faults.ts";

export const NAME_MAX = 200;
const PHONE_MAX = 40;
export const LINE_MAX = 200;
export const CITY_MAX = 100;
const POSTAL_CODE_MAX = 12;
export const PREFERENCES_MAX = 20;
export const PREFERENCE_KEY = /^[\w.-]{1,64}$/;
export const PREFERENCE_MAX = 500;
/** Saved with one account. */
export const ADDRESSES_MAX = 20;

/** What its owner may change about an account; what is not named stays. */
export type ProfileChange = { name?: string; phone?: string | null; preferences?: Record<string, string> };

/** A line that a shopper writes: it may hold no card number. */
function lineFaults(path: string, text: string, max: number): Fault[] {
  return [...textFaults(path, text, max), ...faultIf(holdsCardNumber(text), path, "card_data_not_accepted")];
}

export function nameFaults(name: string): Fault[] {
  return lineFaults("name", name, NAME_MAX);
}

/** Judges what is named; empty where all of it will do. */
export function profileFaults({ name, phone, preferences = {} }: ProfileChange): Fault[] {
  const entries = Object.entries(preferences);
  return [
    ...(name === undefined ? [] : nameFaults(name)),
    ...(phone === undefined || phone === null ? [] : textFaults("phone", phone, PHONE_MAX)),
    ...faultIf(entries.length > PREFERENCES_MAX, "preferences", "too_many"),
    ...entries.slice(0, PREFERENCES_MAX).flatMap(([key, value]) => preferenceFaults(key, value)),
  ];
}

/** A key that is none is not said back. */
function preferenceFaults(key: string, value: string): Fault[] {
  if (!PREFERENCE_KEY.test(key)) return [{ path: "preferences", code: "format" }];
  const path = `preferences.${key}`;
  return [
    ...faultIf(value.length > PREFERENCE_MAX, path, "too_long"),
    ...faultIf(!value.isWellFormed() || value.includes("\0"), path, "control_char"),
    ...faultIf(holdsCardNumber(value), path, "card_data_not_accepted"),
  ];
}

/** The same for an address to be saved. */
export function addressFaults(address: Address): Fault[] {
  const { name, line1, line2, city, region, postalCode, country, phone } = address;
  return [
    ...nameFaults(name),
    ...lineFaults("line1", line1, LINE_MAX),
    ...(line2 === undefined ? [] : optionalFaults("line2", line2, LINE_MAX)),
    ...lineFaults("city", city, CITY_MAX),
    ...(region === undefined ? [] : optionalFaults("region", region, CITY_MAX)),
    ...textFaults("postalCode", postalCode, POSTAL_CODE_MAX),
    ...faultIf(!isCountry(country), "country", "country"),
    ...(phone === undefined ? [] : textFaults("phone", phone, PHONE_MAX)),
  ];
}

/** An empty one says what a missing one says. */
function optionalFaults(path: string, text: string, max: number): Fault[] {
  return text === "" ? [] : lineFaults(path, text, max);
}
