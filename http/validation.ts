import type { z } from "zod";
import type { FieldError } from "../contracts/caller.ts";

/**
 * What can be wrong with a field. A schema names its own by giving one of these as a check's message; the rest follows from
 * the kind of the issue.
 */
export const FIELD_CODES = [
  "unknown_field",
  "wrong_type",
  "required",
  "not_integer",
  "not_integer_minor_units",
  "range",
  "quantity_range",
  "currency",
  "country",
  "too_many_lines",
  "too_many",
  "too_few",
  "too_long",
  "too_short",
  "control_char",
  "card_data_not_accepted",
  "email_invalid",
  "format",
  "choice",
  "conflict",
  "parameter",
] as const;
export type FieldCode = (typeof FIELD_CODES)[number];

const ERRORS_MAX = 20;
/** Only names that look like names are repeated in an answer. */
const NAME = /^\w{1,64}$/;
const known: ReadonlySet<string> = new Set(FIELD_CODES);

type Issue = z.core.$ZodIssue;

/** A schema's issues in our own words, at most 20. A code that a schema names itself wins over a derived one for the same place. */
export function fieldErrors(issues: readonly Issue[], raw: unknown): FieldError[] {
  const errors = new Map<string, { code: string; named: boolean }>();
  for (const issue of issues.slice(0, ERRORS_MAX)) {
    for (const { path, code } of errorsOf(issue, raw)) {
      const named = code === issue.message;
      if (!errors.has(path) || (named && !errors.get(path)?.named)) errors.set(path, { code, named });
    }
  }
  return [...errors].slice(0, ERRORS_MAX).map(([path, { code }]) => ({ path, code }));
}

/** For a query: whatever is wrong is `parameter`, unless the schema names it. */
export function parameterErrors(issues: readonly Issue[], raw: unknown): FieldError[] {
  return fieldErrors(issues, raw).map(({ path, code }) =>
    issues.some((issue) => issue.message === code) ? { path, code } : { path, code: "parameter" },
  );
}

function errorsOf(issue: Issue, raw: unknown): { path: string; code: FieldCode }[] {
  const path = dotted(issue.path);
  if (issue.code === "unrecognized_keys") {
    return issue.keys.map((key) => ({ path: dotted([...issue.path, key]), code: "unknown_field" }));
  }
  return [{ path, code: codeOf(issue, valueAt(raw, issue.path)) }];
}

function codeOf(issue: Issue, value: unknown): FieldCode {
  if (issue.code !== "custom" && value === undefined) return "required";
  if (known.has(issue.message)) return issue.message as FieldCode;
  switch (issue.code) {
    case "invalid_type":
      return issue.expected === "int" && typeof value === "number" ? "not_integer" : "wrong_type";
    case "invalid_value":
      return typeof value === typeof issue.values[0] ? "choice" : "wrong_type";
    case "too_big":
      return sizeCode(issue.origin, "too_many", "too_long");
    case "too_small":
      return sizeCode(issue.origin, "too_few", "too_short");
    case "invalid_key":
      return "unknown_field";
    case "invalid_union":
      return "wrong_type";
    default:
      return "format";
  }
}

function sizeCode(origin: string, ofList: FieldCode, ofText: FieldCode): FieldCode {
  if (origin === "string") return ofText;
  return origin === "array" || origin === "set" || origin === "map" ? ofList : "range";
}

function valueAt(raw: unknown, path: readonly PropertyKey[]): unknown {
  return path.reduce<unknown>(
    (value, key) => (typeof value === "object" && value !== null ? Reflect.get(value, key) : undefined),
    raw,
  );
}

/** A place in a body, with a question mark for what does not look like a name. */
export function dotted(path: readonly PropertyKey[]): string {
  return path.map((key) => (NAME.test(String(key)) ? String(key) : "?")).join(".");
}
