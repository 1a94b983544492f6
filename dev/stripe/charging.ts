import { methodView } from "./card-views.ts";
import { type Answer, type Desk, done, methodJson, methodOf, saveCharge, saveIntent } from "./desk.ts";
import { newId } from "./draft.ts";
import type { Charge, Intent, Json } from "./records.ts";
import { type Decline, testCard } from "./test-cards.ts";
import { intentView } from "./views.ts";

const UNAUTHENTICATED: Decline = {
  code: "authentication_required",
  declineCode: "authentication_required",
  message: "Your card was declined. This transaction requires authentication.",
};

/** Confirms an intent with its method: a challenge, a charge or a decline. `mayAsk` false: nobody is there to authenticate. */
export function attempt(desk: Desk, intent: Intent, mayAsk: boolean): Intent {
  const card = testCard(methodOf(desk, intent.method ?? "").card);
  if (!card.challenge) return charge(desk, intent, false, card.decline);
  if (!mayAsk) return charge(desk, intent, false, UNAUTHENTICATED);
  const waiting: Intent = { ...intent, status: "requires_action", lastError: null };
  return saveIntent(desk, waiting, "payment_intent.requires_action");
}

/** The cardholder answered the challenge, well or badly. */
export function authenticated(desk: Desk, intent: Intent, passed: boolean): Intent {
  if (passed) return charge(desk, intent, true, testCard(methodOf(desk, intent.method ?? "").card).decline);
  const code = "payment_intent_authentication_failure";
  const lastError: Json = {
    code,
    doc_url: `https://stripe.com/docs/error-codes/${code.replaceAll("_", "-")}`,
    message:
      "We are unable to authenticate your payment method. Please choose a different payment method and try again.",
    payment_method: methodJson(desk, intent.method),
    type: "invalid_request_error",
  };
  const failed: Intent = { ...intent, status: "requires_payment_method", lastError, method: null };
  return saveIntent(desk, failed, "payment_intent.payment_failed");
}

function charge(desk: Desk, intent: Intent, threeDSecure: boolean, decline: Decline | null): Intent {
  const made = newCharge(desk, intent, threeDSecure, decline);
  if (decline !== null) {
    saveCharge(desk, made, "charge.failed");
    const lastError = declineError(desk, made, decline);
    const declined: Intent = {
      ...intent,
      status: "requires_payment_method",
      latestCharge: made.id,
      lastError,
      method: null,
    };
    return saveIntent(desk, declined, "payment_intent.payment_failed");
  }
  const paid: Intent = { ...intent, latestCharge: made.id, lastError: null, authorisedAt: desk.draft.now };
  if (intent.captureMethod === "manual") {
    saveCharge(desk, made, "charge.succeeded");
    const authorised: Intent = { ...paid, status: "requires_capture", amountCapturable: intent.amount };
    return saveIntent(desk, authorised, "payment_intent.amount_capturable_updated");
  }
  saveCharge(desk, { ...made, captured: true, amountCaptured: intent.amount }, "charge.succeeded");
  return saveIntent(desk, { ...paid, status: "succeeded", amountReceived: intent.amount }, "payment_intent.succeeded");
}

function newCharge(desk: Desk, intent: Intent, threeDSecure: boolean, decline: Decline | null): Charge {
  return {
    id: newId("ch"),
    intent: intent.id,
    amount: intent.amount,
    amountCaptured: 0,
    amountRefunded: 0,
    currency: intent.currency,
    captured: false,
    created: desk.draft.now,
    customer: intent.customer,
    description: intent.description,
    failure: decline,
    metadata: intent.metadata,
    method: intent.method ?? "",
    threeDSecure,
  };
}

function declineError(desk: Desk, made: Charge, decline: Decline): Json {
  return {
    charge: made.id,
    code: decline.code,
    ...(decline.declineCode === null ? {} : { decline_code: decline.declineCode }),
    doc_url: `https://stripe.com/docs/error-codes/${decline.code.replaceAll("_", "-")}`,
    message: decline.message,
    payment_method: methodView(methodOf(desk, made.method)),
    type: "card_error",
  };
}

/** A declined confirmation is an error of its own status, and yet what it did is kept. */
export function confirmationAnswer(desk: Desk, intent: Intent): Answer {
  const view = intentView(intent, desk.look);
  if (intent.status !== "requires_payment_method" || intent.lastError === null) return done(view);
  return { status: 402, body: { error: { ...intent.lastError, payment_intent: view } } };
}
