import { unreachable } from "../../../domain/kernel/assert.ts";
import type { Envelope } from "../../envelope.ts";
import { readShipmentEvent } from "../../events/shipment.ts";

/** What an order is told of its shipment. */
export type ShipmentNews = { orderId: string; shipmentId: string; outcome: "arranged" | "refused"; reason: string };

/** The news in an event of shipping; null where the order has nothing to learn from it. */
export function shipmentNews(envelope: Envelope): ShipmentNews | null {
  const event = readShipmentEvent(envelope);
  const { orderId, shipmentId } = event.data;
  switch (event.type) {
    case "ShipmentArranged":
      return { orderId, shipmentId, outcome: "arranged", reason: "" };
    case "ShipmentRefused":
      return { orderId, shipmentId, outcome: "refused", reason: event.data.reason };
    case "ShipmentCancelled":
      // It was the order that asked for it.
      return null;
    default:
      return unreachable(event);
  }
}
