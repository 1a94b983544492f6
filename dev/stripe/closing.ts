import { written } from "./amounts.ts";
import { type Answer, type Desk, done, intentOf, saveCharge, saveIntent } from "./desk.ts";
import { unexpected } from "./failure.ts";
import type { Params } from "./form.ts";
import { oneOf, onlyKnown, positive } from "./params.ts";
import type { Intent } from "./records.ts";
import { intentView } from "./views.ts";

const CANCELLABLE = ["requires_payment_method", "requires_capture", "requires_confirmation", "requires_action"];

export function captureIntent(desk: Desk, params: Params, id: string): Answer {
  onlyKnown(params, ["amount_to_capture", "expand", "metadata", "final_capture"]);
  const intent = intentOf(desk, id);
  const asked = positive(params, "amount_to_capture");
  if (intent.status !== "requires_capture") {
    const why =
      intent.status === "succeeded"
        ? "This PaymentIntent could not be captured because it has already been captured."
        : `This PaymentIntent could not be captured because it has a status of ${intent.status}. Only a PaymentIntent with one of the following statuses may be captured: requires_capture.`;
    throw unexpected(why, {
      code: "payment_intent_unexpected_state",
      payment_intent: intentView(intent, desk.look),
    });
  }
  const amount = asked ?? intent.amountCapturable;
  if (amount > intent.amountCapturable) {
    throw unexpected(
      `The amount to capture (${written(amount, intent.currency)}) is greater than the capturable amount (${written(intent.amountCapturable, intent.currency)}).`,
      { code: "amount_too_large", param: "amount_to_capture" },
    );
  }
  const charge = desk.draft.get("charges", intent.latestCharge ?? "");
  if (charge !== null) saveCharge(desk, { ...charge, captured: true, amountCaptured: amount }, "charge.captured");
  const captured: Intent = { ...intent, status: "succeeded", amountCapturable: 0, amountReceived: amount };
  return done(intentView(saveIntent(desk, captured, "payment_intent.succeeded"), desk.look));
}

export function cancelIntent(desk: Desk, params: Params, id: string): Answer {
  onlyKnown(params, ["cancellation_reason", "expand"]);
  const reasons = ["duplicate", "fraudulent", "requested_by_customer", "abandoned"] as const;
  const reason = oneOf(params, "cancellation_reason", reasons);
  const intent = intentOf(desk, id);
  if (!CANCELLABLE.includes(intent.status)) {
    throw unexpected(
      `You cannot cancel this PaymentIntent because it has a status of ${intent.status}. Only a PaymentIntent with one of the following statuses may be canceled: ${CANCELLABLE.join(", ")}.`,
      { code: "payment_intent_unexpected_state", payment_intent: intentView(intent, desk.look) },
    );
  }
  return done(intentView(closeIntent(desk, intent, reason), desk.look));
}

/** Closes it without a charge; an authorisation is let go, which is no refund. */
export function closeIntent(desk: Desk, intent: Intent, cancellationReason: string | null): Intent {
  const closed = { status: "canceled", amountCapturable: 0, canceledAt: desk.draft.now, cancellationReason } as const;
  return saveIntent(desk, { ...intent, ...closed }, "payment_intent.canceled");
}
