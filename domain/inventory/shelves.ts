import type { Movement } from "./ledger.ts";
import type { Hold, Part, Shelf, StockState } from "./types.ts";

/** What may still be promised at a place. */
export const availableAt = (shelf: Shelf): number => shelf.onHand - shelf.held;

/** The level over all places. */
export function levelOf(shelves: readonly Shelf[]): { onHand: number; held: number; available: number } {
  const onHand = shelves.reduce((sum, shelf) => sum + shelf.onHand, 0);
  const held = shelves.reduce((sum, shelf) => sum + shelf.held, 0);
  return { onHand, held, available: onHand - held };
}

/** The shelves after these movements. A place appears with its first. */
export function move(shelves: readonly Shelf[], movements: readonly Movement[]): Shelf[] {
  const byLocation = new Map(shelves.map((shelf) => [shelf.location, shelf]));
  for (const { location, onHandDelta, heldDelta } of movements) {
    const shelf = byLocation.get(location) ?? { location, onHand: 0, held: 0 };
    byLocation.set(location, { location, onHand: shelf.onHand + onHandDelta, held: shelf.held + heldDelta });
  }
  return [...byLocation.values()].sort(byName);
}

/** Takes up to `quantity`, the fullest place first: an order is sent from as few places as can be. */
export function take(shelves: readonly Shelf[], quantity: number): { parts: Part[]; missing: number } {
  const fullestFirst = [...shelves].sort((a, b) => availableAt(b) - availableAt(a) || byName(a, b));
  const parts: Part[] = [];
  let missing = quantity;
  for (const shelf of fullestFirst) {
    const taken = Math.min(missing, availableAt(shelf));
    if (taken <= 0) break;
    parts.push({ location: shelf.location, quantity: taken });
    missing -= taken;
  }
  return { parts, missing };
}

/** The holds that count no longer at this time. */
export function lapsedAt(state: StockState, at: number): [string, Hold][] {
  return Object.entries(state.holds).filter(([, hold]) => hold.until <= at);
}

/** The shelves as they are at this time: what has lapsed is free, whether or not anybody has noticed. */
export function shelvesAt(state: StockState, at: number): Shelf[] {
  const freed = new Map<string, number>();
  for (const { location, quantity } of lapsedAt(state, at).flatMap(([, hold]) => hold.parts)) {
    freed.set(location, (freed.get(location) ?? 0) + quantity);
  }
  return state.shelves.map((shelf) => ({ ...shelf, held: shelf.held - (freed.get(shelf.location) ?? 0) }));
}

/** When the next hold lapses; null while nothing is held. Epoch ms. */
export function earliestExpiry(state: StockState): number | null {
  const earliest = Object.values(state.holds).reduce((at, hold) => Math.min(at, hold.until), Number.POSITIVE_INFINITY);
  return earliest === Number.POSITIVE_INFINITY ? null : earliest;
}

/** By code units: the same on every machine, unlike a locale's order. */
const byName = (a: Shelf, b: Shelf): number => (a.location < b.location ? -1 : a.location > b.location ? 1 : 0);
