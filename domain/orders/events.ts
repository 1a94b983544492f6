import type { RefundId, Sku } from "../kernel/ids.ts";
import type { Money } from "../kernel/money.ts";
import type { OrderTerms } from "./types.ts";

export type NextAction = { type: string; url?: string; clientSecret?: string };

/** Everything that can happen to an order. `at` in epoch ms, amounts in minor units of the order's currency. No personal data. */
export type OrderEvent = { at: number } & (
  | { type: "OrderPlaced"; terms: OrderTerms; holdsUntil: number; payUntil: number; endsOnDecline: boolean }
  /** Committed before the provider is asked. `keyTurn` counts the provider keys begun for this attempt. */
  | { type: "AuthorisationAsked"; attempt: number; method: string; keyTurn: number }
  | { type: "PaymentWaiting"; attempt: number; ref: string; nextAction: NextAction | null }
  | { type: "PaymentAuthorised"; attempt: number; ref: string }
  | { type: "PaymentDeclined"; attempt: number; ref: string | null; declineCode: string | null }
  /** The provider speaks of another amount, currency or order than ours. Nothing is taken from such an intent. */
  | { type: "PaymentMismatched"; attempt: number; ref: string; found: Money }
  /** Closed at the provider: it can never be captured. */
  | { type: "PaymentClosed"; attempt: number }
  /** Asked for and certainly not there. */
  | { type: "PaymentLapsed"; attempt: number }
  | { type: "PaymentCaptured"; attempt: number; amountMinor: number }
  | { type: "CaptureRefused"; attempt: number; code: string }
  | { type: "PaymentNotNeeded" }
  | { type: "HoldsRenewed"; until: number }
  | { type: "HoldsRefused" }
  | { type: "HoldsCommitted"; backordered: { sku: Sku; quantity: number }[] }
  | { type: "HoldsReleased" }
  | { type: "StockReturned" }
  | { type: "CartClosed" }
  | { type: "CartGivenBack" }
  /** The pivot: from here on nothing is refused silently. */
  | { type: "OrderConfirmed" }
  | { type: "CancelRequested"; reason: string }
  | { type: "OrderCancelled"; reason: string }
  /** Committed before the provider is asked; again, with a higher `keyTurn`, when it certainly had not happened. */
  | { type: "RefundAsked"; refundId: RefundId; attempt: number; amountMinor: number; reason: string; keyTurn: number }
  | { type: "RefundSettled"; refundId: RefundId; status: "pending" | "succeeded" | "failed"; ref: string | null }
  | { type: "ShipmentArranged"; shipmentId: string }
  | { type: "ShipmentRefused"; shipmentId: string; reason: string }
  | { type: "OrderFulfilled" }
  | { type: "OrderDelivered" }
  /** A step's outcome is not known: it is tried again at `retryAt`. */
  | { type: "StepUnsettled"; step: string; tries: number; retryAt: number; cause: string }
);

export type OrderEventType = OrderEvent["type"];
