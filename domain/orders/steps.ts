import type { OrderEvent } from "./events.ts";

/** Names of the steps whose outcome can be unknown: the keys of `Order.retries`. */
export const stepOf = {
  /** Asking the provider what became of an attempt, in whichever way. */
  payment: (attempt: number) => `payment:${attempt}`,
  /** Closing what nobody shall pay any more: it does not wait for the next look at the same payment. */
  closing: (attempt: number) => `closing:${attempt}`,
  refund: (refundId: string) => `refund:${refundId}`,
  holds: "holds",
  cart: "cart",
} as const;

/** The steps an event is the outcome of. */
export function stepsOf(event: OrderEvent): string[] {
  if (event.type === "RefundAsked") return [stepOf.refund(event.refundId)];
  if ("attempt" in event) return [stepOf.payment(event.attempt), stepOf.closing(event.attempt)];
  switch (event.type) {
    case "RefundSettled":
      return event.status === "pending" ? [] : [stepOf.refund(event.refundId)];
    case "HoldsRenewed":
    case "HoldsRefused":
    case "HoldsCommitted":
    case "HoldsReleased":
    case "StockReturned":
      return [stepOf.holds];
    case "CartClosed":
    case "CartGivenBack":
      return [stepOf.cart];
    default:
      return [];
  }
}
