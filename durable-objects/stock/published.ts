import { movementsOf } from "../../domain/inventory/ledger.ts";
import { levelOf } from "../../domain/inventory/shelves.ts";
import type { StockEvent, StockState } from "../../domain/inventory/types.ts";
import type { Sku } from "../../domain/kernel/ids.ts";
import type { WrittenStockEvent } from "../../queues/events/stock.ts";

/**
 * Other domains hear how much there is to sell when that changed, and of nothing else: who holds what stays at home, and so
 * does the sale of what was held, by which nobody has more or less to buy.
 */
export function publishedOf(event: StockEvent, after: StockState, sku: Sku): WrittenStockEvent | null {
  const change = movementsOf(event).reduce((sum, { onHandDelta, heldDelta }) => sum + onHandDelta - heldDelta, 0);
  if (change === 0) return null;
  return { type: "StockLevelChanged", version: 1, data: { sku, available: levelOf(after.shelves).available } };
}
