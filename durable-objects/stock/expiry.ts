import { earliestExpiry } from "../../domain/inventory/shelves.ts";
import type { StockCommand, StockState } from "../../domain/inventory/types.ts";
import type { Sku } from "../../domain/kernel/ids.ts";
import type { Timers } from "../kernel/timers.ts";

export const EXPIRY_TIMER = "expiry";

/**
 * One timer, for the hold that lapses first, set in the commit that takes the hold. It moves when it went off and when a
 * hold is shorter than all others, not with every hold: each move of an alarm costs a commit of its own.
 */
export function wakeForExpiry(timers: Timers, sku: Sku, state: StockState, command: StockCommand): void {
  const at = earliestExpiry(state);
  if (at === null) return;
  if (command.type === "Expire") timers.set(sku, EXPIRY_TIMER, at);
  else timers.setNoLater(sku, EXPIRY_TIMER, at);
}
