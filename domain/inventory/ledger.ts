import { unreachable } from "../kernel/assert.ts";
import type { OrderId } from "../kernel/ids.ts";
import type { Part, StockEvent } from "./types.ts";

/** What moved stock. */
export const MOVEMENT_KINDS = ["held", "expired", "released", "committed", "restocked", "adjusted"] as const;
export type MovementKind = (typeof MOVEMENT_KINDS)[number];

/** One line of the ledger: what an event moved at one place. */
export type Movement = {
  location: string;
  kind: MovementKind;
  onHandDelta: number;
  heldDelta: number;
  orderId: OrderId | null;
  reason: string | null;
};

/** What an event moved. Levels are nothing but the sum of this: `evolve` adds it up, and so may anybody. */
export function movementsOf(event: StockEvent): Movement[] {
  switch (event.type) {
    case "HoldTaken":
      return moved("held", event, { onHand: 0, held: 1 });
    case "HoldsExpired":
      return event.holds.flatMap((hold) => moved("expired", hold, { onHand: 0, held: -1 }));
    case "HoldReleased":
      return moved("released", event, { onHand: 0, held: -1 });
    case "HoldCommitted":
      return moved("committed", event, { onHand: -1, held: -1 });
    case "StockRestocked":
      return moved("restocked", event, { onHand: 1, held: 0 }, event.restockId);
    case "StockAdjusted": {
      const { location, delta, reason } = event;
      return [{ location, kind: "adjusted", onHandDelta: delta, heldDelta: 0, orderId: null, reason }];
    }
    case "HoldRenewed":
      return [];
    default:
      return unreachable(event);
  }
}

function moved(
  kind: MovementKind,
  { orderId, parts }: { orderId: OrderId; parts: Part[] },
  sign: { onHand: -1 | 0 | 1; held: -1 | 0 | 1 },
  reason: string | null = null,
): Movement[] {
  return parts.map(({ location, quantity }) => ({
    location,
    kind,
    // Not `0 * n`: a ledger shows no minus zero.
    onHandDelta: sign.onHand === 0 ? 0 : sign.onHand * quantity,
    heldDelta: sign.held === 0 ? 0 : sign.held * quantity,
    orderId,
    reason,
  }));
}
