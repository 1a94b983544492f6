import type { Page, PageRequest } from "../../contracts/caller.ts";
import type { OrderSummary } from "../../domain/orders/types.ts";
import { type ListPlace, readCursor, writeCursor } from "./list-cursor.ts";

/** A page of the list with the orders that the list has not heard of yet, each in its place: newest first, no longer than asked for. */
export function withUnlisted(
  listed: Page<OrderSummary>,
  unlisted: readonly OrderSummary[],
  { limit, cursor }: PageRequest,
): Page<OrderSummary> {
  const from = cursor === undefined ? null : readCursor(cursor);
  // What comes behind the end of a page that has a next one has its place there.
  const last = listed.nextCursor === null ? undefined : listed.items.at(-1);
  const known = new Set(listed.items.map((item) => item.id));
  const missing = unlisted.filter((item) => {
    const place = placeOf(item);
    return !known.has(item.id) && (!from || isBehind(place, from)) && (!last || !isBehind(place, placeOf(last)));
  });
  const all = [...listed.items, ...missing].sort((a, b) => (isBehind(placeOf(a), placeOf(b)) ? 1 : -1));
  const items = all.slice(0, limit);
  const end = items.at(-1);
  const hasNext = all.length > limit || listed.nextCursor !== null;
  return { items, nextCursor: hasNext && end ? writeCursor(placeOf(end)) : null };
}

function placeOf({ placedAt, id }: OrderSummary): ListPlace {
  return { placedAt: Date.parse(placedAt), id };
}

function isBehind(one: ListPlace, other: ListPlace): boolean {
  return one.placedAt === other.placedAt ? one.id < other.id : one.placedAt < other.placedAt;
}
