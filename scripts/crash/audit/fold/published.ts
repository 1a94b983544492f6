import { int, list, optional, text } from "../read/rows.ts";
import type { Told } from "../read/shop.ts";

/** The try at which a step becomes a case for staff. */
const STUCK_TRIES = 12;

/** What the log must have been told of an order, in order: the names of the events. */
export function publishedOf(events: readonly Told[]): string[] {
  const confirmedAt = events.findIndex(({ type }) => type === "OrderConfirmed");
  if (confirmedAt < 0) return [];
  return events.slice(confirmedAt).flatMap((event) => {
    const name = nameOf(event);
    return name === null ? [] : [name];
  });
}

function nameOf({ type, data }: Told): string | null {
  switch (type) {
    case "OrderConfirmed":
    case "OrderCancelled":
    case "OrderFulfilled":
    case "OrderDelivered":
      return type;
    case "PaymentCaptured":
    case "PaymentNotNeeded":
      return "OrderPaid";
    case "RefundSettled":
      return refundName(text(data, "status"));
    case "CaptureRefused":
    case "ShipmentRefused":
    case "PaymentMismatched":
      return "OrderAttention";
    case "StepUnsettled":
      return int(data, "tries") === STUCK_TRIES && optional(data, "cause") !== "waiting" ? "OrderAttention" : null;
    case "HoldsCommitted":
      return list(data, "backordered").length > 0 ? "OrderAttention" : null;
    default:
      return null;
  }
}

function refundName(status: string): string | null {
  if (status === "failed") return "OrderAttention";
  return status === "succeeded" ? "OrderRefunded" : null;
}
