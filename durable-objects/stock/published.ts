import { movementsOf } from "../../domain/inventory/ledger.ts";
import { levelOf } from "../../domain/inventory/shelves.ts";
import type { StockEvent, StockState } from "../../domain/inventory/types.ts";
import type { Sku } from "../../domain/kernel/ids.ts";
import type { StockEvent as PublishedStockEvent } from "../../queues/events/stock.ts";

/** Other domains hear of a level when it changed, and of nothing else: who holds what stays at home. */
export function publishedOf(event: StockEvent, after: StockState, sku: Sku): PublishedStockEvent | null {
  if (movementsOf(event).length === 0) return null;
  return { type: "StockLevelChanged", version: 1, data: { sku, ...levelOf(after.shelves) } };
}
