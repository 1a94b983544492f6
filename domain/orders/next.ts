import { present } from "../kernel/assert.ts";
import { SAME_KEY_TRIES } from "./retries.ts";
import {
  type Attempt,
  capturedMinor,
  HOLD_AFTER_WAIT_MS,
  HOLD_DIRECT_MS,
  isOpen,
  type Order,
  POLL_FIRST_MS,
  type Refund,
  WAIT_MS,
} from "./state.ts";
import { stepOf } from "./steps.ts";

/** The provider forgets a key after 24 h; well before that we stop trusting it. */
const KEY_LIFE_MS = 20 * 60 * 60_000;
/** A cart whose order is slow must not take itself back meanwhile. */
const CLOSE_CART_AFTER_MS = 30_000;

/** One step into the outside world. Each is repeatable: its key was committed before, or doing it twice is doing it once. */
export type Effect =
  | { type: "authorise"; attempt: Attempt; key: string }
  | { type: "find"; attempt: Attempt }
  | { type: "read"; attempt: Attempt; ref: string }
  | { type: "void"; attempt: Attempt; ref: string; key: string }
  | { type: "capture"; attempt: Attempt; ref: string; key: string }
  | { type: "refund"; refund: Refund; ref: string; key: string }
  | { type: "find_refund"; refund: Refund; ref: string }
  | { type: "renew_holds"; until: number }
  | { type: "commit_holds" }
  | { type: "release_holds" }
  | { type: "return_stock" }
  | { type: "close_cart" }
  | { type: "give_back_cart" }
  | { type: "expire" };

/** An effect and the name under which its retries are counted. */
export type Step = { step: string; effect: Effect };
export type Next = {
  steps: Step[];
  /** Epoch ms of the next thing to do; null: nothing, unless somebody asks. */
  wakeAt: number | null;
};

type Candidate = Step & { notBefore?: number };

/**
 * What the order has to do now: the only place that knows the order of the saga's steps, forward and back. `poked`: the
 * provider has news, so waiting for the next poll or retry is over.
 */
export function next(order: Order, now: number, poked = false): Next {
  if (order.terms === null) return { steps: [], wakeAt: null };
  const candidates = [
    ...order.attempts.flatMap((attempt) => ofAttempt(order, attempt, now)),
    ...order.refunds.flatMap((refund) => ofRefund(order, refund)),
    ...ofHolds(order, now),
    ...ofCart(order),
    ...ofDeadline(order),
  ];
  const steps: Step[] = [];
  let wakeAt: number | null = null;
  for (const { step, effect, notBefore = 0 } of candidates) {
    const hasNews = step.startsWith("payment:") || effect.type === "find_refund";
    const at = poked && hasNews ? 0 : (order.retries[step]?.at ?? notBefore);
    if (at <= now) steps.push({ step, effect });
    else wakeAt = Math.min(wakeAt ?? at, at);
  }
  return { steps, wakeAt };
}

function ofAttempt(order: Order, attempt: Attempt, now: number): Candidate[] {
  const step = stepOf.payment(attempt.n);
  const close = (): Candidate => ({ step: stepOf.closing(attempt.n), effect: voiding(order, attempt) });
  const stopped = order.cancel !== null || order.status === "cancelled";
  switch (attempt.status) {
    case "asked":
      return [{ step, effect: asking(order, attempt, now) }];
    case "waiting": {
      const ref = present(attempt.ref, "a waiting payment's reference");
      // A confirmed order has no deadline of its own: a second payment waits as long as any, then another may follow.
      const tooLate = order.status !== "pending" && now >= attempt.askedAt + WAIT_MS;
      if (stopped || tooLate) return [close()];
      return [{ step, effect: { type: "read", attempt, ref }, notBefore: attempt.askedAt + POLL_FIRST_MS }];
    }
    case "authorised": {
      if (stopped) return [close()];
      if (order.status === "pending") return [];
      if (attempt !== primary(order)) return [close()];
      const ref = present(attempt.ref, "an authorisation's reference");
      return [
        {
          step,
          effect: { type: "capture", attempt, ref, key: `${keyOf(order, attempt)}:capture:${triesOf(order, step)}` },
        },
      ];
    }
    case "declined":
    case "mismatched":
    case "capture_refused":
      // The shopper may still hold the intent's secret: while it is not closed, it could be paid behind our back.
      return attempt.shut || attempt.ref === null ? [] : [close()];
    default:
      return [];
  }
}

/** The authorisation that pays a confirmed order: the first, while nothing was captured. Any further one is let go. */
function primary(order: Order): Attempt | undefined {
  if (capturedMinor(order) > 0) return undefined;
  return order.attempts.find((attempt) => attempt.status === "authorised");
}

/** The same key again is safe even against a call that is still on its way; when that does not help, ask what became of it. */
function asking(order: Order, attempt: Attempt, now: number): Effect {
  const trust = triesOf(order, stepOf.payment(attempt.n)) < SAME_KEY_TRIES && now - attempt.askedAt < KEY_LIFE_MS;
  return trust
    ? { type: "authorise", attempt, key: `${keyOf(order, attempt)}:${attempt.keyTurn}` }
    : { type: "find", attempt };
}

/** Closing twice is closing once at the provider, so each try has its own key: a stored failure is not replayed for ever. */
function voiding(order: Order, attempt: Attempt): Effect {
  const key = `${keyOf(order, attempt)}:void:${triesOf(order, stepOf.closing(attempt.n))}`;
  return { type: "void", attempt, ref: present(attempt.ref, "the reference of what is to be closed"), key };
}

function keyOf(order: Order, attempt: Attempt): string {
  return `${order.terms?.orderId}:${attempt.n}`;
}

function triesOf(order: Order, step: string): number {
  return order.retries[step]?.tries ?? 0;
}

function ofRefund(order: Order, refund: Refund): Candidate[] {
  if (refund.status === "succeeded" || refund.status === "failed") return [];
  const step = stepOf.refund(refund.id);
  const source = order.attempts.find((attempt) => attempt.n === refund.attempt);
  const ref = present(source?.ref, "the reference of a captured payment");
  if (refund.status === "pending")
    return [{ step, effect: { type: "find_refund", refund, ref }, notBefore: refund.at + POLL_FIRST_MS }];
  if (triesOf(order, step) >= SAME_KEY_TRIES) return [{ step, effect: { type: "find_refund", refund, ref } }];
  return [{ step, effect: { type: "refund", refund, ref, key: `${refund.id}:${refund.keyTurn}` } }];
}

function ofHolds(order: Order, now: number): Candidate[] {
  const { status, until } = order.holds;
  const step = stepOf.holds;
  if (status === "committed") return order.status === "cancelled" ? [{ step, effect: { type: "return_stock" } }] : [];
  if (status !== "held") return [];
  // Once confirmed, the goods may be committed already, by a call whose answer was lost: find out first, then return them.
  if (order.confirmed) return [{ step, effect: { type: "commit_holds" } }];
  if (order.status === "cancelled")
    return order.attempts.some(isOpen) ? [] : [{ step, effect: { type: "release_holds" } }];
  if (order.cancel !== null) return [];
  const waitsFor = order.payUntil + HOLD_AFTER_WAIT_MS;
  const waiting = order.attempts.some((attempt) => attempt.status === "waiting");
  if (waiting && until < waitsFor) return [{ step, effect: { type: "renew_holds", until: waitsFor } }];
  const authorised = order.attempts.some((attempt) => attempt.status === "authorised");
  if (authorised && now >= until) return [{ step, effect: { type: "renew_holds", until: now + HOLD_DIRECT_MS } }];
  return [];
}

function ofCart(order: Order): Candidate[] {
  const close: Candidate = { step: stepOf.cart, effect: { type: "close_cart" } };
  if (order.cart === "none" || order.cart === "given_back") return [];
  if (order.status === "cancelled" && !order.confirmed) {
    // Only when the goods are free again, or the shopper's next try would find them held by this one.
    const free = order.holds.status === "released" || order.holds.status === "none";
    return free ? [{ step: stepOf.cart, effect: { type: "give_back_cart" } }] : [];
  }
  if (order.cart === "closed") return [];
  const waits = order.attempts.length === 0 || order.attempts.some((attempt) => attempt.status === "waiting");
  return order.confirmed || waits ? [close] : [{ ...close, notBefore: order.placedAt + CLOSE_CART_AFTER_MS }];
}

function ofDeadline(order: Order): Candidate[] {
  if (order.status !== "pending" || order.cancel !== null) return [];
  return [{ step: "deadline", effect: { type: "expire" }, notBefore: order.payUntil }];
}
