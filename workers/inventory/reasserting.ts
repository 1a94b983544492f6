import type { Reassertion } from "../../contracts/inventory.ts";
import { unreachable } from "../../domain/kernel/assert.ts";
import type { OrderId, Sku } from "../../domain/kernel/ids.ts";
import { commitAll, holdAll, releaseAll, restockAll } from "./holding.ts";
import type { Stocks } from "./stocks.ts";

export type OwedGoods = { orderId: OrderId; sku: Sku; quantity: number };

/** Says again what an order's goods came to. What its SKUs know already changes nothing; answers what the order is owed. */
export async function reassert(stocks: Stocks, said: Reassertion): Promise<OwedGoods[]> {
  const { orderId, lines, holds, until } = said;
  const owed = (goods: { sku: Sku; quantity: number }[]) => goods.map((each) => ({ orderId, ...each }));
  switch (holds) {
    case "held": {
      const held = await holdAll(stocks, orderId, lines, until);
      const short = held.ok
        ? held.value.backordered
        : held.error.lines.map(({ sku, requested, available }) => ({ sku, quantity: requested - available }));
      return owed(short);
    }
    case "committed":
      return owed((await commitAll(stocks, orderId, lines)).backordered);
    case "restocked":
      // Sold first: goods that were never seen to leave would come back from nowhere.
      await commitAll(stocks, orderId, lines);
      await restockAll(stocks, { orderId, restockId: "cancel" }, lines);
      return [];
    case "released":
      await releaseAll(
        stocks,
        orderId,
        lines.map(({ sku }) => sku),
      );
      return [];
    default:
      return unreachable(holds);
  }
}
