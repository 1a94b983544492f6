import { levels } from "../../../d1/schema/inventory.ts";
import { StockEvent } from "../../events/stock.ts";
import type { Projection } from "../../kernel/apply-once.ts";

/** Each SKU's level, as its last event told it. */
export const stockLevels: Projection<StockEvent> = {
  read: ({ type, version, data }) => StockEvent.parse({ type, version, data }),
  statements: (db, { data: { sku, onHand, held, available } }, { at: changedAt }) => {
    const level = { onHand, held, available, changedAt };
    return [
      db
        .insert(levels)
        .values({ sku, ...level })
        .onConflictDoUpdate({ target: levels.sku, set: level }),
    ];
  },
};
