import type { OrderId } from "../domain/kernel/ids.ts";
import type { Money } from "../domain/kernel/money.ts";
import type { Result } from "../domain/kernel/result.ts";
import type { PaymentReport } from "../domain/orders/commands.ts";
import type { Caller } from "./caller.ts";

/** What the provider says of one intent, read by us from the provider: to be compared with our own records. */
export type ProviderPayment = PaymentReport & { refundedMinor: number };

/**
 * `ok`: the provider's answer. `refused`: a firm no that will stay one; nothing was done. `unknown`: no answer, or one that
 * does not tell whether it happened; ask again with the same key, then with `find`.
 */
export type ProviderOutcome<T> =
  | { kind: "ok"; value: T }
  | { kind: "refused"; code: string; payment: ProviderPayment | null }
  | { kind: "unknown"; cause: string };

export type ProviderRefund = {
  ref: string;
  refundId: string;
  amount: Money;
  status: "pending" | "succeeded" | "failed";
};

/** The payment provider behind one port. Keeps no object per payment: the order's log is the record. Callable by `orders` only. */
export interface PaymentsApi {
  /** Manual capture, confirmed at once. `key` is the provider's idempotency key, committed by the order before this call. */
  authorise(
    caller: Caller,
    request: { orderId: OrderId; attempt: number; amount: Money; method: string; key: string },
  ): Promise<ProviderOutcome<ProviderPayment>>;
  read(caller: Caller, ref: string): Promise<ProviderOutcome<ProviderPayment>>;
  /** By our own order id and attempt, without a provider id: for an answer that was lost and a key that has been pruned. Null: it never happened. */
  find(
    caller: Caller,
    request: { orderId: OrderId; attempt: number; since: number },
  ): Promise<ProviderOutcome<ProviderPayment | null>>;
  capture(
    caller: Caller,
    request: { ref: string; amount: Money; key: string },
  ): Promise<ProviderOutcome<ProviderPayment>>;
  /** Closes an intent that was not captured. An intent that is closed already is `ok`. */
  void(caller: Caller, request: { ref: string; key: string }): Promise<ProviderOutcome<ProviderPayment>>;
  refund(
    caller: Caller,
    request: { ref: string; refundId: string; amount: Money; key: string },
  ): Promise<ProviderOutcome<ProviderRefund>>;
  /** All refunds of an intent, to find one whose answer was lost. */
  refunds(caller: Caller, ref: string): Promise<ProviderOutcome<ProviderRefund[]>>;

  /** A webhook as it came, verified. Stored by `note`, once it is known whether the order has taken it. */
  receive(caller: Caller, raw: Uint8Array, signature: string): Promise<Result<WebhookReceipt, WebhookRefusal>>;
  /** Stores a verified event, once per its id: as received, and as done when the order has taken it, which it then stays. */
  note(caller: Caller, receipt: WebhookReceipt, taken: boolean): Promise<void>;
  ready(caller: Caller): Promise<void>;
}

export type WebhookReceipt = {
  /** The provider's id and name of the event, and when it happened, as it says (epoch ms). */
  eventId: string;
  type: string;
  createdAt: number;
  /** Null: nothing for an order. */
  fact: { orderId: OrderId; ref: string } | null;
};
export type WebhookRefusal =
  | { code: "webhook_signature" }
  | { code: "webhook_timestamp" }
  | { code: "webhook_livemode" }
  | { code: "invalid_json" }
  | { code: "too_large" };
