import { optional, text } from "../read/rows.ts";
import type { Told } from "../read/shop.ts";

/** Which orders a cart has named, by its attempts to become one. */
export function ordersOfCart(events: readonly Told[]): string[][] {
  const attempts: string[][] = [[]];
  for (const { type, data } of events) {
    if (type === "HandedOver") {
      const orderId = text(data, "orderId");
      if (!attempts.at(-1)?.includes(orderId)) attempts.at(-1)?.push(orderId);
    }
    // Given up for good; a request that was refused only speaks for itself.
    if (type === "GivenBack" && data.forget !== true && optional(data, "orderId") !== null) attempts.push([]);
  }
  return attempts;
}
