import { written } from "./amounts.ts";
import { type Answer, type Desk, done, intentOf, saveCharge } from "./desk.ts";
import { newId } from "./draft.ts";
import { invalid, missing, unexpected } from "./failure.ts";
import type { Params } from "./form.ts";
import { metadata, oneOf, onlyKnown, positive, text } from "./params.ts";
import type { Charge, Intent, Refund } from "./records.ts";
import { testCard } from "./test-cards.ts";
import { refundView } from "./views.ts";

/** "Some time later", says the documentation of the cards whose refunds change by themselves. Seconds. */
const REFUND_TURNS_AFTER = 60;

export function createRefund(desk: Desk, params: Params): Answer {
  onlyKnown(params, ["amount", "charge", "expand", "metadata", "payment_intent", "reason"]);
  const reason = oneOf(params, "reason", ["duplicate", "fraudulent", "requested_by_customer"]);
  const kept = metadata(params);
  const asked = positive(params, "amount");
  const { intent, charge } = refundable(desk, params);
  const left = charge.amountCaptured - charge.amountRefunded;
  if (left === 0) {
    throw unexpected(`Charge ${charge.id} has already been refunded.`, { code: "charge_already_refunded" });
  }
  const amount = asked ?? left;
  if (amount > left) {
    // No code: Stripe gives none for this one.
    throw unexpected(
      `Refund amount (${written(amount, charge.currency)}) is greater than unrefunded amount on charge (${written(left, charge.currency)})`,
      { param: "amount" },
    );
  }
  const refund = desk.draft.put("refunds", {
    id: newId("re"),
    intent: intent.id,
    charge: charge.id,
    amount,
    currency: charge.currency,
    created: desk.draft.now,
    metadata: kept,
    reason,
    failureReason: null,
    ...fateOf(desk, charge),
  });
  desk.draft.put("intents", { ...intent, refunds: [...intent.refunds, refund.id] });
  desk.draft.emit("refund.created", refundView(refund));
  saveCharge(desk, { ...charge, amountRefunded: charge.amountRefunded + amount }, "charge.refunded");
  return done(refundView(refund));
}

function refundable(desk: Desk, params: Params): { intent: Intent; charge: Charge } {
  const intentId = text(params, "payment_intent");
  const chargeId = text(params, "charge");
  if (intentId === null && chargeId === null) {
    throw invalid("One of the following params should be provided for this request: payment_intent or charge.");
  }
  const named = chargeId === null ? null : desk.draft.get("charges", chargeId);
  if (chargeId !== null && named === null) throw missing("charge", chargeId, "charge");
  const intent = intentOf(desk, intentId ?? named?.intent ?? "");
  const charge = named ?? desk.draft.get("charges", intent.latestCharge ?? "");
  if (charge === null || !charge.captured) {
    throw unexpected(`This PaymentIntent (${intent.id}) does not have a successful charge to refund.`, {
      param: "payment_intent",
    });
  }
  return { intent, charge };
}

function fateOf(desk: Desk, charge: Charge): Pick<Refund, "status" | "turns"> {
  const at = desk.draft.now + REFUND_TURNS_AFTER;
  const fate = testCard(desk.draft.get("methods", charge.method)?.card ?? "pm_card_visa").refund;
  if (fate === "pending") return { status: "pending", turns: { into: "succeeded", at } };
  if (fate === "fails") return { status: "succeeded", turns: { into: "failed", at } };
  return { status: "succeeded", turns: null };
}

/** A refund whose time has come. One that fails gives the money back to the shop. */
export function turnRefund(desk: Desk, refund: Refund): void {
  if (refund.turns === null) return;
  const failed = refund.turns.into === "failed";
  const failureReason = failed ? "expired_or_canceled_card" : null;
  const turned = desk.draft.put("refunds", { ...refund, status: refund.turns.into, turns: null, failureReason });
  desk.draft.emit("refund.updated", refundView(turned));
  if (!failed) return;
  desk.draft.emit("refund.failed", refundView(turned));
  const charge = desk.draft.get("charges", refund.charge);
  if (charge !== null) desk.draft.put("charges", { ...charge, amountRefunded: charge.amountRefunded - refund.amount });
}
