import type Stripe from "stripe";
import type { PaymentsApi, ProviderOutcome, ProviderPayment, ProviderRefund } from "../../../contracts/payments.ts";
import { toProvider } from "../../../domain/payments/provider-amount.ts";
import { findIntent } from "./stripe-find.ts";
import { paymentOf, refundOf, WITH_CHARGE } from "./stripe-mapping.ts";
import { mapOutcome, outcomeOf } from "./stripe-outcome.ts";

type Request<Method extends "authorise" | "find" | "capture" | "void" | "refund"> = Parameters<PaymentsApi[Method]>[1];

/** Stripe says at most 100 per page; no order is refunded more often than this. */
const REFUNDS_MAX = 100;
/** What Stripe answers when an intent is not in a status that allows what was asked. */
const WRONG_STATUS = "payment_intent_unexpected_state";

/** Money calls over the official SDK: each answers what Stripe says, a firm no, or that it is not known. */
export class StripePayments {
  readonly #stripe: Stripe;

  constructor(stripe: Stripe) {
    this.#stripe = stripe;
  }

  /** One intent, confirmed in the same call, its money only set aside. */
  async authorise(request: Request<"authorise">): Promise<ProviderOutcome<ProviderPayment>> {
    const amount = toProvider(request.amount);
    if (amount === null) return { kind: "refused", code: "amount_not_expressible", payment: null };
    const created = await outcomeOf(() =>
      this.#stripe.paymentIntents.create(
        {
          amount,
          currency: request.amount.currency.toLowerCase(),
          payment_method: request.method,
          // What sends the shopper to another page is the hosted way's: here nobody would be there to come back.
          automatic_payment_methods: { enabled: true, allow_redirects: "never" },
          capture_method: "manual",
          confirm: true,
          metadata: { order_id: request.orderId, attempt: String(request.attempt) },
          expand: WITH_CHARGE,
        },
        { idempotencyKey: request.key },
      ),
    );
    const outcome = mapOutcome(created, paymentOf);
    const declined = outcome.kind === "ok" && outcome.value.status === "declined";
    return declined
      ? { kind: "refused", code: outcome.value.declineCode ?? "declined", payment: outcome.value }
      : outcome;
  }

  async read(ref: string): Promise<ProviderOutcome<ProviderPayment>> {
    const read = await outcomeOf(() => this.#stripe.paymentIntents.retrieve(ref, { expand: WITH_CHARGE }));
    return mapOutcome(read, paymentOf);
  }

  find(request: Request<"find">): Promise<ProviderOutcome<ProviderPayment | null>> {
    return findIntent(this.#stripe, request);
  }

  /** An intent that was captured already, with this very amount, is `ok`: the answer got lost and the key was pruned. */
  async capture(request: Request<"capture">): Promise<ProviderOutcome<ProviderPayment>> {
    const amount = toProvider(request.amount);
    if (amount === null) return { kind: "refused", code: "amount_not_expressible", payment: null };
    const captured = await outcomeOf(() =>
      this.#stripe.paymentIntents.capture(
        request.ref,
        { amount_to_capture: amount, expand: WITH_CHARGE },
        { idempotencyKey: request.key },
      ),
    );
    const isDone = (payment: ProviderPayment) =>
      payment.status === "captured" && payment.capturedMinor === request.amount.minor;
    return this.#unlessDone(request.ref, mapOutcome(captured, paymentOf), isDone);
  }

  async void(request: Request<"void">): Promise<ProviderOutcome<ProviderPayment>> {
    const closed = await outcomeOf(() =>
      this.#stripe.paymentIntents.cancel(request.ref, { expand: WITH_CHARGE }, { idempotencyKey: request.key }),
    );
    return this.#unlessDone(request.ref, mapOutcome(closed, paymentOf), (payment) => payment.status === "voided");
  }

  async refund(request: Request<"refund">): Promise<ProviderOutcome<ProviderRefund>> {
    const amount = toProvider(request.amount);
    if (amount === null) return { kind: "refused", code: "amount_not_expressible", payment: null };
    const refunded = await outcomeOf(() =>
      this.#stripe.refunds.create(
        { payment_intent: request.ref, amount, metadata: { refund_id: request.refundId } },
        { idempotencyKey: request.key },
      ),
    );
    return mapOutcome(refunded, refundOf);
  }

  async refunds(ref: string): Promise<ProviderOutcome<ProviderRefund[]>> {
    const listed = await outcomeOf(() => this.#stripe.refunds.list({ payment_intent: ref, limit: REFUNDS_MAX }));
    if (listed.kind === "ok" && listed.value.has_more) {
      return { kind: "unknown", cause: `more than ${REFUNDS_MAX} refunds` };
    }
    return mapOutcome(listed, (page) => page.data.map(refundOf));
  }

  /** A refusal for the intent's status alone is looked at again: it may be because what was asked is done. */
  async #unlessDone(
    ref: string,
    outcome: ProviderOutcome<ProviderPayment>,
    isDone: (payment: ProviderPayment) => boolean,
  ): Promise<ProviderOutcome<ProviderPayment>> {
    if (outcome.kind !== "refused" || outcome.code !== WRONG_STATUS) return outcome;
    const now = await this.read(ref);
    if (now.kind !== "ok") return now;
    return isDone(now.value) ? now : { ...outcome, payment: now.value };
  }
}
