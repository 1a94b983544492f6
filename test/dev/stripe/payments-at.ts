import type { OrderId } from "../../../domain/kernel/ids.ts";
import { money } from "../../../domain/kernel/money.ts";
import { Ids } from "../../../workers/kernel/ids.ts";
import { StripePayments } from "../../../workers/payments/adapters/stripe.ts";
import { newClient } from "../../../workers/payments/adapters/stripe-client.ts";
import { API_KEY, TestStripe } from "./stand-in.ts";

const IMPATIENT_MS = 300;
export const ids = new Ids("44".repeat(16));
export const total = money(2_500, "USD");

/** The adapter over the real SDK, pointed at a stand-in of its own, for one order. */
export class PaymentsAt {
  readonly stripe: TestStripe;
  readonly payments: StripePayments;
  readonly orderId: OrderId = ids.mint("ord");
  readonly since = Date.now();

  private constructor(stripe: TestStripe) {
    this.stripe = stripe;
    this.payments = this.with(API_KEY);
  }

  static async start(): Promise<PaymentsAt> {
    return new PaymentsAt(await TestStripe.start());
  }

  with(secretKey: string, base = this.stripe.url): StripePayments {
    return new StripePayments(newClient({ STRIPE_SECRET_KEY: secretKey, STRIPE_API_BASE: base }, IMPATIENT_MS));
  }

  authorise(method = "pm_card_visa", key = "auth", attempt = 1) {
    return this.payments.authorise({ orderId: this.orderId, attempt, amount: total, method, key });
  }

  find(attempt = 1) {
    return this.payments.find({ orderId: this.orderId, attempt, since: this.since });
  }

  async intents() {
    return (await this.stripe.books()).payment_intents;
  }

  /** The reference of an authorisation that is known to be one. */
  async authorised(method?: string): Promise<string> {
    const outcome = await this.authorise(method);
    if (outcome.kind !== "ok") throw new Error(outcome.kind);
    return outcome.value.ref;
  }

  async captured(method?: string): Promise<string> {
    const ref = await this.authorised(method);
    await this.payments.capture({ ref, amount: total, key: "cap" });
    return ref;
  }
}
