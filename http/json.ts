import { err, ok, type Result } from "../domain/kernel/result.ts";
import type { EdgeRefusal } from "./refusal.ts";
import { dotted } from "./validation.ts";

/** Levels of nesting. The deepest body of ours, an import of products, has 6. */
export const DEPTH_MAX = 20;

/** Control characters but line feed and tab, which are for free text: its schema decides. */
const CONTROL = /[^\P{Cc}\n\t]/u;
/** Keys that change an object's prototype when they are copied carelessly. JSON.parse keeps them as own keys. */
const FORBIDDEN_KEYS = new Set(["__proto__", "constructor", "prototype"]);

/** Strict UTF-8, JSON, and nothing in it that could surprise later code. */
export function parseJson(bytes: Uint8Array): Result<unknown, EdgeRefusal> {
  let text: string;
  try {
    text = new TextDecoder("utf-8", { fatal: true, ignoreBOM: true }).decode(bytes);
  } catch {
    return err({ code: "invalid_utf8" });
  }
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    return err({ code: "invalid_json" });
  }
  const fault = faultIn(value, 0);
  if (fault === null) return ok(value);
  const { code, path } = fault;
  return err(code === "too_deep" ? { code } : { code: "invalid", errors: [{ path: dotted(path), code }] });
}

/** `path`: where it is, from the top. */
type Fault = { code: "too_deep" | "control_char" | "unknown_field"; path: string[] };

function faultIn(value: unknown, depth: number): Fault | null {
  if (typeof value === "string") return isPlain(value) ? null : { code: "control_char", path: [] };
  if (typeof value !== "object" || value === null) return null;
  if (depth === DEPTH_MAX) return { code: "too_deep", path: [] };
  if (Array.isArray(value)) return faultInList(value, depth);
  for (const [key, item] of Object.entries(value)) {
    const fault = faultOfKey(key) ?? faultIn(item, depth + 1);
    if (fault) return { ...fault, path: [key, ...fault.path] };
  }
  return null;
}

function faultInList(items: readonly unknown[], depth: number): Fault | null {
  for (const [index, item] of items.entries()) {
    const fault = faultIn(item, depth + 1);
    if (fault) return { ...fault, path: [String(index), ...fault.path] };
  }
  return null;
}

function faultOfKey(key: string): Fault | null {
  if (FORBIDDEN_KEYS.has(key)) return { code: "unknown_field", path: [] };
  return isPlain(key) ? null : { code: "control_char", path: [] };
}

/** Well-formed Unicode without control characters. */
export function isPlain(text: string): boolean {
  return text.isWellFormed() && !CONTROL.test(text);
}
