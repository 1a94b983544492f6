import { present } from "../kernel/assert.ts";
import type { Currency } from "../kernel/currency.ts";
import type { OrderId, PaymentId } from "../kernel/ids.ts";
import { orderNumber } from "../kernel/ids.ts";
import { type Money, money } from "../kernel/money.ts";
import { discountsOf, lineViewOf, totalsOf } from "../pricing/view.ts";
import { type Attempt, isPaid, type Order, REPAY_MS, type Refund } from "./state.ts";
import type { OrderView, PaymentStatus, PaymentView, RefundView } from "./types.ts";

export type PaymentIdOf = (orderId: OrderId, attempt: number) => PaymentId;

/** The order as its shopper sees it. */
export function orderView(order: Order, version: number, paymentIdOf: PaymentIdOf): OrderView {
  const terms = present(order.terms, "a placed order");
  return {
    id: terms.orderId,
    number: orderNumber(terms.orderId),
    status: order.status,
    version,
    paid: isPaid(order),
    currency: terms.currency,
    lines: terms.lines.map((line) => lineViewOf(line, terms.currency)),
    discounts: discountsOf(terms),
    totals: totalsOf(terms),
    fulfilment: order.status === "fulfilled" || order.status === "delivered" ? "complete" : "none",
    payment: terms.totalMinor === 0 ? null : paymentView(order, Math.max(order.attempts.length, 1), paymentIdOf),
    shipment: order.shipment,
    shippingOption: { id: terms.shipping.optionId, title: terms.shipping.title },
    refunds: order.refunds.map((refund) => refundView(refund, terms.currency)),
    cancelReason: order.status === "cancelled" ? (order.cancel?.reason ?? lastRefusal(order)) : null,
    attention: order.attention,
    placedAt: new Date(order.placedAt).toISOString(),
  };
}

function lastRefusal(order: Order): string {
  return order.attempts.at(-1)?.status === "declined" ? "payment_declined" : "payment_failed";
}

/** One attempt to pay. Attempt 1 of an order that waits for its payment is `pending` before anybody has tried. */
export function paymentView(order: Order, n: number, paymentIdOf: PaymentIdOf): PaymentView | null {
  const terms = present(order.terms, "a placed order");
  const attempt = order.attempts.find((each) => each.n === n);
  if (attempt === undefined && n !== 1) return null;
  const amount = (minor: number): Money => money(minor, terms.currency);
  const refunded = order.refunds.filter((refund) => refund.attempt === n && refund.status !== "failed");
  const refundedMinor = refunded.reduce((sum, refund) => sum + refund.amountMinor, 0);
  const waits = order.status === "pending" && order.cancel === null;
  return {
    id: paymentIdOf(terms.orderId, n),
    orderId: terms.orderId,
    status: attempt ? statusOf(attempt, refundedMinor) : waits ? "pending" : "voided",
    amount: amount(terms.totalMinor),
    captured: amount(attempt?.capturedMinor ?? 0),
    refunded: amount(refundedMinor),
    declineCode: attempt?.declineCode ?? null,
    ...(attempt?.status === "waiting" && attempt.nextAction ? { nextAction: attempt.nextAction } : {}),
    ...(waits ? { waitsUntil: new Date(order.payUntil).toISOString() } : {}),
    ...(attempt?.status === "capture_refused" && order.captureRefusedAt !== null
      ? { waitsUntil: new Date(order.captureRefusedAt + REPAY_MS).toISOString() }
      : {}),
  };
}

function statusOf(attempt: Attempt, refundedMinor: number): PaymentStatus {
  switch (attempt.status) {
    case "asked":
      return "pending";
    case "waiting":
      return attempt.nextAction ? "requires_action" : "pending";
    case "authorised":
      return "authorized";
    case "captured":
      if (refundedMinor === 0) return "captured";
      return refundedMinor < attempt.capturedMinor ? "partially_refunded" : "refunded";
    case "declined":
    case "capture_refused":
      return "declined";
    default:
      return "voided";
  }
}

export function refundView(refund: Refund, currency: Currency): RefundView {
  const { id, amountMinor, reason, at } = refund;
  const status = refund.status === "asked" ? "pending" : refund.status;
  return { id, amount: money(amountMinor, currency), status, reason, at: new Date(at).toISOString() };
}

/** Is there an answer to give to whoever placed it, or is the saga still on its way there? */
export function isAnswerable(order: Order): boolean {
  if (order.confirmed) return true;
  if (order.status === "cancelled") {
    // A refused shopper tries again at once: by then the goods must be free and the bag whole.
    const free = order.holds.status === "released" || order.holds.status === "none";
    return free && (order.cart === "none" || order.cart === "given_back");
  }
  const waitsForBank = order.attempts.some((attempt) => attempt.status === "waiting");
  return waitsForBank || (!order.endsOnDecline && order.attempts.every((attempt) => attempt.status !== "asked"));
}
