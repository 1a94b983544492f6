import { type LevelsTable, levels } from "../../../d1/schema/inventory.ts";
import { readStockEvent, type StockEvent } from "../../events/stock.ts";
import type { Projection } from "../../kernel/apply-once.ts";

/** Each SKU's level, as its last event told it, written to the live table or to the one a rebuild fills. */
export function levelsInto(table: LevelsTable): Projection<StockEvent> {
  return {
    read: readStockEvent,
    statements: (db, { data: { sku, available } }, { at: changedAt }) => [
      db
        .insert(table)
        .values({ sku, available, changedAt })
        .onConflictDoUpdate({ target: table.sku, set: { available, changedAt } }),
    ],
  };
}

export const stockLevels = levelsInto(levels);
