import { traceIdNow } from "./trace.ts";

const CAUSE_MAX = 500;

type Fields = Record<string, string | number | boolean | null>;

/** One line of JSON, with the trace of what was being served. No personal data, no secrets, no request bodies: ids, codes, counts. */
export function logProblem(message: string, fields: Fields = {}): void {
  write("error", message, fields);
}

/** The same for what went well but is worth a look. */
export function logNotice(message: string, fields: Fields = {}): void {
  write("warn", message, fields);
}

function write(level: "error" | "warn", message: string, fields: Fields): void {
  const traceId = traceIdNow();
  console[level](JSON.stringify({ level, message, ...(traceId === undefined ? {} : { traceId }), ...fields }));
}

/** What went wrong, in a line for the log. A failed query's message ends in its parameters, which may be personal: they are cut off. */
export function causeOf(thrown: unknown): string {
  const text = thrown instanceof Error ? `${thrown.name}: ${thrown.message}` : String(thrown);
  return text.replace(/\s*params:[\s\S]*$/, "").slice(0, CAUSE_MAX);
}
