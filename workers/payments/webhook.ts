import Stripe from "stripe";
import * as z from "zod";
import type { WebhookRefusal } from "../../contracts/payments.ts";
import { err, ok, type Result } from "../../domain/kernel/result.ts";
import { WEBHOOK_BYTES_MAX } from "../../domain/payments/webhook-events.ts";

/** How far the sender's clock and ours may differ, either way: what Stripe's SDKs allow for the past. */
const TOLERANCE_SECONDS = 300;
const HEADER_MAX = 2_000;

/** The year 5138: past it milliseconds are no longer whole numbers for long. */
const CREATED_MAX_SECONDS = 1e11;

/** What the provider calls something: visible characters only, as it is stored. */
const name = z.string().regex(/^[\x21-\x7e]{1,255}$/);
const Metadata = z.record(z.string(), z.string()).catch({});
/** As much of an event as is read here. A field of another form counts as absent. */
const EventSchema = z.object({
  id: name,
  type: name,
  created: z.int().min(0).max(CREATED_MAX_SECONDS),
  livemode: z.boolean(),
  data: z.object({
    object: z.object({
      id: name.catch(""),
      payment_intent: name.nullable().catch(null).default(null),
      metadata: Metadata.default({}),
    }),
  }),
});

export type ProviderEvent = {
  id: string;
  type: string;
  /** Epoch ms. */
  createdAt: number;
  /** The intent it speaks of, and the order id in its metadata: not yet known to be ours. Null: not about an intent. */
  about: { ref: string; orderId: string | null } | null;
};

type Check = {
  /** The one in force, or an old and a new one while they are changed. */
  secrets: readonly string[];
  live: boolean;
  /** Epoch ms. */
  now: number;
};

/** Is this message from the provider, fresh, and of our mode? Nothing in it is looked at before its signature is good. */
export async function readWebhook(
  stripe: Stripe,
  raw: Uint8Array,
  signature: string,
  check: Check,
): Promise<Result<ProviderEvent, WebhookRefusal>> {
  if (raw.byteLength > WEBHOOK_BYTES_MAX) return err({ code: "too_large" });
  const sentAt = timestampOf(signature);
  const text = decoded(raw);
  if (sentAt === null || text === null) return err({ code: "webhook_signature" });
  const verified = await verify(stripe, text, signature, check.secrets);
  if (!verified.ok) return verified;
  // The SDK looks only into the past.
  if (Math.abs(Math.floor(check.now / 1000) - sentAt) > TOLERANCE_SECONDS) return err({ code: "webhook_timestamp" });
  const event = EventSchema.safeParse(verified.value);
  if (!event.success) return err({ code: "invalid_json" });
  if (event.data.livemode !== check.live) return err({ code: "webhook_livemode" });
  const { id, type, created } = event.data;
  return ok({ id, type, createdAt: created * 1000, about: subjectOf(type, event.data.data.object) });
}

/** Exactly one `t`, so that the time that is checked is the time that was signed. */
function timestampOf(signature: string): number | null {
  if (signature.length > HEADER_MAX) return null;
  const times = signature.split(",").filter((part) => part.trim().startsWith("t="));
  const [only] = times;
  if (times.length !== 1 || only === undefined || !/^t=\d{1,12}$/.test(only)) return null;
  return Number(only.slice(2));
}

/** The very characters of the bytes: nothing replaced, no mark skipped, or the signature would cover another text. */
function decoded(raw: Uint8Array): string | null {
  try {
    return new TextDecoder("utf-8", { fatal: true, ignoreBOM: true }).decode(raw);
  } catch {
    return null;
  }
}

const crypto = Stripe.createSubtleCryptoProvider();
/** The SDK's own check of time is off: ours covers both directions. */
const NO_TOLERANCE = 0;

async function verify(
  stripe: Stripe,
  text: string,
  signature: string,
  secrets: readonly string[],
): Promise<Result<unknown, WebhookRefusal>> {
  for (const secret of secrets) {
    try {
      return ok(await stripe.webhooks.constructEventAsync(text, signature, secret, NO_TOLERANCE, crypto));
    } catch (thrown) {
      // Signed well and yet not an event.
      if (!(thrown instanceof Stripe.errors.StripeSignatureVerificationError)) return err({ code: "invalid_json" });
    }
  }
  return err({ code: "webhook_signature" });
}

/** Events that may change what an order knows of its payment. */
function subjectOf(type: string, object: z.infer<typeof EventSchema>["data"]["object"]): ProviderEvent["about"] {
  const ref = type.startsWith("payment_intent.") ? object.id : aboutCharge(type) ? object.payment_intent : null;
  return ref ? { ref, orderId: object.metadata.order_id ?? null } : null;
}

function aboutCharge(type: string): boolean {
  return type === "charge.refunded" || type === "charge.expired" || type.startsWith("refund.");
}
