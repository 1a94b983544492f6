import type { RefundId, Sku } from "../kernel/ids.ts";
import type { Money } from "../kernel/money.ts";
import type { NextAction } from "./events.ts";
import type { OrderTerms } from "./types.ts";

/** What people and the saga ask of an order. `at` in epoch ms. */
export type OrderCommand = { at: number } & (
  | { type: "Place"; terms: OrderTerms; holdsUntil: number; payment: { method: string } | null }
  | { type: "Pay"; method: string }
  | { type: "Cancel"; reason: string }
  /** Without an amount: what is left, or the worth of `lines`. */
  | {
      type: "Refund";
      refundId: RefundId;
      amount: Money | null;
      lines: { sku: Sku; quantity: number }[] | null;
      reason: string;
    }
  | { type: "SetStatus"; status: "fulfilled" | "delivered" }
  | { type: "RecordShipment"; shipmentId: string; outcome: "arranged" | "refused"; reason: string }
  /** What effects answered, one turn's worth: facts first, then whatever follows from them, in one commit. */
  | { type: "Settle"; outcomes: Outcome[] }
);

/** What the provider says of an attempt. Amount and binding are the provider's, to be compared with our own records. */
export type PaymentReport = {
  /** The provider's id of it (`pi_…`). */
  ref: string;
  orderId: string;
  attempt: number;
  amount: Money;
  status: "requires_action" | "processing" | "authorised" | "captured" | "declined" | "voided";
  capturedMinor: number;
  declineCode: string | null;
  nextAction: NextAction | null;
};

export type Outcome =
  | { type: "payment"; attempt: number; report: PaymentReport }
  /** A firm no, without any intent behind it. */
  | { type: "payment_refused"; attempt: number; code: string }
  | { type: "payment_absent"; attempt: number }
  | { type: "capture_refused"; attempt: number; code: string }
  | { type: "holds_renewed"; until: number }
  | { type: "holds_refused" }
  | { type: "holds_committed"; backordered: { sku: Sku; quantity: number }[] }
  | { type: "holds_released" }
  | { type: "stock_returned" }
  | { type: "cart_closed" }
  | { type: "cart_given_back" }
  | { type: "refund"; refundId: RefundId; status: "pending" | "succeeded" | "failed"; ref: string | null }
  | { type: "refund_absent"; refundId: RefundId }
  | { type: "expired" }
  | { type: "unsettled"; step: string; cause: string };

export type OrderFailure =
  | { code: "not_found" }
  | { code: "order_not_payable" }
  | { code: "order_not_cancellable"; status: string }
  | { code: "status_conflict"; status: string }
  | { code: "refund_exceeds_captured"; refundable: Money }
  /** More of a line than was ordered; of what was not ordered, `max` is 0. */
  | { code: "quantity_range"; sku: Sku; max: number }
  | { code: "currency" };
