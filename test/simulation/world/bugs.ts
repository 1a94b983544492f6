import type { OrderEvent } from "../../../domain/orders/events.ts";
import { next, type Step } from "../../../domain/orders/next.ts";
import type { Order } from "../../../domain/orders/state.ts";

/** Mistakes that others made, planted on purpose: a simulation that does not find them proves nothing. */
export const BUGS = [
  /** The provider is asked again without a key it knows. */
  "no_provider_keys",
  /** A cancellation takes an authorisation whose answer was lost for one that never was. */
  "void_forgets",
  /** An outcome is decided upon the state at the start of the turn, not the one it meets. */
  "stale_outcome",
  /** An outbox row is thrown away when it was sent, though the log did not take it. */
  "outbox_dropped",
  /** A release leaves no trace: a hold that comes after it stands. */
  "release_before_hold",
  /** Stock is freed before the provider has said no. */
  "frees_before_no",
  /** A request that was refused gives the cart to a new order, though another request may be making the old one. */
  "refusal_moves_cart_on",
] as const;
export type Bug = (typeof BUGS)[number];

export function stepsWith(bug: Bug | null, order: Order, now: number, poked: boolean): Step[] {
  const { steps } = next(order, now, poked);
  const early = bug === "frees_before_no" && order.cancel !== null && !order.confirmed && order.holds.status === "held";
  const releases = steps.some(({ effect }) => effect.type === "release_holds");
  return early && !releases ? [...steps, { step: "holds", effect: { type: "release_holds" } }] : steps;
}

/** What a forgetful cancellation adds: attempts nobody answered for are struck off. */
export function forgotten(bug: Bug | null, order: Order, events: OrderEvent[], at: number): OrderEvent[] {
  if (bug !== "void_forgets" || !events.some((event) => event.type === "CancelRequested") || order.status !== "pending")
    return events;
  const unanswered = order.attempts.filter((attempt) => attempt.status === "asked");
  if (unanswered.length === 0) return events;
  const struck = unanswered.map((attempt): OrderEvent => ({ type: "PaymentLapsed", at, attempt: attempt.n }));
  return [...events, ...struck, { type: "OrderCancelled", at, reason: "cancelled" }];
}
