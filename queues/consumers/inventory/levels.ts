import { levels } from "../../../d1/schema/inventory.ts";
import { StockEvent } from "../../events/stock.ts";
import type { Projection } from "../../kernel/apply-once.ts";

/** Each SKU's level, as its last event told it. */
export const stockLevels: Projection<StockEvent> = {
  read: ({ type, version, data }) => StockEvent.parse({ type, version, data }),
  statements: (db, { data: { sku, available } }, { at: changedAt }) => [
    db
      .insert(levels)
      .values({ sku, available, changedAt })
      .onConflictDoUpdate({ target: levels.sku, set: { available, changedAt } }),
  ],
};
