import { unreachable } from "../kernel/assert.ts";
import type { OrderEvent } from "./events.ts";
import { getsStuck, isUnstuck, retriesAfter } from "./retries.ts";
import { type Attempt, capturedMinor, type Order, type Refund, refundedMinor } from "./state.ts";

/** What an event means for the order. Total: it never refuses, whatever the order of facts. */
export function evolve(order: Order, event: OrderEvent): Order {
  const after = { ...order, ...changed(order, event), retries: retriesAfter(order, event) };
  if (getsStuck(event)) return { ...after, attention: noted(after, "step_stuck") };
  return after.attention.includes("step_stuck") && isUnstuck(after)
    ? { ...after, attention: without(after, "step_stuck") }
    : after;
}

function changed(order: Order, event: OrderEvent): Partial<Order> {
  switch (event.type) {
    case "OrderPlaced":
      return placed(event);
    case "AuthorisationAsked":
    case "PaymentWaiting":
    case "PaymentAuthorised":
    case "PaymentDeclined":
    case "PaymentMismatched":
    case "PaymentClosed":
    case "PaymentLapsed":
    case "PaymentCaptured":
    case "CaptureRefused":
      return paymentChanged(order, event);
    case "HoldsRenewed":
      return { holds: { status: "held", until: event.until } };
    case "HoldsCommitted":
      return {
        holds: { ...order.holds, status: "committed" },
        attention: event.backordered.length > 0 ? noted(order, "backordered") : order.attention,
      };
    case "HoldsReleased":
      return { holds: { ...order.holds, status: "released" } };
    case "StockReturned":
      return { holds: { ...order.holds, status: "restocked" } };
    case "CartClosed":
      return { cart: "closed" };
    case "CartGivenBack":
      return { cart: "given_back" };
    case "OrderConfirmed":
      return { status: "confirmed", confirmed: true };
    case "CancelRequested":
      return { cancel: { reason: event.reason } };
    case "OrderCancelled":
      return { status: "cancelled" };
    case "RefundAsked":
      return { refunds: refunded(order.refunds, event) };
    case "RefundSettled":
      return refundSettled(order, event);
    case "ShipmentArranged":
      return { shipment: { id: event.shipmentId, status: "arranged" } };
    case "ShipmentRefused":
      return { shipment: { id: event.shipmentId, status: "refused" }, attention: noted(order, "shipment_refused") };
    case "OrderFulfilled":
      return { status: "fulfilled" };
    case "OrderDelivered":
      return { status: "delivered" };
    case "PaymentNotNeeded":
    case "HoldsRefused":
    case "StepUnsettled":
      return {};
    default:
      return unreachable(event);
  }
}

function placed(event: OrderEvent & { type: "OrderPlaced" }): Partial<Order> {
  const { terms, holdsUntil, payUntil, endsOnDecline, at } = event;
  const scarce = terms.lines.some((line) => line.trackStock);
  return {
    terms,
    placedAt: at,
    payUntil,
    endsOnDecline,
    holds: { status: scarce ? "held" : "none", until: scarce ? holdsUntil : Number.MAX_SAFE_INTEGER },
    cart: terms.cartId === null ? "none" : "handed",
  };
}

type PaymentEvent = Extract<OrderEvent, { attempt: number }>;

function paymentChanged(order: Order, event: Exclude<PaymentEvent, { type: "RefundAsked" }>): Partial<Order> {
  if (event.type === "AuthorisationAsked") return { attempts: asked(order.attempts, event) };
  const attempts = order.attempts.map((attempt) => (attempt.n === event.attempt ? told(attempt, event) : attempt));
  if (event.type === "CaptureRefused") {
    return { attempts, captureRefusedAt: event.at, attention: noted(order, "capture_refused") };
  }
  if (event.type === "PaymentMismatched") return { attempts, attention: noted(order, "payment_mismatch") };
  if (event.type === "PaymentCaptured") {
    const solved = { ...order, attention: without(order, "capture_refused") };
    const whole = event.amountMinor === order.terms?.totalMinor;
    return { attempts, attention: whole ? solved.attention : noted(solved, "capture_mismatch") };
  }
  return { attempts };
}

function asked(attempts: Attempt[], event: OrderEvent & { type: "AuthorisationAsked" }): Attempt[] {
  const fresh: Attempt = {
    n: event.attempt,
    method: event.method,
    keyTurn: event.keyTurn,
    askedAt: event.at,
    status: "asked",
    ref: null,
    nextAction: null,
    declineCode: null,
    capturedMinor: 0,
    shut: false,
  };
  return [...attempts.filter((attempt) => attempt.n !== event.attempt), fresh];
}

function told(attempt: Attempt, event: Exclude<PaymentEvent, { type: "AuthorisationAsked" | "RefundAsked" }>): Attempt {
  switch (event.type) {
    case "PaymentWaiting":
      return { ...attempt, status: "waiting", ref: event.ref, nextAction: event.nextAction };
    case "PaymentAuthorised":
      return { ...attempt, status: "authorised", ref: event.ref, nextAction: null };
    case "PaymentDeclined":
      return {
        ...attempt,
        status: "declined",
        ref: event.ref,
        nextAction: null,
        declineCode: event.declineCode,
        shut: event.ref === null,
      };
    case "PaymentMismatched":
      return { ...attempt, status: "mismatched", ref: event.ref, nextAction: null };
    case "PaymentClosed":
      return attempt.status === "declined" || attempt.status === "mismatched" || attempt.status === "capture_refused"
        ? { ...attempt, shut: true }
        : { ...attempt, status: "closed", nextAction: null, shut: true };
    case "PaymentLapsed":
      return { ...attempt, status: "lapsed", shut: true };
    case "PaymentCaptured":
      return { ...attempt, status: "captured", capturedMinor: event.amountMinor };
    case "CaptureRefused":
      return { ...attempt, status: "capture_refused", declineCode: event.code };
    default:
      return unreachable(event);
  }
}

function refunded(refunds: Refund[], event: OrderEvent & { type: "RefundAsked" | "RefundSettled" }): Refund[] {
  if (event.type === "RefundAsked") {
    const { refundId, attempt, amountMinor, reason, at, keyTurn } = event;
    const others = refunds.filter((refund) => refund.id !== refundId);
    return [...others, { id: refundId, attempt, amountMinor, reason, at, keyTurn, status: "asked", ref: null }];
  }
  return refunds.map((refund) =>
    refund.id === event.refundId ? { ...refund, status: event.status, ref: event.ref } : refund,
  );
}

/** What could not be given back is owed until the whole has been: somebody must find another way. */
function refundSettled(order: Order, event: OrderEvent & { type: "RefundSettled" }): Partial<Order> {
  const after = { ...order, refunds: refunded(order.refunds, event) };
  const { refunds } = after;
  if (event.status === "failed") return { refunds, attention: noted(order, "refund_failed") };
  const isWhole = refundedMinor(after) === capturedMinor(after);
  return event.status === "succeeded" && isWhole
    ? { refunds, attention: without(order, "refund_failed") }
    : { refunds };
}

function noted(order: Order, reason: string): string[] {
  return order.attention.includes(reason) ? order.attention : [...order.attention, reason];
}

function without(order: Order, solved: string): string[] {
  return order.attention.filter((reason) => reason !== solved);
}
