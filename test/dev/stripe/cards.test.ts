import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { authorisation, errorOf, TestStripe } from "./stand-in.ts";

let stripe: TestStripe;
beforeAll(async () => {
  stripe = await TestStripe.start();
});
afterAll(() => stripe.end());

const pay = (method: string, more = {}) => stripe.sdk.paymentIntents.create({ ...authorisation(method), ...more });
const authenticate = (id: string, outcome: string) => stripe.control(`payment_intents/${id}/authenticate`, { outcome });

describe("a test card that works", () => {
  test.each([
    ["pm_card_visa", "visa", "4242"],
    ["pm_card_mastercard", "mastercard", "4444"],
    ["pm_card_amex", "amex", "0005"],
    ["pm_card_threeDSecureOptional", "visa", "3055"],
  ])("%s is authorised, its money only set aside", async (method, brand, last4) => {
    const intent = await pay(method, { expand: ["latest_charge", "payment_method"] });
    expect(intent).toMatchObject({ status: "requires_capture", amount_capturable: 2_500, amount_received: 0 });
    expect(intent.payment_method).toMatchObject({ card: { brand, last4 } });
    expect(intent.latest_charge).toMatchObject({ captured: false, paid: true, amount_captured: 0, disputed: false });
  });

  test("is charged at once without manual capture", async () => {
    const intent = await pay("pm_card_visa", { capture_method: "automatic" });
    expect(intent).toMatchObject({ status: "succeeded", amount_received: 2_500, amount_capturable: 0 });
  });
});

describe("a card that is declined", () => {
  test.each([
    ["pm_card_chargeDeclined", "card_declined", "generic_decline"],
    ["pm_card_visa_chargeDeclined", "card_declined", "generic_decline"],
    ["pm_card_chargeDeclinedInsufficientFunds", "card_declined", "insufficient_funds"],
    ["pm_card_visa_chargeDeclinedInsufficientFunds", "card_declined", "insufficient_funds"],
    ["pm_card_chargeDeclinedLostCard", "card_declined", "lost_card"],
    ["pm_card_chargeDeclinedStolenCard", "card_declined", "stolen_card"],
    ["pm_card_chargeDeclinedVelocityLimitExceeded", "card_declined", "card_velocity_exceeded"],
    ["pm_card_radarBlock", "card_declined", "fraudulent"],
    ["pm_card_chargeDeclinedExpiredCard", "expired_card", undefined],
    ["pm_card_chargeDeclinedIncorrectCvc", "incorrect_cvc", undefined],
    ["pm_card_chargeDeclinedProcessingError", "processing_error", undefined],
  ])("%s: %s, %s", async (method, code, declineCode) => {
    const error = await errorOf(pay(method));
    expect(error).toMatchObject({ type: "StripeCardError", statusCode: 402, code });
    // The SDK's own way to say that there is none is an empty text.
    expect(error.decline_code).toBe(declineCode ?? "");
    expect(error.charge).toMatch(/^ch_/);
    const intent = await stripe.sdk.paymentIntents.retrieve(error.payment_intent?.id ?? "");
    expect(intent).toMatchObject({
      status: "requires_payment_method",
      payment_method: null,
      last_payment_error: { code, charge: error.charge },
      metadata: { order_id: "ord_1" },
    });
    expect(await stripe.sdk.charges.retrieve(error.charge ?? "")).toMatchObject({
      status: "failed",
      paid: false,
      failure_code: code,
    });
  });

  test("leaves an intent that another card can still pay", async () => {
    const error = await errorOf(pay("pm_card_chargeDeclined"));
    const paid = await stripe.sdk.paymentIntents.confirm(error.payment_intent?.id ?? "", {
      payment_method: "pm_card_visa",
    });
    expect(paid).toMatchObject({ status: "requires_capture", last_payment_error: null });
  });
});

describe("a card by its number", () => {
  const byNumber = (number: string) => {
    const { payment_method: _, ...rest } = authorisation();
    const card = { number, exp_month: 12, exp_year: 2034, cvc: "123" };
    // The SDK has no type for raw numbers: Stripe takes them only from those who may see them.
    const data = { type: "card", card } as never;
    return stripe.sdk.paymentIntents.create({ ...rest, payment_method_data: data });
  };

  test("of the documented ones does what its method does", async () => {
    expect(await byNumber("4242 4242 4242 4242")).toMatchObject({ status: "requires_capture" });
    expect(await errorOf(byNumber("4000000000009995"))).toMatchObject({ decline_code: "insufficient_funds" });
  });

  test("that is not documented is no card", async () => {
    expect(await errorOf(byNumber("4242424242424241"))).toMatchObject({ statusCode: 402, code: "incorrect_number" });
  });
});

describe("3-D Secure", () => {
  test.each(["pm_card_authenticationRequired", "pm_card_threeDSecure2Required", "pm_card_threeDSecureRequired"])(
    "%s waits for the cardholder, and is authorised when that went well",
    async (method) => {
      const waiting = await pay(method);
      expect(waiting).toMatchObject({
        status: "requires_action",
        amount_capturable: 0,
        latest_charge: null,
        next_action: {
          type: "use_stripe_sdk",
          use_stripe_sdk: { type: "three_d_secure_redirect", stripe_js: `${stripe.url}/3ds/${waiting.id}` },
        },
      });
      expect(waiting.client_secret).toMatch(new RegExp(`^${waiting.id}_secret_`));
      await authenticate(waiting.id, "success");
      expect(await stripe.sdk.paymentIntents.retrieve(waiting.id)).toMatchObject({
        status: "requires_capture",
        amount_capturable: 2_500,
        next_action: null,
      });
    },
  );

  test("that fails leaves nothing authorised", async () => {
    const waiting = await pay("pm_card_authenticationRequired");
    await authenticate(waiting.id, "fail");
    expect(await stripe.sdk.paymentIntents.retrieve(waiting.id)).toMatchObject({
      status: "requires_payment_method",
      latest_charge: null,
      last_payment_error: { code: "payment_intent_authentication_failure" },
    });
  });

  test("may go well and the charge be declined all the same", async () => {
    const waiting = await pay("pm_card_threeDSecureRequiredChargeDeclined");
    await authenticate(waiting.id, "success");
    expect(await stripe.sdk.paymentIntents.retrieve(waiting.id)).toMatchObject({
      status: "requires_payment_method",
      last_payment_error: { code: "card_declined" },
    });
  });

  test("cannot be answered twice, nor after the intent was canceled", async () => {
    const waiting = await pay("pm_card_authenticationRequired");
    await stripe.sdk.paymentIntents.cancel(waiting.id);
    await expect(authenticate(waiting.id, "success")).rejects.toThrow("waits for no authentication");
  });

  test("is a decline where nobody can be asked", async () => {
    const error = await errorOf(pay("pm_card_authenticationRequired", { off_session: true }));
    expect(error).toMatchObject({ statusCode: 402, code: "authentication_required" });
  });

  test("on the issuer's page ends where the shop wanted the shopper back", async () => {
    const { url, id } = await waitingWithReturn();
    expect(url).toBe(`${stripe.url}/3ds/${id}`);
    expect(await (await fetch(url)).text()).toContain("Complete authentication");
    const done = await fetch(url, {
      method: "POST",
      body: new URLSearchParams({ outcome: "success" }),
      redirect: "manual",
    });
    expect(done.status).toBe(303);
    expect(done.headers.get("location")).toMatch(
      new RegExp(`^https://shop\\.example/back\\?payment_intent=${id}&.*redirect_status=succeeded$`),
    );
    expect(await stripe.sdk.paymentIntents.retrieve(id)).toMatchObject({ status: "requires_capture" });
  });

  async function waitingWithReturn() {
    const waiting = await pay("pm_card_authenticationRequired", { return_url: "https://shop.example/back" });
    expect(waiting.next_action).toMatchObject({ type: "redirect_to_url" });
    return { id: waiting.id, url: waiting.next_action?.redirect_to_url?.url ?? "" };
  }
});
