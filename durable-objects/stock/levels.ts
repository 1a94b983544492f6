import type { Movement } from "../../domain/inventory/ledger.ts";
import { availableAt } from "../../domain/inventory/shelves.ts";
import type { Shelf } from "../../domain/inventory/types.ts";

/** The last line of defence: whatever a decision may get wrong, the database refuses to promise what is not there. */
export const LEVEL_TABLES = [
  `CREATE TABLE IF NOT EXISTS levels (
    location TEXT PRIMARY KEY,
    on_hand INTEGER NOT NULL CHECK (on_hand >= 0),
    held INTEGER NOT NULL CHECK (held >= 0),
    available INTEGER NOT NULL CHECK (available >= 0),
    CHECK (available = on_hand - held)) STRICT, WITHOUT ROWID`,
];

/** Writes the places that moved, in the transaction that appends the events. */
export function writeLevels(sql: SqlStorage, shelves: readonly Shelf[], movements: readonly Movement[]): void {
  const moved = new Set(movements.map((movement) => movement.location));
  for (const shelf of shelves.filter((each) => moved.has(each.location))) {
    sql.exec(
      "INSERT INTO levels (location, on_hand, held, available) VALUES (?, ?, ?, ?) ON CONFLICT (location) DO UPDATE SET on_hand = excluded.on_hand, held = excluded.held, available = excluded.available",
      shelf.location,
      shelf.onHand,
      shelf.held,
      availableAt(shelf),
    );
  }
}
