import { invalid } from "./failure.ts";
import type { Param, Params } from "./form.ts";
import type { Metadata } from "./records.ts";

/** Documented limits of metadata. */
const METADATA_KEYS_MAX = 50;
const METADATA_KEY_MAX = 40;
const METADATA_VALUE_MAX = 500;
const TEXT_MAX = 5_000;

/** Refuses what an endpoint does not know, as Stripe does. */
export function onlyKnown(params: Params, known: readonly string[]): void {
  for (const name of Object.keys(params)) {
    if (!known.includes(name)) {
      throw invalid(`Received unknown parameter: ${name}`, { code: "parameter_unknown", param: name });
    }
  }
}

export function text(params: Params, name: string): string | null {
  const value = params[name];
  if (value === undefined || value === "") return null;
  if (typeof value !== "string") throw invalid(`Invalid string: ${JSON.stringify(value)}`, { param: name });
  if (value.length > TEXT_MAX) throw invalid(`Invalid string: must be at most ${TEXT_MAX} characters`, { param: name });
  return value;
}

export function required<T>(value: T | null, name: string): T {
  if (value === null) {
    throw invalid(`Missing required param: ${name}.`, { code: "parameter_missing", param: name });
  }
  return value;
}

export function integer(params: Params, name: string): number | null {
  const value = text(params, name);
  if (value === null) return null;
  if (!/^-?\d{1,15}$/.test(value)) {
    throw invalid(`Invalid integer: ${value}`, { code: "parameter_invalid_integer", param: name });
  }
  return Number(value);
}

export function positive(params: Params, name: string): number | null {
  const value = integer(params, name);
  if (value !== null && value < 1) {
    throw invalid("Invalid positive integer", { code: "parameter_invalid_integer", param: name });
  }
  return value;
}

export function flag(params: Params, name: string): boolean | null {
  const value = text(params, name);
  if (value === null) return null;
  if (value !== "true" && value !== "false") throw invalid(`Invalid boolean: ${value}`, { param: name });
  return value === "true";
}

export function oneOf<T extends string>(params: Params, name: string, allowed: readonly T[]): T | null {
  const value = text(params, name);
  if (value === null) return null;
  const found = allowed.find((candidate) => candidate === value);
  if (found === undefined) throw invalid(`Invalid ${name}: must be one of ${allowed.join(", ")}`, { param: name });
  return found;
}

export function hash(params: Params, name: string): Params | null {
  const value = params[name];
  if (value === undefined || value === "") return null;
  if (typeof value === "string" || Array.isArray(value)) throw invalid("Invalid hash", { param: name });
  return value;
}

export function list(params: Params, name: string): string[] | null {
  const value: Param | undefined = params[name];
  if (value === undefined || value === "") return null;
  if (!Array.isArray(value)) throw invalid("Invalid array", { param: name });
  return value.map((entry) => {
    if (typeof entry !== "string") throw invalid("Invalid array", { param: name });
    return entry;
  });
}

export function metadata(params: Params): Metadata {
  const entries = Object.entries(hash(params, "metadata") ?? {});
  if (entries.length > METADATA_KEYS_MAX) throw invalid("Metadata holds at most 50 keys", { param: "metadata" });
  const kept: Metadata = {};
  for (const [key, value] of entries) {
    if (typeof value !== "string") throw invalid("Metadata values must be strings", { param: `metadata[${key}]` });
    if (key.length > METADATA_KEY_MAX || value.length > METADATA_VALUE_MAX) {
      throw invalid(`Metadata keys are at most ${METADATA_KEY_MAX} characters, values ${METADATA_VALUE_MAX}`, {
        param: "metadata",
      });
    }
    if (value !== "") kept[key] = value;
  }
  return kept;
}
