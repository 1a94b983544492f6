const CURSOR_MAX = 1_000;

/** Where a page ended: the sort key of its last row (0 where the number alone says it) and its number. */
export type Position = { key: string | number; number: number };

/** An opaque cursor. `sort` names the order of the list it was written for. */
export function writeCursor(sort: string, { key, number }: Position): string {
  return Buffer.from(JSON.stringify([sort, key, number])).toString("base64url");
}

/** Null for anything that we did not write for a list in this order. */
export function readCursor(sort: string, keyType: "string" | "number", cursor: string): Position | null {
  if (cursor.length > CURSOR_MAX || !/^[\w-]+$/.test(cursor)) return null;
  let parts: unknown;
  try {
    parts = JSON.parse(Buffer.from(cursor, "base64url").toString());
  } catch {
    return null; // Whatever it was, it is no cursor of ours.
  }
  if (!Array.isArray(parts) || parts.length !== 3 || parts[0] !== sort) return null;
  const [, key, number] = parts as unknown[];
  const keyFits = keyType === "string" ? typeof key === "string" : Number.isSafeInteger(key);
  return keyFits && Number.isSafeInteger(number) ? { key: key as string | number, number: number as number } : null;
}
