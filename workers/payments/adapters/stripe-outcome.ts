import Stripe from "stripe";
import type { ProviderOutcome } from "../../../contracts/payments.ts";
import { paymentOf } from "./stripe-mapping.ts";

/**
 * Answers that are a firm no: this very request was judged, and would be judged the same again. Everything else tells
 * nothing about whether it happened. A 401 or 403 is about our key, a 409 and 429 about the moment; and an
 * `idempotency_error` says that something else did happen under that key. None may free stock or refuse a shopper.
 */
const FIRM_STATUSES: readonly number[] = [400, 402, 404];

/** Runs one call to Stripe. What is not Stripe's error is a bug of ours and thrown on. */
export async function outcomeOf<T>(call: () => Promise<T>): Promise<ProviderOutcome<T>> {
  try {
    return { kind: "ok", value: await call() };
  } catch (thrown) {
    if (thrown instanceof Stripe.errors.StripeError) return refusalOf(thrown);
    throw thrown;
  }
}

function refusalOf(error: InstanceType<typeof Stripe.errors.StripeError>): ProviderOutcome<never> {
  const firm = error.statusCode !== undefined && FIRM_STATUSES.includes(error.statusCode);
  const aboutKey =
    error.rawType === "idempotency_error" || error.code === "rate_limit" || error.code === "lock_timeout";
  if (!firm || aboutKey) return { kind: "unknown", cause: causeOf(error) };
  return {
    kind: "refused",
    // Not `??`: the SDK fills a missing decline code with an empty text.
    code: error.decline_code || error.code || error.rawType || "refused",
    payment: error.payment_intent === undefined ? null : paymentOf(error.payment_intent),
  };
}

/** For the order's log: no message of Stripe's, which may quote what was sent. */
function causeOf(error: InstanceType<typeof Stripe.errors.StripeError>): string {
  return [error.type, error.statusCode, error.code].filter((part) => part !== undefined).join(" ");
}

/** The same outcome of another value. */
export function mapOutcome<A, B>(outcome: ProviderOutcome<A>, change: (value: A) => B): ProviderOutcome<B> {
  return outcome.kind === "ok" ? { kind: "ok", value: change(outcome.value) } : outcome;
}
