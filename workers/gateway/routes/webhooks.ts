import type { OrderId } from "../../../domain/kernel/ids.ts";
import { causeOf, logProblem } from "../../../domain/kernel/log.ts";
import { WEBHOOK_BYTES_MAX } from "../../../domain/payments/webhook-events.ts";
import { type Answer, json, refuse } from "../../../http/answer.ts";
import type { Env } from "../env.ts";
import { defineRoute, GATEWAY } from "../route.ts";
import { received } from "../schemas/operations.ts";

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
    rawMax: WEBHOOK_BYTES_MAX,
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

/** Told to the order, then stored, as done only when the order has taken it: one write for each. What is lost in between comes again. */
async function receive(env: Env, raw: Uint8Array, signature: string): Promise<Answer> {
  const receipt = await env.PAYMENTS.receive(GATEWAY, raw, signature);
  if (!receipt.ok) return refuse(receipt.error);
  const { fact } = receipt.value;
  const taken = fact !== null && (await isTaken(env, fact));
  await env.PAYMENTS.note(GATEWAY, receipt.value, taken);
  return taken || fact === null ? json(200, { received: true }) : UNAVAILABLE;
}

async function isTaken(env: Env, { orderId, ref }: { orderId: OrderId; ref: string }): Promise<boolean> {
  try {
    return await env.ORDERS.poke(GATEWAY, orderId, ref);
  } catch (cause) {
    logProblem("order not reached by a webhook", { orderId, cause: causeOf(cause) });
    return false;
  }
}
