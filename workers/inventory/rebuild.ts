import type { EventsApi } from "../../contracts/events.ts";
import { levelsNext } from "../../d1/schema/inventory.ts";
import { rebuildOf } from "../../durable-objects/rebuild.ts";
import { levelsInto, stockLevels } from "../../queues/consumers/inventory/levels.ts";
import { besideOf, exchanged } from "../kernel/beside.ts";

type Env = { DB: D1Database; EVENTS: Pick<EventsApi, "read"> };

/** Writes the stock levels anew from the event log beside the live ones, and swaps them in. */
export class RebuildObject extends rebuildOf<Env>("inventory", "inventory-levels", ({ DB }) =>
  besideOf(DB, "inventory-levels", {
    live: stockLevels,
    next: levelsInto(levelsNext),
    besides: [{ table: levelsNext, key: levelsNext.sku }],
    flip: (db) => exchanged(db, "levels", "levels_next"),
  }),
) {}
