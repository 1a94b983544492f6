import { present } from "../kernel/assert.ts";
import { orderNumber } from "../kernel/ids.ts";
import type { OrderEvent } from "./events.ts";
import { getsStuck } from "./retries.ts";
import { type Order, refundedMinor } from "./state.ts";

/** What the rest of the shop hears of an order: see `queues/events/order.ts`, which this must satisfy. It begins at `OrderConfirmed`. */
export type PublishedOrderEvent = { type: string; version: 1; data: Record<string, unknown> };

/** Of a line's name: a hundred whole ones in any script would not fit one message, and the order could never be confirmed. */
const TITLE_TOLD_MAX = 160;

export function publishedOf(event: OrderEvent, after: Order): PublishedOrderEvent | null {
  if (!after.confirmed) return null;
  const terms = present(after.terms, "terms");
  const { orderId } = terms;
  switch (event.type) {
    case "OrderConfirmed":
      return of("OrderConfirmed", {
        orderId,
        number: orderNumber(orderId),
        customerId: terms.customerId,
        currency: terms.currency,
        totalMinor: terms.totalMinor,
        lines: terms.lines.map(({ sku, title, quantity, totalMinor }) => {
          return { sku, title: title.slice(0, TITLE_TOLD_MAX), quantity, totalMinor };
        }),
        destination: terms.destination,
        shippingOptionId: terms.shipping.optionId,
        placedAt: after.placedAt,
      });
    case "PaymentCaptured":
      return of("OrderPaid", { orderId, capturedMinor: event.amountMinor });
    case "PaymentNotNeeded":
      return of("OrderPaid", { orderId, capturedMinor: 0 });
    case "OrderCancelled":
      return of("OrderCancelled", { orderId, reason: event.reason });
    case "RefundSettled": {
      if (event.status === "failed") return of("OrderAttention", { orderId, reasons: after.attention });
      if (event.status !== "succeeded") return null;
      const refund = after.refunds.find((each) => each.id === event.refundId);
      return of("OrderRefunded", {
        orderId,
        refundId: event.refundId,
        amountMinor: present(refund, "the refund").amountMinor,
        refundedMinor: refundedMinor(after),
      });
    }
    case "OrderFulfilled":
    case "OrderDelivered":
      return of(event.type, { orderId });
    case "CaptureRefused":
    case "ShipmentRefused":
    case "PaymentMismatched":
      return of("OrderAttention", { orderId, reasons: after.attention });
    case "StepUnsettled":
      return getsStuck(event) ? of("OrderAttention", { orderId, reasons: after.attention }) : null;
    case "HoldsCommitted":
      return event.backordered.length > 0 ? of("OrderAttention", { orderId, reasons: after.attention }) : null;
    default:
      return null;
  }
}

function of(type: string, data: Record<string, unknown>): PublishedOrderEvent {
  return { type, version: 1, data };
}
