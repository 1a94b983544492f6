import type { RefundId } from "../kernel/ids.ts";
import type { Retry } from "./retries.ts";
import type { OrderStatus, OrderTerms } from "./types.ts";

/** An order holds its goods this long while a payment is confirmed directly. */
export const HOLD_DIRECT_MS = 10 * 60_000;
/** An order waits this long for its shopper: a bank's question, or a payment to come. */
export const WAIT_MS = 30 * 60_000;
/** Goods are held a little longer than the wait, so that a payment in the last second still finds them. */
export const HOLD_AFTER_WAIT_MS = 5 * 60_000;
/** After a capture was refused, the order takes another payment for this long. */
export const REPAY_MS = 48 * 60 * 60_000;
/** A webhook may never come: the provider is asked after this, then ever more seldom. */
export const POLL_FIRST_MS = 60_000;
export const ATTEMPTS_MAX = 10;
export const REFUNDS_MAX = 100;

/**
 * One try to get the order paid. `asked`: the provider was asked and has not told us yet (or its answer was lost); `lapsed`: it
 * certainly never happened.
 */
export type Attempt = {
  n: number;
  method: string;
  /** How often a fresh provider key was begun for it: part of the key. */
  keyTurn: number;
  /** Epoch ms of the first call with the present key. */
  askedAt: number;
  status:
    | "asked"
    | "waiting"
    | "authorised"
    | "captured"
    | "capture_refused"
    | "declined"
    | "mismatched"
    | "closed"
    | "lapsed";
  ref: string | null;
  nextAction: { type: string; url?: string; clientSecret?: string } | null;
  declineCode: string | null;
  capturedMinor: number;
  /** A declined or mismatched intent that the provider has closed: nobody can pay it any more. */
  shut: boolean;
};

export type Refund = {
  id: RefundId;
  attempt: number;
  amountMinor: number;
  reason: string;
  /** Epoch ms of the first call with the present key. */
  at: number;
  keyTurn: number;
  status: "asked" | "pending" | "succeeded" | "failed";
  ref: string | null;
};

/** An order and its saga: the fold of its events. `terms` is null before it was placed. No personal data. */
export type Order = {
  terms: OrderTerms | null;
  status: OrderStatus;
  confirmed: boolean;
  /** Epoch ms. */
  placedAt: number;
  /** Epoch ms until which it waits for a payment. */
  payUntil: number;
  /** Placed with a payment: a refusal of that one ends the order. Otherwise another may follow. */
  endsOnDecline: boolean;
  holds: { status: "held" | "committed" | "released" | "restocked" | "none"; until: number };
  cart: "none" | "handed" | "closed" | "given_back";
  attempts: Attempt[];
  refunds: Refund[];
  cancel: { reason: string } | null;
  captureRefusedAt: number | null;
  shipment: { id: string; status: "arranged" | "refused" } | null;
  attention: string[];
  /** Steps whose outcome is not known yet: when to try again. */
  retries: Record<string, Retry>;
};

export const initialOrder: Order = {
  terms: null,
  status: "pending",
  confirmed: false,
  placedAt: 0,
  payUntil: 0,
  endsOnDecline: false,
  holds: { status: "none", until: 0 },
  cart: "none",
  attempts: [],
  refunds: [],
  cancel: null,
  captureRefusedAt: null,
  shipment: null,
  attention: [],
  retries: {},
};

/** Could the shopper's money still be reserved by it, as far as we know? Only when this is false for all may stock be freed. */
export function isOpen(attempt: Attempt): boolean {
  switch (attempt.status) {
    case "asked":
    case "waiting":
    case "authorised":
      return true;
    case "mismatched":
    case "capture_refused":
      return !attempt.shut;
    default:
      return false;
  }
}

export function capturedMinor(order: Order): number {
  return order.attempts.reduce((sum, attempt) => sum + attempt.capturedMinor, 0);
}

/** What was given back or is on its way back. */
export function refundedMinor(order: Order): number {
  return order.refunds.reduce((sum, refund) => sum + (refund.status === "failed" ? 0 : refund.amountMinor), 0);
}

export function isPaid(order: Order): boolean {
  return order.confirmed && capturedMinor(order) >= (order.terms?.totalMinor ?? 0);
}
