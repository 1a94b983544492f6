import { present, unreachable } from "../kernel/assert.ts";
import type { Outcome, PaymentReport } from "./commands.ts";
import type { OrderEvent } from "./events.ts";
import { WAITING } from "./retries.ts";
import { type Attempt, type Order, POLL_FIRST_MS } from "./state.ts";
import { stepOf } from "./steps.ts";

const RETRY_FIRST_MS = 1_000;
const RETRY_MAX_MS = 15 * 60_000;
/** A day of tries: whoever must help was told long ago, and each further try is a row in the order's log. */
const SELDOM_AFTER_TRIES = 100;
const SELDOM_MS = 6 * 60 * 60_000;
/** An absence counts only when no call of ours can still be on its way: well above the longest time-out. */
const ABSENT_AFTER_MS = 60_000;
const KEY_TURNS_MAX = 5;

/** The facts an outcome is, given what the order knows by now. An outcome that says nothing new is none. */
export function factsOf(order: Order, outcome: Outcome, at: number): OrderEvent[] {
  switch (outcome.type) {
    case "payment":
      return paymentFacts(order, attemptOf(order, outcome.attempt), outcome.report, at);
    case "payment_refused":
      return [{ type: "PaymentDeclined", at, attempt: outcome.attempt, ref: null, declineCode: outcome.code }];
    case "payment_absent":
      return absentFacts(order, attemptOf(order, outcome.attempt), at);
    case "capture_refused":
      return [{ type: "CaptureRefused", at, attempt: outcome.attempt, code: outcome.code }];
    case "holds_renewed":
      return [{ type: "HoldsRenewed", at, until: outcome.until }];
    case "holds_refused":
      return [{ type: "HoldsRefused", at }, ...cancelFacts(order, "out_of_stock", at)];
    case "holds_committed":
      return [{ type: "HoldsCommitted", at, backordered: outcome.backordered }];
    case "holds_released":
      return [{ type: "HoldsReleased", at }];
    case "stock_returned":
      return [{ type: "StockReturned", at }];
    case "cart_closed":
      return [{ type: "CartClosed", at }];
    case "cart_given_back":
      return [{ type: "CartGivenBack", at }];
    case "refund":
      return refundFacts(order, outcome, at);
    case "refund_absent":
      return refundAbsentFacts(order, outcome, at);
    case "expired":
      return cancelFacts(order, "payment_expired", at);
    case "unsettled":
      return [unsettled(order, outcome.step, outcome.cause, at)];
    default:
      return unreachable(outcome);
  }
}

function attemptOf(order: Order, n: number): Attempt {
  return present(
    order.attempts.find((attempt) => attempt.n === n),
    `attempt ${n}`,
  );
}

/** The next try, each twice as far off as the one before. `firstMs`: a fault passes soon, a shopper takes a minute. */
function unsettled(order: Order, step: string, cause: string, at: number, firstMs = RETRY_FIRST_MS): OrderEvent {
  const tries = (order.retries[step]?.tries ?? 0) + 1;
  const pause = tries > SELDOM_AFTER_TRIES ? SELDOM_MS : Math.min(firstMs * 2 ** (tries - 1), RETRY_MAX_MS);
  const retryAt = at + pause;
  return { type: "StepUnsettled", at, step, tries, retryAt, cause };
}

function cancelFacts(order: Order, reason: string, at: number): OrderEvent[] {
  if (order.cancel !== null || order.status !== "pending") return [];
  return [{ type: "CancelRequested", at, reason }];
}

/** Binding, amount and currency are ours: a report that differs is never taken for our payment. */
function matches(order: Order, attempt: Attempt, report: PaymentReport): boolean {
  const terms = present(order.terms, "terms");
  return (
    report.orderId === terms.orderId &&
    report.attempt === attempt.n &&
    report.amount.currency === terms.currency &&
    report.amount.minor === terms.totalMinor &&
    (attempt.ref === null || attempt.ref === report.ref)
  );
}

function paymentFacts(order: Order, attempt: Attempt, report: PaymentReport, at: number): OrderEvent[] {
  const fact = { at, attempt: attempt.n, ref: report.ref };
  if (report.status === "voided") return voidedFacts(order, attempt, at);
  if (!matches(order, attempt, report)) {
    return attempt.status === "mismatched"
      ? [unsettled(order, stepOf.closing(attempt.n), "mismatch", at)]
      : [{ type: "PaymentMismatched", ...fact, found: report.amount }];
  }
  switch (report.status) {
    case "captured":
      // Taken by hand at the provider's own pages before we had heard of a yes: our own capture will find it done.
      if (isAwaited(order, attempt)) return [{ type: "PaymentAuthorised", ...fact }];
      return attempt.capturedMinor > 0
        ? []
        : [{ type: "PaymentCaptured", at, attempt: attempt.n, amountMinor: report.capturedMinor }];
    case "authorised":
      return attempt.status === "asked" || attempt.status === "waiting" ? [{ type: "PaymentAuthorised", ...fact }] : [];
    case "declined":
      return attempt.status === "declined"
        ? []
        : [{ type: "PaymentDeclined", ...fact, declineCode: report.declineCode }];
    case "requires_action":
    case "processing":
      return attempt.status === "waiting"
        ? [unsettled(order, stepOf.payment(attempt.n), WAITING, at, POLL_FIRST_MS)]
        : [{ type: "PaymentWaiting", ...fact, nextAction: report.nextAction }];
    default:
      return unreachable(report.status);
  }
}

function isAwaited(order: Order, attempt: Attempt): boolean {
  if (order.status !== "pending" || order.cancel !== null) return false;
  return attempt.status === "asked" || attempt.status === "waiting";
}

function voidedFacts(order: Order, attempt: Attempt, at: number): OrderEvent[] {
  if (attempt.shut) return [];
  // Closed behind our back, after we had promised the goods: staff and shopper must hear of it.
  if (order.status !== "pending" && order.status !== "cancelled" && attempt.status === "authorised") {
    const refused: OrderEvent = { type: "CaptureRefused", at, attempt: attempt.n, code: "authorisation_closed" };
    return [refused, { type: "PaymentClosed", at, attempt: attempt.n }];
  }
  return [{ type: "PaymentClosed", at, attempt: attempt.n }];
}

function absentFacts(order: Order, attempt: Attempt, at: number): OrderEvent[] {
  const step = stepOf.payment(attempt.n);
  if (at - lastCallOf(order, step, attempt.askedAt) < ABSENT_AFTER_MS) return [unsettled(order, step, "absent", at)];
  const wanted = order.status !== "cancelled" && order.cancel === null && attempt.keyTurn < KEY_TURNS_MAX;
  if (!wanted) return [{ type: "PaymentLapsed", at, attempt: attempt.n }];
  const { n, method, keyTurn } = attempt;
  return [{ type: "AuthorisationAsked", at, attempt: n, method, keyTurn: keyTurn + 1 }];
}

function lastCallOf(order: Order, step: string, askedAt: number): number {
  return order.retries[step]?.calledAt ?? askedAt;
}

function refundFacts(order: Order, outcome: Outcome & { type: "refund" }, at: number): OrderEvent[] {
  const refund = order.refunds.find((each) => each.id === outcome.refundId);
  const { refundId, status, ref } = outcome;
  if (refund?.status === "pending" && status === "pending")
    return [unsettled(order, stepOf.refund(refundId), WAITING, at, POLL_FIRST_MS)];
  if (refund?.status === status) return [];
  return [{ type: "RefundSettled", at, refundId, status, ref }];
}

function refundAbsentFacts(order: Order, outcome: Outcome & { type: "refund_absent" }, at: number): OrderEvent[] {
  const refund = present(
    order.refunds.find((each) => each.id === outcome.refundId),
    "the refund",
  );
  const { id: refundId, attempt, amountMinor, reason, keyTurn } = refund;
  const step = stepOf.refund(refundId);
  if (at - lastCallOf(order, step, refund.at) < ABSENT_AFTER_MS) return [unsettled(order, step, "absent", at)];
  if (keyTurn >= KEY_TURNS_MAX) return [{ type: "RefundSettled", at, refundId, status: "failed", ref: null }];
  return [{ type: "RefundAsked", at, refundId, attempt, amountMinor, reason, keyTurn: keyTurn + 1 }];
}
