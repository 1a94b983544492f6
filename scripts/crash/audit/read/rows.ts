/** A row of a database, or an object of a journal: nothing is known of it before it is asked for by name. */
export type Row = Readonly<Record<string, unknown>>;

export function text(row: Row, name: string): string {
  const value = row[name];
  if (typeof value === "string") return value;
  throw new Error(`${name} is no text: ${JSON.stringify(row)}`);
}

export function int(row: Row, name: string): number {
  const value = row[name];
  if (typeof value === "number" && Number.isSafeInteger(value)) return value;
  throw new Error(`${name} is no whole number: ${JSON.stringify(row)}`);
}

export function optional(row: Row, name: string): string | null {
  const value = row[name];
  return typeof value === "string" ? value : null;
}

export function object(row: Row, name: string): Row {
  return asRow(row[name], name);
}

export function list(row: Row, name: string): Row[] {
  const value = row[name];
  if (!Array.isArray(value)) throw new Error(`${name} is no list: ${JSON.stringify(row)}`);
  return value.map((item) => asRow(item, name));
}

export function parsed(row: Row, name: string): Row {
  return asRow(JSON.parse(text(row, name)), name);
}

export function asRow(value: unknown, name: string): Row {
  if (typeof value !== "object" || value === null || Array.isArray(value)) throw new Error(`${name} is no object`);
  return value as Row;
}

/** The rows by a text of theirs, each in its order. */
export function by(rows: readonly Row[], name: string): Map<string, Row[]> {
  return Map.groupBy(rows, (row) => text(row, name));
}

export const sum = (numbers: Iterable<number>): number => [...numbers].reduce((total, number) => total + number, 0);
