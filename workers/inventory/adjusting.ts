import type { CommandMeta } from "../../contracts/caller.ts";
import type { InventoryRefusal, StockChange, StockLevel } from "../../contracts/inventory.ts";
import { availableAt } from "../../domain/inventory/shelves.ts";
import { DEFAULT_LOCATION, LOCATION_MAX, REASON_MAX, type Shelf } from "../../domain/inventory/types.ts";
import type { Sku } from "../../domain/kernel/ids.ts";
import { inParallel } from "../../domain/kernel/parallel.ts";
import { err, ok, type Result } from "../../domain/kernel/result.ts";
import type { StockObjectRefusal } from "../../durable-objects/stock.ts";
import { isSku, type Stocks, stockOf } from "./stocks.ts";

type Adjusted = Result<StockLevel[], InventoryRefusal>;

/** SKUs side by side, the changes of one SKU in their order. One result for each change, in order. */
export async function adjustAll(stocks: Stocks, meta: CommandMeta, changes: StockChange[]): Promise<Adjusted[]> {
  const results = new Array<Adjusted>(changes.length);
  const bySku = Map.groupBy(changes.entries(), ([, change]) => change.sku);
  await inParallel([...bySku.values()], async (mine) => {
    for (const [place, change] of mine) {
      results[place] = await adjust(stocks, { ...meta, commandId: `${meta.commandId}/${place}` }, change);
    }
  });
  return results;
}

async function adjust(stocks: Stocks, meta: CommandMeta, change: StockChange): Promise<Adjusted> {
  const { sku, reason, location = DEFAULT_LOCATION } = change;
  if (!isSku(sku)) return err({ code: "not_found" });
  if (location.length < 1 || location.length > LOCATION_MAX) return invalid("location");
  if (reason.length > REASON_MAX) return invalid("reason");
  const to = "onHand" in change ? { onHand: change.onHand } : { delta: change.delta };
  const answer = await stockOf(stocks, sku).handle(sku, { type: "Adjust", location, change: to, reason }, meta);
  return answer.ok ? ok(levelsOf(sku, answer.value.shelves)) : err(refusalOf(sku, answer.error));
}

export function levelsOf(sku: Sku, shelves: Shelf[]): StockLevel[] {
  return shelves.map((shelf) => ({ sku, ...shelf, available: availableAt(shelf) }));
}

function refusalOf(sku: Sku, refusal: StockObjectRefusal): InventoryRefusal {
  switch (refusal.code) {
    case "below_held":
      return { code: "below_held", sku, held: refusal.held };
    case "idempotency_mismatch":
      return refusal;
    case "on_hand_range":
      return { code: "parameter", errors: [{ path: "onHand", code: "range" }] };
    case "too_many_locations":
      return { code: "parameter", errors: [{ path: "location", code: "too_many" }] };
    default:
      throw new Error(`an adjustment refused with ${refusal.code}`);
  }
}

function invalid(path: string): Adjusted {
  return err({ code: "parameter", errors: [{ path, code: "length" }] });
}
