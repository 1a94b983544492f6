import { err, ok, type Result } from "../domain/kernel/result.ts";
import type { EdgeRefusal } from "./refusal.ts";

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
  return fault === null ? ok(value) : err(fault);
}

function faultIn(value: unknown, depth: number): EdgeRefusal | null {
  if (typeof value === "string") return isPlain(value) ? null : invalid("control_char");
  if (typeof value !== "object" || value === null) return null;
  if (depth === DEPTH_MAX) return { code: "too_deep" };
  if (Array.isArray(value)) {
    for (const item of value) {
      const fault = faultIn(item, depth + 1);
      if (fault) return fault;
    }
    return null;
  }
  for (const [key, item] of Object.entries(value)) {
    if (FORBIDDEN_KEYS.has(key)) return invalid("unknown_field");
    if (!isPlain(key)) return invalid("control_char");
    const fault = faultIn(item, depth + 1);
    if (fault) return fault;
  }
  return null;
}

/** Well-formed Unicode without control characters. */
export function isPlain(text: string): boolean {
  return text.isWellFormed() && !CONTROL.test(text);
}

function invalid(code: string): EdgeRefusal {
  return { code: "invalid", errors: [{ path: "", code }] };
}
