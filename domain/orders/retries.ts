import type { OrderEvent } from "./events.ts";
import type { Order } from "./state.ts";
import { stepOf, stepsOf } from "./steps.ts";

/** After so many answers were lost under one key, the provider is asked what it knows instead. */
export const SAME_KEY_TRIES = 4;
/** About three quarters of an hour in vain: time that somebody looks. */
export const STUCK_TRIES = 12;
/** About a minute in vain: time that an alert may count it. */
export const REPORTED_TRIES = 6;
/** Not in vain: a shopper at their bank, a refund on its way. */
export const WAITING = "waiting";

/** A step whose outcome is not known. Times in epoch ms. */
export type Retry = {
  tries: number;
  /** When to try again. */
  at: number;
  /** When the last call that may have had an effect was given up: until long after, it may still arrive. */
  calledAt: number;
};

/** The steps that wait for another try, after an event. A fact about a step ends its waiting. */
export function retriesAfter(order: Order, event: OrderEvent): Order["retries"] {
  if (event.type === "StepUnsettled") {
    const { step, tries, retryAt, at } = event;
    // The further tries only ask what became of it.
    const calledAt = tries <= SAME_KEY_TRIES ? at : (order.retries[step]?.calledAt ?? at);
    return { ...order.retries, [step]: { tries, at: retryAt, calledAt } };
  }
  const steps = stepsOf(event).filter((step) => step in order.retries);
  if (steps.length === 0) return order.retries;
  return Object.fromEntries(Object.entries(order.retries).filter(([step]) => !steps.includes(step)));
}

/** Is this the try at which a step becomes a case for staff? */
export function getsStuck(event: OrderEvent): boolean {
  return event.type === "StepUnsettled" && event.tries === STUCK_TRIES && event.cause !== WAITING;
}

/** Is nothing left of what made it one? */
export function isUnstuck({ retries }: Pick<Order, "retries">): boolean {
  return Object.values(retries).every(({ tries }) => tries < STUCK_TRIES);
}

/** Why an order does not get on by itself: what staff must see to, or a step tried again and again; null when it does. */
export function stuckReason(order: Pick<Order, "attention" | "retries" | "attempts" | "refunds">): string | null {
  const [attention] = order.attention;
  if (attention !== undefined) return attention;
  const waitedFor = [
    ...order.attempts.filter(({ status }) => status === "waiting").map(({ n }) => stepOf.payment(n)),
    ...order.refunds.filter(({ status }) => status === "pending").map(({ id }) => stepOf.refund(id)),
  ];
  const inVain = Object.entries(order.retries).some(
    ([step, { tries }]) => tries >= REPORTED_TRIES && !waitedFor.includes(step),
  );
  return inVain ? "retries" : null;
}
