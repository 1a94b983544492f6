/** One line of JSON. No personal data, no secrets, no request bodies: ids, codes, counts. */
export function logProblem(message: string, fields: Record<string, string | number | boolean | null> = {}): void {
  console.error(JSON.stringify({ level: "error", message, ...fields }));
}

export function causeOf(thrown: unknown): string {
  return thrown instanceof Error ? `${thrown.name}: ${thrown.message}` : String(thrown);
}
