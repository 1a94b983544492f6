import type { StockMovement } from "../../contracts/inventory.ts";
import { movementsOf } from "../../domain/inventory/ledger.ts";
import type { StockEvent } from "../../domain/inventory/types.ts";
import type { StoredEvent } from "../kernel/event-log.ts";

/** Events read for one page. Those that moved nothing make a page shorter, never longer. */
const EVENTS_MAX = 200;

/** The place of a movement: the event's number and which of its movements. */
export type LedgerPlace = { seq: number; index: number };
export type LedgerPage = { movements: StockMovement[]; next: LedgerPlace | null };

/** The movements after a place, oldest first. `read` answers the events after a number. */
export function ledgerPage(
  read: (afterSeq: number, limit: number) => StoredEvent<StockEvent>[],
  after: LedgerPlace,
  limit: number,
): LedgerPage {
  const events = read(after.seq - 1, EVENTS_MAX);
  const fresh = events
    .flatMap(({ version: seq, event }) =>
      movementsOf(event).map((movement, index) => {
        return { index, movement: { seq, ...movement, at: new Date(event.at).toISOString() } };
      }),
    )
    .filter(({ index, movement: { seq } }) => seq > after.seq || (seq === after.seq && index > after.index));
  const shown = fresh.slice(0, limit);
  const movements = shown.map(({ movement }) => movement);
  const last = shown.at(-1);
  if (last && fresh.length > limit) return { movements, next: { seq: last.movement.seq, index: last.index } };
  const end = events.at(-1);
  const more = end !== undefined && events.length === EVENTS_MAX;
  return { movements, next: more ? { seq: end.version, index: Number.MAX_SAFE_INTEGER } : null };
}
