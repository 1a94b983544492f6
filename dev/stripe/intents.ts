import { chargeable, currency } from "./amounts.ts";
import { attempt, confirmationAnswer } from "./charging.ts";
import { type Answer, type Desk, done, intentOf, saveIntent } from "./desk.ts";
import { newId } from "./draft.ts";
import { type Failure, invalid, missing, unexpected } from "./failure.ts";
import type { Params } from "./form.ts";
import { methodKinds } from "./method-kinds.ts";
import { methodFromData, useMethod } from "./methods.ts";
import { flag, hash, metadata, oneOf, onlyKnown, positive, required, text } from "./params.ts";
import type { Intent } from "./records.ts";
import { intentView } from "./views.ts";

const CREATE_PARAMS = [
  "allowed_payment_method_types",
  "amount",
  "automatic_payment_methods",
  "capture_method",
  "confirm",
  "currency",
  "customer",
  "description",
  "error_on_requires_action",
  "expand",
  "metadata",
  "off_session",
  "payment_method",
  "payment_method_data",
  "payment_method_types",
  "receipt_email",
  "return_url",
] as const;
const CONFIRM_PARAMS = [
  "error_on_requires_action",
  "expand",
  "off_session",
  "payment_method",
  "payment_method_data",
  "receipt_email",
  "return_url",
] as const;

export function createIntent(desk: Desk, params: Params): Answer {
  onlyKnown(params, CREATE_PARAMS);
  const code = currency(required(text(params, "currency"), "currency"));
  const amount = chargeable(required(positive(params, "amount"), "amount"), code);
  const customer = customerOf(desk, params);
  const method = namedMethod(desk, params, customer);
  const confirm = flag(params, "confirm") ?? false;
  const mayAsk = mayChallenge(params);
  if (text(params, "return_url") !== null && !confirm) {
    throw invalid("A `return_url` may only be given when confirming.", { param: "return_url" });
  }
  const drafted = newIntent(desk, params, { amount, code, customer, method });
  if (confirm) needsWayBack(drafted);
  const intent = saveIntent(desk, drafted, "payment_intent.created");
  if (!confirm) return done(intentView(intent, desk.look));
  if (method === null) throw withoutMethod();
  return confirmationAnswer(desk, attempt(desk, intent, mayAsk));
}

function newIntent(
  desk: Desk,
  params: Params,
  known: { amount: number; code: string; customer: string | null; method: string | null },
): Intent {
  const id = newId("pi");
  return {
    id,
    clientSecret: `${id}_${newId("secret")}`,
    amount: known.amount,
    amountCapturable: 0,
    amountReceived: 0,
    currency: known.code,
    captureMethod: oneOf(params, "capture_method", ["automatic", "automatic_async", "manual"]) ?? "automatic_async",
    status: known.method === null ? "requires_payment_method" : "requires_confirmation",
    created: desk.draft.now,
    authorisedAt: null,
    canceledAt: null,
    cancellationReason: null,
    customer: known.customer,
    description: text(params, "description"),
    latestCharge: null,
    lastError: null,
    metadata: metadata(params),
    method: known.method,
    ...methodKinds(desk, params),
    receiptEmail: text(params, "receipt_email"),
    returnUrl: returnUrlOf(params),
    refunds: [],
  };
}

export function confirmIntent(desk: Desk, params: Params, id: string): Answer {
  onlyKnown(params, CONFIRM_PARAMS);
  const intent = intentOf(desk, id);
  const given = namedMethod(desk, params, intent.customer);
  const mayAsk = mayChallenge(params);
  const returnUrl = returnUrlOf(params) ?? intent.returnUrl;
  if (intent.status !== "requires_payment_method" && intent.status !== "requires_confirmation") {
    throw unexpected(
      `You cannot confirm this PaymentIntent because it has a status of ${intent.status}. Only a PaymentIntent with one of the following statuses may be confirmed: requires_confirmation, requires_payment_method.`,
      { code: "payment_intent_unexpected_state", payment_intent: intentView(intent, desk.look) },
    );
  }
  needsWayBack({ ...intent, returnUrl });
  const method = given ?? intent.method;
  if (method === null) throw withoutMethod();
  return confirmationAnswer(desk, attempt(desk, { ...intent, method, returnUrl }, mayAsk));
}

export function retrieveIntent(desk: Desk, _params: Params, id: string): Answer {
  return done(intentView(intentOf(desk, id), desk.look));
}

function namedMethod(desk: Desk, params: Params, customer: string | null): string | null {
  const named = text(params, "payment_method");
  const data = hash(params, "payment_method_data");
  if (named !== null && data !== null) {
    throw invalid("You may only specify one of these parameters: payment_method, payment_method_data.");
  }
  if (data !== null) return methodFromData(desk, data, customer).id;
  return named === null ? null : useMethod(desk, named, customer).id;
}

function customerOf(desk: Desk, params: Params): string | null {
  const id = text(params, "customer");
  if (id !== null && desk.draft.get("customers", id) === null) throw missing("customer", id, "customer", 400);
  return id;
}

function mayChallenge(params: Params): boolean {
  return !(flag(params, "error_on_requires_action") ?? false) && !(flag(params, "off_session") ?? false);
}

function returnUrlOf(params: Params): string | null {
  const url = text(params, "return_url");
  if (url !== null && !/^https?:\/\//.test(url))
    throw invalid("Not a valid URL", { code: "url_invalid", param: "return_url" });
  return url;
}

/** Where a method might send the cardholder away, it must be said where to come back. */
function needsWayBack({ automaticMethods, returnUrl }: Intent): void {
  if (automaticMethods?.allow_redirects !== "always" || returnUrl !== null) return;
  throw invalid(
    "This PaymentIntent is configured to accept payment methods enabled in your Dashboard. Because some of these payment methods might redirect your customer off of your page, you must provide a `return_url`. If you don't want to accept redirect-based payment methods, set `automatic_payment_methods[enabled]` to `true` and `automatic_payment_methods[allow_redirects]` to `never` when creating Setup Intents and Payment Intents.",
  );
}

function withoutMethod(): Failure {
  return invalid("You cannot confirm this PaymentIntent because it's missing a payment method.", {
    code: "payment_intent_unexpected_state",
  });
}
