import { causeOf, logProblem } from "../../../domain/kernel/log.ts";
import { type Answer, json, refuse } from "../../../http/answer.ts";
import type { Env } from "../env.ts";
import { defineRoute, GATEWAY } from "../route.ts";
import { received } from "../schemas/operations.ts";

const WEBHOOK_MAX = 256 * 1024;
const UNAVAILABLE = refuse({ code: "unavailable" });

export const webhookRoutes = [
  defineRoute({
    method: "post",
    path: "/webhooks/stripe",
    operationId: "receiveStripeEvent",
    summary: "Take an event from Stripe",
    description: "Answered with 200 once the order has taken it; with 503 the provider sends it again.",
    tag: "Payments",
    access: "provider",
    idempotency: "none",
    rawMax: WEBHOOK_MAX,
    answers: { 200: { description: "Taken", schema: received } },
    refusals: [
      "webhook_signature",
      "webhook_timestamp",
      "webhook_livemode",
      "invalid_json",
      "too_large",
      "unavailable",
    ],
    handle: async ({ env, bytes, headers, requestId }) => {
      try {
        return await receive(env, bytes, headers.get("stripe-signature") ?? "");
      } catch (cause) {
        logProblem("webhook not taken", { requestId, cause: causeOf(cause) });
        return UNAVAILABLE;
      }
    },
  }),
];

/** Stored first, then told to the order; only what the order has taken is done. */
async function receive(env: Env, raw: Uint8Array, signature: string): Promise<Answer> {
  const receipt = await env.PAYMENTS.receive(GATEWAY, raw, signature);
  if (!receipt.ok) return refuse(receipt.error);
  const { eventId, alreadyDone, fact } = receipt.value;
  if (alreadyDone || fact === null) return json(200, { received: true });
  if (!(await env.ORDERS.poke(GATEWAY, fact.orderId, fact.ref))) return UNAVAILABLE;
  await env.PAYMENTS.done(GATEWAY, eventId);
  return json(200, { received: true });
}
