import type { HoldLine } from "../../contracts/inventory.ts";
import { unreachable } from "../../domain/kernel/assert.ts";
import type { Outcome } from "../../domain/orders/commands.ts";
import type { Effect } from "../../domain/orders/next.ts";
import type { OrderTerms } from "../../domain/orders/types.ts";
import { CALLER, type SalePorts } from "./ports.ts";

export type HoldsEffect = Extract<Effect, { type: "renew_holds" | "commit_holds" | "release_holds" | "return_stock" }>;

/** What an order holds: its lines that can run out. */
export function scarceLines(terms: Pick<OrderTerms, "lines">): HoldLine[] {
  return terms.lines
    .filter((line) => line.trackStock)
    .map(({ sku, quantity, backorder }) => ({ sku, quantity, backorder }));
}

/** One call to inventory for all of an order's goods; each is idempotent by order id. */
export async function holds(ports: SalePorts, terms: OrderTerms, effect: HoldsEffect): Promise<Outcome> {
  const { orderId } = terms;
  const lines = scarceLines(terms);
  switch (effect.type) {
    case "renew_holds": {
      const renewed = await ports.INVENTORY.hold(CALLER, orderId, lines, effect.until);
      return renewed.ok ? { type: "holds_renewed", until: effect.until } : { type: "holds_refused" };
    }
    case "commit_holds":
      return { type: "holds_committed", ...(await ports.INVENTORY.commit(CALLER, orderId, lines)) };
    case "release_holds":
      await ports.INVENTORY.release(
        CALLER,
        orderId,
        lines.map((line) => line.sku),
      );
      return { type: "holds_released" };
    case "return_stock":
      await ports.INVENTORY.restock(CALLER, orderId, "cancel", lines);
      return { type: "stock_returned" };
    default:
      return unreachable(effect);
  }
}
