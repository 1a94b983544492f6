import { unreachable } from "../../../domain/kernel/assert.ts";
import { type OrderId, orderNumber } from "../../../domain/kernel/ids.ts";
import type { Occasion } from "../../../domain/notifications/occasion.ts";
import type { Envelope } from "../../envelope.ts";
import { readOrderEvent } from "../../events/order.ts";

/** The mail that an order's event asks for; null for one that asks for none. */
export function orderOccasion(envelope: Envelope): Occasion | null {
  const event = readOrderEvent(envelope);
  const { orderId } = event.data;
  switch (event.type) {
    case "OrderConfirmed":
      return { template: "order_confirmed", orderId };
    case "OrderFulfilled": {
      const { carrier, trackingNumber } = event.data;
      return { template: "order_shipped", orderId, carrier, trackingNumber };
    }
    case "OrderCancelled":
      return { template: "order_cancelled", orderId };
    case "OrderRefunded": {
      const { amountMinor, refundedMinor } = event.data;
      return { template: "order_refunded", orderId, amountMinor, refundedMinor };
    }
    case "OrderAttention": {
      const { reasons } = event.data;
      if (reasons.length === 0) return null;
      return { template: "order_attention", orderId, number: orderNumber(orderId as OrderId), reasons };
    }
    case "OrderPaid":
    case "OrderDelivered":
      return null;
    default:
      return unreachable(event);
  }
}
