import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { money } from "../../../domain/kernel/money.ts";
import { PaymentsAt, total } from "./payments-at.ts";

let at: PaymentsAt;
beforeEach(async () => {
  at = await PaymentsAt.start();
});
afterEach(() => at.stripe.end());

describe("authorise", () => {
  test("sets the money aside, bound to the order and its attempt", async () => {
    expect(await at.authorise()).toEqual({
      kind: "ok",
      value: {
        ref: expect.stringMatching(/^pi_/),
        orderId: at.orderId,
        attempt: 1,
        amount: total,
        status: "authorised",
        capturedMinor: 0,
        refundedMinor: 0,
        declineCode: null,
        nextAction: null,
      },
    });
  });

  test("says why a card was declined, and what became of the intent", async () => {
    const outcome = await at.authorise("pm_card_chargeDeclinedInsufficientFunds");
    expect(outcome).toMatchObject({
      kind: "refused",
      code: "insufficient_funds",
      payment: { orderId: at.orderId, status: "declined", declineCode: "insufficient_funds", capturedMinor: 0 },
    });
    // Stripe gives this one no decline code of an issuer.
    expect(await at.authorise("pm_card_chargeDeclinedExpiredCard", "auth-2")).toMatchObject({
      kind: "refused",
      code: "expired_card",
      payment: { declineCode: "expired_card" },
    });
  });

  test("waits for 3-D Secure, with a page to go to and a secret for the script in ours", async () => {
    const outcome = await at.authorise("pm_card_authenticationRequired");
    expect(outcome).toMatchObject({ kind: "ok", value: { status: "requires_action" } });
    const payment = outcome.kind === "ok" ? outcome.value : null;
    expect(payment?.nextAction).toEqual({
      type: "use_stripe_sdk",
      url: `${at.stripe.url}/3ds/${payment?.ref}`,
      clientSecret: expect.stringMatching(/^pi_.*_secret_/),
    });
    await at.stripe.control(`payment_intents/${payment?.ref}/authenticate`, { outcome: "success" });
    expect(await at.payments.read(payment?.ref ?? "")).toMatchObject({ kind: "ok", value: { status: "authorised" } });
  });

  test("after a failed 3-D Secure the intent reads as declined", async () => {
    const ref = await at.authorised("pm_card_authenticationRequired");
    await at.stripe.control(`payment_intents/${ref}/authenticate`, { outcome: "fail" });
    expect(await at.payments.read(ref)).toMatchObject({
      kind: "ok",
      value: { status: "declined", declineCode: "payment_intent_authentication_failure", nextAction: null },
    });
  });

  test("of an unknown method, or an amount that cannot be said, is refused and nothing was made", async () => {
    expect(await at.authorise("pm_nobody")).toEqual({ kind: "refused", code: "resource_missing", payment: null });
    const amount = money(1_001, "KWD");
    expect(
      await at.payments.authorise({ orderId: at.orderId, attempt: 1, amount, method: "pm_card_visa", key: "k" }),
    ).toEqual({
      kind: "refused",
      code: "amount_not_expressible",
      payment: null,
    });
    expect(await at.intents()).toEqual([]);
  });

  test("speaks the provider's unit, and answers in ours", async () => {
    const amount = money(700, "ISK");
    const outcome = await at.payments.authorise({
      orderId: at.orderId,
      attempt: 1,
      amount,
      method: "pm_card_visa",
      key: "isk",
    });
    expect((await at.intents())[0]?.amount).toBe(70_000);
    expect(outcome).toMatchObject({ kind: "ok", value: { amount } });
  });
});
