import type { Part, Settled, StockCommand, StockEvent } from "./types.ts";

/** Restocks are remembered beside the orders they belong to, under another name. */
export function restockKey(of: { orderId: string; restockId: string }): string {
  return `${of.orderId}/${of.restockId}`;
}

/** What a decision about this command must remember. */
export function keysOf(command: StockCommand): string[] {
  switch (command.type) {
    case "Hold":
    case "Commit":
    case "Release":
      return [command.orderId];
    case "Restock":
      return [command.orderId, restockKey(command)];
    default:
      return [];
  }
}

/** What is to be remembered of an event. `recall` answers what was remembered before. */
export function settledBy(event: StockEvent, recall: (key: string) => Settled | undefined): [string, Settled][] {
  const { at } = event;
  switch (event.type) {
    case "HoldReleased":
      return [[event.orderId, { outcome: "released", backordered: 0, out: [], at }]];
    case "HoldCommitted":
      return [[event.orderId, { outcome: "committed", backordered: event.backordered, out: event.parts, at }]];
    case "StockRestocked": {
      const once: [string, Settled] = [restockKey(event), { outcome: "restocked", backordered: 0, out: [], at }];
      const sold = recall(event.orderId);
      return sold ? [once, [event.orderId, { ...sold, out: without(sold.out, event.parts) }]] : [once];
    }
    default:
      return [];
  }
}

function without(out: readonly Part[], returned: readonly Part[]): Part[] {
  return out
    .map(({ location, quantity }) => {
      const back = returned.find((part) => part.location === location)?.quantity ?? 0;
      return { location, quantity: quantity - back };
    })
    .filter((part) => part.quantity > 0);
}

/** At most `quantity` of these parts, in their order. */
export function upTo(parts: readonly Part[], quantity: number): Part[] {
  let left = quantity;
  return parts
    .map((part) => {
      const taken = Math.min(left, part.quantity);
      left -= taken;
      return { location: part.location, quantity: taken };
    })
    .filter((part) => part.quantity > 0);
}
