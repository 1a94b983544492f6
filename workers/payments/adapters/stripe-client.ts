import Stripe from "stripe";
import { assert } from "../../../domain/kernel/assert.ts";

/** How long we wait for an answer before the outcome is unknown. Stripe's own calls to issuers rarely take half of it. */
const PROVIDER_TIMEOUT_MS = 10_000;

export type StripeSettings = {
  /** `sk_test_…`, `sk_live_…` or a restricted `rk_…`. */
  STRIPE_SECRET_KEY: string;
  /** Where the provider is; empty: the real one. */
  STRIPE_API_BASE: string;
};

const clients = new Map<string, Stripe>();

/**
 * One client per isolate. It never repeats a request by itself: the order does, with the key it committed, because only
 * the order may decide what a lost answer means.
 */
export function stripeClient(settings: StripeSettings): Stripe {
  const name = `${settings.STRIPE_SECRET_KEY} ${settings.STRIPE_API_BASE}`;
  const client = clients.get(name) ?? newClient(settings, PROVIDER_TIMEOUT_MS);
  clients.set(name, client);
  return client;
}

export function newClient(settings: StripeSettings, timeoutMs: number): Stripe {
  assert(/^[sr]k_(test|live)_/.test(settings.STRIPE_SECRET_KEY), "STRIPE_SECRET_KEY is a secret key of Stripe");
  return new Stripe(settings.STRIPE_SECRET_KEY, {
    httpClient: Stripe.createFetchHttpClient(),
    maxNetworkRetries: 0,
    timeout: timeoutMs,
    telemetry: false,
    ...placeOf(settings.STRIPE_API_BASE),
  });
}

function placeOf(base: string): { host?: string; port?: string; protocol?: "http" | "https" } {
  if (base === "") return {};
  const { hostname, port, protocol } = new URL(base);
  const plain = protocol === "http:";
  return { host: hostname, port: port || (plain ? "80" : "443"), protocol: plain ? "http" : "https" };
}

/** A key says whether money is real; so does every event, and the two must agree. */
export function isLive(secretKey: string): boolean {
  return /^[sr]k_live_/.test(secretKey);
}
