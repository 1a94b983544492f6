import type { PaymentsApi, ProviderOutcome, ProviderPayment, ProviderRefund } from "../../../contracts/payments.ts";
import { present } from "../../../domain/kernel/assert.ts";

type Intent = ProviderPayment & { card: string; refunds: ProviderRefund[] };
type Result = ProviderOutcome<ProviderPayment>;

/** How long the provider keeps a key. */
const KEY_LIFE_MS = 24 * 60 * 60_000;

/**
 * A payment provider in memory: intents, refunds, keys kept for a day. Cards: `pm_card_visa`, `pm_card_chargeDeclined`,
 * `pm_card_authenticationRequired` (waits for `authenticate`), `pm_card_captureRefused` (says yes, then does not pay),
 * `pm_card_refundPending` (money back takes its time).
 */
export class FakeProvider
  implements Pick<PaymentsApi, "authorise" | "read" | "find" | "capture" | "void" | "refund" | "refunds">
{
  readonly intents: Intent[] = [];
  readonly #keys = new Map<string, { at: number; answer: unknown }>();
  readonly #now: () => number;
  readonly #keepsKeys: boolean;

  constructor(now: () => number, keepsKeys = true) {
    this.#now = now;
    this.#keepsKeys = keepsKeys;
  }

  async authorise(_caller: unknown, request: Parameters<PaymentsApi["authorise"]>[1]): Promise<Result> {
    return this.#once(request.key, () => {
      const { orderId, attempt, amount, method } = request;
      const status =
        method === "pm_card_chargeDeclined"
          ? "declined"
          : method === "pm_card_authenticationRequired"
            ? "requires_action"
            : "authorised";
      const intent: Intent = {
        ref: `pi_${this.intents.length + 1}`,
        orderId,
        attempt,
        amount,
        status,
        capturedMinor: 0,
        refundedMinor: 0,
        declineCode: status === "declined" ? "generic_decline" : null,
        nextAction: status === "requires_action" ? { type: "redirect_to_url", url: "https://bank.example" } : null,
        card: method,
        refunds: [],
      };
      this.intents.push(intent);
      return status === "declined"
        ? { kind: "refused", code: "generic_decline", payment: shown(intent) }
        : { kind: "ok", value: shown(intent) };
    });
  }

  async read(_caller: unknown, ref: string): Promise<Result> {
    return { kind: "ok", value: shown(this.#intent(ref)) };
  }

  async find(
    _caller: unknown,
    { orderId, attempt }: { orderId: string; attempt: number },
  ): Promise<ProviderOutcome<ProviderPayment | null>> {
    const found = this.intents.find((intent) => intent.orderId === orderId && intent.attempt === attempt);
    return { kind: "ok", value: found ? shown(found) : null };
  }

  async capture(
    _caller: unknown,
    { ref, amount, key }: { ref: string; amount: { minor: number }; key: string },
  ): Promise<Result> {
    return this.#once(key, () => {
      const intent = this.#intent(ref);
      if (intent.status === "captured") return { kind: "ok", value: shown(intent) };
      if (intent.status !== "authorised")
        return { kind: "refused", code: "payment_intent_unexpected_state", payment: shown(intent) };
      if (intent.card === "pm_card_captureRefused")
        return { kind: "refused", code: "expired_card", payment: shown(intent) };
      intent.status = "captured";
      intent.capturedMinor = amount.minor;
      return { kind: "ok", value: shown(intent) };
    });
  }

  async void(_caller: unknown, { ref, key }: { ref: string; key: string }): Promise<Result> {
    return this.#once(key, () => {
      const intent = this.#intent(ref);
      if (intent.status === "captured")
        return { kind: "refused", code: "payment_intent_unexpected_state", payment: shown(intent) };
      intent.status = "voided";
      intent.nextAction = null;
      return { kind: "ok", value: shown(intent) };
    });
  }

  async refund(
    _caller: unknown,
    request: Parameters<PaymentsApi["refund"]>[1],
  ): Promise<ProviderOutcome<ProviderRefund>> {
    return this.#once(request.key, () => {
      const intent = this.#intent(request.ref);
      if (intent.refundedMinor + request.amount.minor > intent.capturedMinor)
        return { kind: "refused", code: "charge_already_refunded", payment: shown(intent) };
      const refund: ProviderRefund = {
        ref: `re_${request.refundId}_${intent.refunds.length}`,
        refundId: request.refundId,
        amount: request.amount,
        status: intent.card === "pm_card_refundPending" ? "pending" : "succeeded",
      };
      intent.refunds.push(refund);
      intent.refundedMinor += request.amount.minor;
      return { kind: "ok", value: { ...refund } };
    });
  }

  async refunds(_caller: unknown, ref: string): Promise<ProviderOutcome<ProviderRefund[]>> {
    const { refunds } = this.#intent(ref);
    const answer = refunds.map((refund) => ({ ...refund }));
    // By the time anybody asks again, it has arrived.
    for (const refund of refunds) refund.status = "succeeded";
    return { kind: "ok", value: answer };
  }

  /** The provider fails inside, and keeps that failure as the key's answer. */
  failFor(key: string): void {
    if (!this.#keys.has(key))
      this.#keys.set(key, { at: this.#now(), answer: { kind: "unknown", cause: "stored 500" } });
  }

  /** The shopper answers the bank's question, or fails to. */
  authenticate(ref: string, passed: boolean): void {
    const intent = this.#intent(ref);
    if (intent.status !== "requires_action") return;
    intent.status = passed ? "authorised" : "declined";
    intent.declineCode = passed ? null : "authentication_failed";
    intent.nextAction = null;
  }

  /** What a provider does after some days, or when the issuer wants it so. */
  closesByItself(orderId: string): void {
    const open = this.intents.find(
      (intent) => intent.orderId === orderId && (intent.status === "authorised" || intent.status === "requires_action"),
    );
    if (open) Object.assign(open, { status: "voided", nextAction: null });
  }

  #intent(ref: string): Intent {
    return present(
      this.intents.find((intent) => intent.ref === ref),
      ref,
    );
  }

  /** The same key gives the same answer, for a day. */
  #once<T>(key: string, act: () => ProviderOutcome<T>): ProviderOutcome<T> {
    const kept = this.#keys.get(key);
    if (this.#keepsKeys && kept && kept.at + KEY_LIFE_MS > this.#now())
      return structuredClone(kept.answer) as ProviderOutcome<T>;
    const answer = act();
    this.#keys.set(key, { at: this.#now(), answer: structuredClone(answer) });
    return answer;
  }
}

function shown({ card: _card, refunds: _refunds, ...payment }: Intent): ProviderPayment {
  return structuredClone(payment);
}
