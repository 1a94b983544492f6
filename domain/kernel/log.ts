const CAUSE_MAX = 500;

/** One line of JSON. No personal data, no secrets, no request bodies: ids, codes, counts. */
export function logProblem(message: string, fields: Record<string, string | number | boolean | null> = {}): void {
  console.error(JSON.stringify({ level: "error", message, ...fields }));
}

/** What went wrong, in a line for the log. A failed query's message ends in its parameters, which may be personal: they are cut off. */
export function causeOf(thrown: unknown): string {
  const text = thrown instanceof Error ? `${thrown.name}: ${thrown.message}` : String(thrown);
  return text.replace(/\s*params:[\s\S]*$/, "").slice(0, CAUSE_MAX);
}
