import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import Stripe from "stripe";
import { type StripeStandIn, startStripe } from "../../../dev/stripe/server.ts";

export const API_KEY = "sk_test_stand_in";
export const SECRET = "whsec_stand_in";
export const HOUR = 3_600_000;
export const DAY = 24 * HOUR;

export function newFolder(): string {
  return mkdtempSync(join(tmpdir(), "stripe-books-"));
}

export function sdkAt(url: string, more: { apiVersion?: string; timeout?: number } = {}): Stripe {
  const { hostname, port } = new URL(url);
  const place = { host: hostname, port, protocol: "http" } as const;
  const options = { ...place, maxNetworkRetries: 0, timeout: 2_000, telemetry: false, ...more };
  return new Stripe(API_KEY, options as ConstructorParameters<typeof Stripe>[1]);
}

/** A stand-in of its own, with new books, the real SDK pointed at it, and its controls. */
export class TestStripe {
  readonly #server: StripeStandIn;
  readonly #folder: string;
  readonly sdk: Stripe;

  private constructor(server: StripeStandIn, folder: string) {
    this.#server = server;
    this.#folder = folder;
    this.sdk = sdkAt(server.url);
  }

  static async start(webhookUrl = ""): Promise<TestStripe> {
    const folder = newFolder();
    const options = { port: 0, folder, webhookUrl, webhookSecret: SECRET, apiKey: API_KEY };
    return new TestStripe(await startStripe(options), folder);
  }

  get url(): string {
    return this.#server.url;
  }

  async end(): Promise<void> {
    await this.#server.close();
    rmSync(this.#folder, { recursive: true });
  }

  async control<T>(path: string, body?: unknown, method = body === undefined ? "GET" : "POST"): Promise<T> {
    const answer = await fetch(`${this.url}/_control/${path}`, {
      method,
      ...(body === undefined ? {} : { body: JSON.stringify(body), headers: { "content-type": "application/json" } }),
    });
    if (!answer.ok) throw new Error(`${path}: ${answer.status} ${await answer.text()}`);
    return (await answer.json()) as T;
  }

  advance(advanceMs: number): Promise<unknown> {
    return this.control("clock", { advanceMs });
  }

  fault(kind: string, more: Record<string, unknown> = {}): Promise<unknown> {
    return this.control("faults", { kind, ...more });
  }

  books(): Promise<Books> {
    return this.control<Books>("books");
  }

  /** The wire itself, where headers and bodies matter. */
  post(path: string, form: Record<string, string>, headers: Record<string, string> = {}): Promise<Response> {
    return fetch(`${this.url}${path}`, {
      method: "POST",
      body: new URLSearchParams(form).toString(),
      headers: {
        authorization: `Bearer ${API_KEY}`,
        "content-type": "application/x-www-form-urlencoded",
        ...headers,
      },
    });
  }
}

export type Books = {
  payment_intents: Stripe.PaymentIntent[];
  charges: Stripe.Charge[];
  refunds: Stripe.Refund[];
  totals: Record<string, { openMinor: number; capturedMinor: number; refundedMinor: number }>;
};

/** An authorisation as the shop asks for it. */
export function authorisation(method = "pm_card_visa", amount = 2_500): Stripe.PaymentIntentCreateParams {
  return {
    amount,
    currency: "usd",
    payment_method: method,
    automatic_payment_methods: { enabled: true, allow_redirects: "never" },
    capture_method: "manual",
    confirm: true,
    metadata: { order_id: "ord_1", attempt: "1" },
  };
}

/** What Stripe's SDK throws of it. */
export async function errorOf(promise: Promise<unknown>): Promise<InstanceType<typeof Stripe.errors.StripeError>> {
  try {
    await promise;
  } catch (thrown) {
    if (thrown instanceof Stripe.errors.StripeError) return thrown;
    throw thrown;
  }
  throw new Error("it was not refused");
}
