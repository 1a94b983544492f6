import type Stripe from "stripe";
import type { ProviderOutcome, ProviderPayment } from "../../../contracts/payments.ts";
import { paymentOf } from "./stripe-mapping.ts";
import { outcomeOf } from "./stripe-outcome.ts";

const PAGE_SIZE = 100;
/** 5,000 intents. What lies beyond was not looked at, so that is `unknown`, never "it never happened". */
const PAGES_MAX = 50;
/** Stripe's clock and ours may differ by this. */
const SKEW_SECONDS = 300;
/** Nearly every intent is made at once; this first, narrow window keeps the search short in a busy shop. */
const NEAR_SECONDS = 900;

type Window = { gte: number; lt?: number };
type Wanted = { orderId: string; attempt: number; since: number };

/**
 * The intent of an order's attempt, by our own words in its metadata. By listing, not by Stripe's search: search lags
 * behind by up to a minute and more, and "not found" must mean that it never happened.
 */
export async function findIntent(stripe: Stripe, wanted: Wanted): Promise<ProviderOutcome<ProviderPayment | null>> {
  const since = Math.floor(wanted.since / 1000);
  const near = { gte: since - SKEW_SECONDS, lt: since + NEAR_SECONDS };
  const later = { gte: near.lt };
  const budget = { pages: PAGES_MAX };
  for (const window of [near, later]) {
    const found = await searchWindow(stripe, wanted, window, budget);
    if (found.kind !== "ok" || found.value !== null) return found;
  }
  return { kind: "ok", value: null };
}

async function searchWindow(
  stripe: Stripe,
  wanted: Wanted,
  window: Window,
  budget: { pages: number },
): Promise<ProviderOutcome<ProviderPayment | null>> {
  let after: string | undefined;
  while (budget.pages > 0) {
    budget.pages -= 1;
    const listed = await outcomeOf(() =>
      stripe.paymentIntents.list({
        created: window,
        limit: PAGE_SIZE,
        expand: ["data.latest_charge"],
        ...(after === undefined ? {} : { starting_after: after }),
      }),
    );
    if (listed.kind !== "ok") return listed;
    const mine = listed.value.data.filter((intent) => isWanted(intent, wanted)).map(paymentOf);
    if (mine.length > 0) return { kind: "ok", value: mostAlive(mine) };
    after = listed.value.data.at(-1)?.id;
    if (!listed.value.has_more || after === undefined) return { kind: "ok", value: null };
  }
  return { kind: "unknown", cause: `not among the first ${PAGES_MAX * PAGE_SIZE} intents` };
}

function isWanted(intent: Stripe.PaymentIntent, wanted: Wanted): boolean {
  return intent.metadata.order_id === wanted.orderId && intent.metadata.attempt === String(wanted.attempt);
}

/** Should there ever be two, the one that holds or may come to hold money is the one to deal with. */
function mostAlive(payments: ProviderPayment[]): ProviderPayment | null {
  const order = ["captured", "authorised", "processing", "requires_action", "declined", "voided"];
  const [first] = payments.toSorted((a, b) => order.indexOf(a.status) - order.indexOf(b.status));
  return first ?? null;
}
