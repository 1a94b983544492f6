import type { ProductQuery } from "../../contracts/catalog.ts";

const CURSOR_MAX = 1_000;

export type Sort = ProductQuery["sort"];
/** Where a page ended: the sort key of its last product (a title's key, a price, or nothing beside the number) and its number. */
export type Position = { key: string | number; number: number };

export function writeCursor(sort: Sort, { key, number }: Position): string {
  return Buffer.from(JSON.stringify([sort, key, number])).toString("base64url");
}

/** Null for anything that we did not write for this sort. */
export function readCursor(sort: Sort, cursor: string): Position | null {
  if (cursor.length > CURSOR_MAX || !/^[\w-]+$/.test(cursor)) return null;
  let parts: unknown;
  try {
    parts = JSON.parse(Buffer.from(cursor, "base64url").toString());
  } catch {
    return null; // Whatever it was, it is no cursor of ours.
  }
  if (!Array.isArray(parts) || parts.length !== 3 || parts[0] !== sort) return null;
  const [, key, number] = parts as unknown[];
  const keyFits = sort === "title" ? typeof key === "string" : Number.isSafeInteger(key);
  return keyFits && Number.isSafeInteger(number) ? { key: key as string | number, number: number as number } : null;
}
