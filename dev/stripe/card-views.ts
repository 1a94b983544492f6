import type { Charge, Json, Method } from "./records.ts";
import { testCard } from "./test-cards.ts";

export function chargeView(charge: Charge, method: Method | null): Json {
  const failure = charge.failure;
  return {
    id: charge.id,
    object: "charge",
    amount: charge.amount,
    amount_captured: charge.amountCaptured,
    amount_refunded: charge.amountRefunded,
    application: null,
    application_fee: null,
    application_fee_amount: null,
    balance_transaction: charge.captured ? `txn_${charge.id.slice(3)}` : null,
    billing_details: emptyBilling(),
    calculated_statement_descriptor: "KIOSK",
    captured: charge.captured,
    created: charge.created,
    currency: charge.currency,
    customer: charge.customer,
    description: charge.description,
    disputed: false,
    failure_balance_transaction: null,
    failure_code: failure?.code ?? null,
    failure_message: failure?.message ?? null,
    fraud_details: {},
    livemode: false,
    metadata: charge.metadata,
    on_behalf_of: null,
    outcome: outcomeOf(charge),
    paid: failure === null,
    payment_intent: charge.intent,
    payment_method: charge.method,
    payment_method_details: method === null ? null : { type: "card", card: chargedCard(charge, method) },
    receipt_email: null,
    receipt_number: null,
    receipt_url: null,
    refunded: charge.captured && charge.amountRefunded === charge.amountCaptured,
    review: null,
    shipping: null,
    source: null,
    source_transfer: null,
    statement_descriptor: null,
    statement_descriptor_suffix: null,
    status: failure === null ? "succeeded" : "failed",
    transfer_data: null,
    transfer_group: null,
  };
}

function outcomeOf(charge: Charge): Json {
  const failure = charge.failure;
  return {
    advice_code: null,
    network_advice_code: null,
    network_decline_code: null,
    network_status: failure === null ? "approved_by_network" : "declined_by_network",
    reason: failure === null ? null : (failure.declineCode ?? failure.code),
    risk_level: "normal",
    seller_message: failure === null ? "Payment complete." : "The bank did not approve this payment.",
    type: failure === null ? "authorized" : "issuer_declined",
  };
}

function chargedCard(charge: Charge, method: Method): Json {
  const { networks, three_d_secure_usage, generated_from, display_brand, ...card } = cardOf(method);
  return {
    ...card,
    amount_authorized: charge.failure === null ? charge.amount : null,
    extended_authorization: { status: "disabled" },
    incremental_authorization: { status: "unavailable" },
    installments: null,
    mandate: null,
    multicapture: { status: "unavailable" },
    network: card.brand,
    overcapture: { maximum_amount_capturable: charge.amount, status: "unavailable" },
    three_d_secure: charge.threeDSecure ? { result: "authenticated", version: "2.2.0" } : null,
  };
}

function cardOf(method: Method): Json {
  const card = testCard(method.card);
  return {
    brand: card.brand,
    checks: { address_line1_check: null, address_postal_code_check: null, cvc_check: null },
    country: card.country,
    display_brand: card.brand,
    exp_month: 12,
    exp_year: 2034,
    fingerprint: `fp${card.number.slice(-14)}`,
    funding: card.funding,
    generated_from: null,
    last4: card.number.slice(-4),
    networks: { available: [card.brand], preferred: null },
    three_d_secure_usage: { supported: card.brand !== "amex" },
    wallet: null,
  };
}

export function methodView(method: Method): Json {
  return {
    id: method.id,
    object: "payment_method",
    allow_redisplay: "unspecified",
    billing_details: emptyBilling(),
    card: cardOf(method),
    created: method.created,
    customer: method.customer,
    customer_account: null,
    livemode: false,
    metadata: {},
    type: "card",
  };
}

function emptyBilling(): Json {
  const address = { city: null, country: null, line1: null, line2: null, postal_code: null, state: null };
  return { address, email: null, name: null, phone: null, tax_id: null };
}
