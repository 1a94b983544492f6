import type { EventsApi } from "../../contracts/events.ts";
import { index, indexNext } from "../../d1/schema/search.ts";
import { rebuildOf } from "../../durable-objects/rebuild.ts";
import { productsInto, projectProducts } from "../../queues/consumers/catalog/search.ts";
import { besideOf, exchanged } from "../kernel/beside.ts";

type Env = { DB: D1Database; EVENTS: Pick<EventsApi, "read"> };

const { goods, listing, facets, terms, words } = indexNext;

/** Writes the index anew from the event log beside the live one, and swaps it in. */
export class RebuildObject extends rebuildOf<Env>("search", "search-index", ({ DB }) =>
  besideOf(DB, "search-index", {
    live: projectProducts,
    next: productsInto(indexNext),
    besides: [
      { table: goods, key: goods.number },
      { table: listing, key: listing.number },
      { table: facets, key: facets.number },
      { table: terms, key: terms.term },
      { table: words, key: words.rowid },
    ],
    flip: (db) => NAMES.flatMap((name) => exchanged(db, name, `${name}_next`)),
  }),
) {}

const NAMES = Object.keys(index);
