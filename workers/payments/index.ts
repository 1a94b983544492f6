import { WorkerEntrypoint } from "cloudflare:workers";
import type { Caller } from "../../contracts/caller.ts";
import type { MetricsApi } from "../../contracts/metrics.ts";
import type {
  PaymentsApi,
  ProviderOutcome,
  ProviderPayment,
  ProviderRefund,
  WebhookReceipt,
  WebhookRefusal,
} from "../../contracts/payments.ts";
import { assert } from "../../domain/kernel/assert.ts";
import type { OrderId } from "../../domain/kernel/ids.ts";
import type { Money } from "../../domain/kernel/money.ts";
import { ok, type Result } from "../../domain/kernel/result.ts";
import { traced } from "../../domain/kernel/trace.ts";
import { isSystem, system } from "../kernel/access.ts";
import { database } from "../kernel/d1.ts";
import { idsOf } from "../kernel/ids.ts";
import { StripePayments } from "./adapters/stripe.ts";
import { isLive, stripeClient } from "./adapters/stripe-client.ts";
import { factOf } from "./fact.ts";
import { counters, noted } from "./noted.ts";
import { dropOld, noteReceived, readable } from "./queries.ts";
import { readWebhook } from "./webhook.ts";

export type Env = {
  DB: D1Database;
  METRICS: MetricsApi;
  ID_KEYS: string;
  STRIPE_SECRET_KEY: string;
  /** One, or an old and a new one with a comma between while they are changed. */
  STRIPE_WEBHOOK_SECRET: string;
  /** Where the provider is; empty: the real one. */
  STRIPE_API_BASE: string;
};

/** Money, through the provider. Only orders moves it; only the front door brings webhooks. */
export class PaymentsService extends WorkerEntrypoint<Env> implements PaymentsApi {
  static {
    traced(PaymentsService);
  }

  async authorise(
    caller: Caller,
    request: { orderId: OrderId; attempt: number; amount: Money; method: string; key: string },
  ): Promise<ProviderOutcome<ProviderPayment>> {
    return noted("authorise", request.orderId, this.#providerFor(caller).authorise(request));
  }

  async read(caller: Caller, ref: string): Promise<ProviderOutcome<ProviderPayment>> {
    return noted("read", ref, this.#providerFor(caller).read(ref));
  }

  async find(
    caller: Caller,
    request: { orderId: OrderId; attempt: number; since: number },
  ): Promise<ProviderOutcome<ProviderPayment | null>> {
    return noted("find", request.orderId, this.#providerFor(caller).find(request));
  }

  async capture(
    caller: Caller,
    request: { ref: string; amount: Money; key: string },
  ): Promise<ProviderOutcome<ProviderPayment>> {
    return noted("capture", request.ref, this.#providerFor(caller).capture(request));
  }

  async void(caller: Caller, request: { ref: string; key: string }): Promise<ProviderOutcome<ProviderPayment>> {
    return noted("void", request.ref, this.#providerFor(caller).void(request));
  }

  async refund(
    caller: Caller,
    request: { ref: string; refundId: string; amount: Money; key: string },
  ): Promise<ProviderOutcome<ProviderRefund>> {
    return noted("refund", request.ref, this.#providerFor(caller).refund(request));
  }

  async refunds(caller: Caller, ref: string): Promise<ProviderOutcome<ProviderRefund[]>> {
    return noted("refunds", ref, this.#providerFor(caller).refunds(ref));
  }

  async receive(caller: Caller, raw: Uint8Array, signature: string): Promise<Result<WebhookReceipt, WebhookRefusal>> {
    assert(isSystem(caller, "gateway"), "only the front door brings webhooks");
    const read = await readWebhook(stripeClient(this.env), raw, signature, {
      secrets: this.env.STRIPE_WEBHOOK_SECRET.split(",").map((secret) => secret.trim()),
      live: isLive(this.env.STRIPE_SECRET_KEY),
      now: Date.now(),
    });
    if (!read.ok) return read;
    const { id, type, createdAt } = read.value;
    const fact = await factOf(read.value, idsOf(this.env), new StripePayments(stripeClient(this.env)));
    return ok({ eventId: id, type, createdAt, fact });
  }

  async note(caller: Caller, receipt: WebhookReceipt, taken: boolean): Promise<void> {
    assert(isSystem(caller, "gateway"), "only the front door brings webhooks");
    await noteReceived(database(this.env.DB), receipt, { taken, now: Date.now() });
  }

  async ready(_caller: Caller): Promise<void> {
    await readable(database(this.env.DB));
  }

  /** No result says "you may not": a stranger here is a fault in our own wiring, and it must not look like a declined card. */
  #providerFor(caller: Caller): StripePayments {
    assert(isSystem(caller, "orders"), "only orders moves money");
    counters.flushLater(
      (work) => this.ctx.waitUntil(work),
      (flush) => this.env.METRICS.add(system("payments"), flush),
    );
    return new StripePayments(stripeClient(this.env));
  }
}

export default {
  fetch: () => new Response(null, { status: 404 }),
  scheduled: (_controller, env) => dropOld(database(env.DB), Date.now()),
} satisfies ExportedHandler<Env>;
