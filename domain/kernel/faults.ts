import { type Currency, isCurrency } from "./currency.ts";
import { SKU_MAX } from "./ids.ts";

/** Where in a draft something is wrong. `path` is dotted (`zones.0.name`), `code` stable. */
export type Fault = { path: string; code: string };

/** As many are told at once; who mends them will be told of the rest. */
export const FAULTS_MAX = 20;

const CONTROL = /\p{Cc}/u;
/** Visible characters of any script. */
const VISIBLE = /^[^\s\p{C}\p{Z}]+$/u;

/** One fault, or none: to be spread into a list of them. */
export function faultIf(isWrong: boolean, path: string, code: string): Fault[] {
  return isWrong ? [{ path, code }] : [];
}

/** An exact integer from `min` to `max`, both included. */
export function integerFaults(path: string, value: number, min: number, max: number): Fault[] {
  if (!Number.isSafeInteger(value)) return [{ path, code: "not_integer" }];
  return faultIf(value < min || value > max, path, "range");
}

/** A line of text that people will read. */
export function textFaults(path: string, text: string, max: number): Fault[] {
  if (text.trim() === "") return [{ path, code: "required" }];
  if (text.length > max) return [{ path, code: "too_long" }];
  return faultIf(!text.isWellFormed() || CONTROL.test(text), path, "control_char");
}

/** Different SKUs, at most `max`. */
export function skusFaults(path: string, skus: readonly string[], max: number): Fault[] {
  if (skus.length > max) return [{ path, code: "too_many" }];
  const wrong = skus.findIndex((sku) => sku.length > SKU_MAX || !VISIBLE.test(sku));
  return [...(wrong < 0 ? [] : [{ path: `${path}.${wrong}`, code: "format" }]), ...duplicateFaults(path, skus)];
}

/** Minor units by currency. */
export function amountsFaults(path: string, amounts: Partial<Record<Currency, number>>, max: number): Fault[] {
  return Object.entries(amounts).flatMap(([currency, minor]) => {
    const here = `${path}.${currency}`;
    return isCurrency(currency) ? integerFaults(here, minor, 0, max) : [{ path: here, code: "currency" }];
  });
}

/** One for every key that stood there before. */
export function duplicateFaults(path: string, keys: readonly string[]): Fault[] {
  const seen = new Set<string>();
  return keys.flatMap((key, index) => {
    const isSecond = seen.has(key);
    seen.add(key);
    return faultIf(isSecond, `${path}.${index}`, "duplicate");
  });
}
