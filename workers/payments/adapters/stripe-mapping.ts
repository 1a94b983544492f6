import type Stripe from "stripe";
import type { ProviderPayment, ProviderRefund } from "../../../contracts/payments.ts";
import { assert, present } from "../../../domain/kernel/assert.ts";
import { type Currency, isCurrency } from "../../../domain/kernel/currency.ts";
import { money } from "../../../domain/kernel/money.ts";
import type { NextAction } from "../../../domain/orders/events.ts";
import { fromProvider } from "../../../domain/payments/provider-amount.ts";

/** Asked for with every intent: refunds are counted on the charge. */
export const WITH_CHARGE = ["latest_charge"];

/** What Stripe says of an intent, in our words. Nothing in it is ours: the caller compares. */
export function paymentOf(intent: Stripe.PaymentIntent): ProviderPayment {
  const currency = currencyOf(intent.currency);
  const charge = typeof intent.latest_charge === "object" ? intent.latest_charge : null;
  const status = statusOf(intent);
  return {
    ref: intent.id,
    orderId: intent.metadata.order_id ?? "",
    attempt: Number(intent.metadata.attempt ?? 0),
    amount: money(minorOf(intent.amount, currency), currency),
    status,
    capturedMinor: minorOf(intent.amount_received, currency),
    refundedMinor: charge?.captured ? minorOf(charge.amount_refunded, currency) : 0,
    declineCode: status === "declined" ? declineCodeOf(intent) : null,
    nextAction: status === "requires_action" ? nextActionOf(intent) : null,
  };
}

function statusOf({ status }: Stripe.PaymentIntent): ProviderPayment["status"] {
  switch (status) {
    case "requires_action":
      return "requires_action";
    case "requires_capture":
      return "authorised";
    case "succeeded":
      return "captured";
    case "canceled":
      return "voided";
    // We confirm in the call that creates, so an intent that wants a method has had one refused.
    case "requires_payment_method":
      return "declined";
    // Neither yes nor no yet; and so is any status a later version may bring.
    default:
      return "processing";
  }
}

function declineCodeOf({ last_payment_error: error }: Stripe.PaymentIntent): string {
  return error?.decline_code ?? error?.code ?? "declined";
}

/** A page to go to where Stripe names one, else the secret with which Stripe's script in the page goes on. */
function nextActionOf(intent: Stripe.PaymentIntent): NextAction {
  const action = present(intent.next_action, "the next action of an intent that requires one");
  const page = action.redirect_to_url?.url ?? scriptPage(action);
  return {
    type: action.type,
    ...(page === null ? {} : { url: page }),
    ...(intent.client_secret === null ? {} : { clientSecret: intent.client_secret }),
  };
}

function scriptPage(action: Stripe.PaymentIntent.NextAction): string | null {
  const details: Record<string, unknown> = { ...action.use_stripe_sdk };
  return typeof details.stripe_js === "string" ? details.stripe_js : null;
}

export function refundOf(refund: Stripe.Refund): ProviderRefund {
  const currency = currencyOf(refund.currency);
  return {
    ref: refund.id,
    refundId: refund.metadata?.refund_id ?? "",
    amount: money(minorOf(refund.amount, currency), currency),
    status: refundStatusOf(refund.status),
  };
}

function refundStatusOf(status: string | null): ProviderRefund["status"] {
  if (status === "succeeded") return "succeeded";
  return status === "failed" || status === "canceled" ? "failed" : "pending";
}

function currencyOf(code: string): Currency {
  const currency = code.toUpperCase();
  assert(isCurrency(currency), `a currency we know, got ${code}`);
  return currency;
}

function minorOf(amount: number, currency: Currency): number {
  return present(fromProvider(amount, currency), `an amount in ${currency} that we can express, got ${amount}`);
}
