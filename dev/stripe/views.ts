import type { Customer, Intent, Json, Refund, StoredEvent } from "./records.ts";

/** The version this stand-in speaks when the client names none: the one of the SDK in use. */
export const API_VERSION = "2026-10-28.endive";
/** Since then an authorisation that lapses is canceled as `expired`; before it was `automatic`. */
const EXPIRED_SINCE = "2025-03-31";

export type Look = { version: string; baseUrl: string };

export function intentView(intent: Intent, look: Look): Json {
  return {
    id: intent.id,
    object: "payment_intent",
    allowed_payment_method_types: intent.allowedTypes,
    amount: intent.amount,
    amount_capturable: intent.amountCapturable,
    amount_details: { tip: {} },
    amount_received: intent.amountReceived,
    application: null,
    application_fee_amount: null,
    automatic_payment_methods: intent.automaticMethods,
    canceled_at: intent.canceledAt,
    cancellation_reason: reasonFor(intent, look),
    capture_method: intent.captureMethod,
    client_secret: intent.clientSecret,
    confirmation_method: "automatic",
    created: intent.created,
    currency: intent.currency,
    customer: intent.customer,
    customer_account: null,
    description: intent.description,
    excluded_payment_method_types: null,
    last_payment_error: intent.lastError,
    latest_charge: intent.latestCharge,
    livemode: false,
    metadata: intent.metadata,
    next_action: nextActionOf(intent, look),
    on_behalf_of: null,
    payment_method: intent.method,
    payment_method_configuration_details: null,
    payment_method_options: { card: { request_three_d_secure: "automatic" } },
    payment_method_types: intent.methodTypes,
    processing: null,
    receipt_email: intent.receiptEmail,
    review: null,
    setup_future_usage: null,
    shipping: null,
    source: null,
    statement_descriptor: null,
    statement_descriptor_suffix: null,
    status: intent.status,
    transfer_data: null,
    transfer_group: null,
  };
}

function reasonFor(intent: Intent, look: Look): string | null {
  const older = look.version.slice(0, EXPIRED_SINCE.length) < EXPIRED_SINCE;
  return intent.cancellationReason === "expired" && older ? "automatic" : intent.cancellationReason;
}

/** Where the cardholder authenticates: sent there when a way back was given, else left to the page's own script. */
function nextActionOf(intent: Intent, look: Look): Json | null {
  if (intent.status !== "requires_action") return null;
  const url = `${look.baseUrl}/3ds/${intent.id}`;
  if (intent.returnUrl !== null) {
    return { type: "redirect_to_url", redirect_to_url: { return_url: intent.returnUrl, url } };
  }
  return {
    type: "use_stripe_sdk",
    use_stripe_sdk: { type: "three_d_secure_redirect", stripe_js: url, source: `src_${intent.id.slice(3)}` },
  };
}

export function refundView(refund: Refund): Json {
  return {
    id: refund.id,
    object: "refund",
    amount: refund.amount,
    balance_transaction: refund.status === "succeeded" ? `txn_${refund.id.slice(3)}` : null,
    charge: refund.charge,
    created: refund.created,
    currency: refund.currency,
    destination_details: { card: { type: "refund" }, type: "card" },
    ...(refund.failureReason === null ? {} : { failure_reason: refund.failureReason }),
    metadata: refund.metadata,
    payment_intent: refund.intent,
    reason: refund.reason,
    receipt_number: null,
    source_transfer_reversal: null,
    status: refund.status,
    transfer_reversal: null,
  };
}

export function customerView(customer: Customer): Json {
  return {
    id: customer.id,
    object: "customer",
    address: null,
    balance: 0,
    created: customer.created,
    currency: null,
    default_source: null,
    delinquent: false,
    description: customer.description,
    discount: null,
    email: customer.email,
    invoice_prefix: customer.id.slice(-8).toUpperCase(),
    invoice_settings: { custom_fields: null, default_payment_method: null, footer: null, rendering_options: null },
    livemode: false,
    metadata: customer.metadata,
    name: customer.name,
    next_invoice_sequence: 1,
    phone: customer.phone,
    preferred_locales: [],
    shipping: null,
    tax_exempt: "none",
    test_clock: null,
  };
}

export function eventView(event: StoredEvent, undelivered: boolean): Json {
  return {
    id: event.id,
    object: "event",
    api_version: API_VERSION,
    created: event.created,
    data: { object: event.object },
    livemode: false,
    pending_webhooks: undelivered ? 1 : 0,
    request: { id: event.requestId, idempotency_key: event.idempotencyKey },
    type: event.type,
  };
}
