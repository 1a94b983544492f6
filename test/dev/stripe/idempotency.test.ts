import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { authorisation, DAY, errorOf, HOUR, TestStripe } from "./stand-in.ts";

let stripe: TestStripe;
beforeAll(async () => {
  stripe = await TestStripe.start();
});
afterAll(() => stripe.end());

const intents = async () => (await stripe.books()).payment_intents.length;
const form = {
  amount: "900",
  currency: "usd",
  payment_method: "pm_card_visa",
  "automatic_payment_methods[enabled]": "true",
  "automatic_payment_methods[allow_redirects]": "never",
  confirm: "true",
};
const post = (key: string, more: Record<string, string> = {}) =>
  stripe.post("/v1/payment_intents", { ...form, ...more }, { "idempotency-key": key });

describe("the same key", () => {
  test("with the same parameters, in any order, gets the first answer to the letter", async () => {
    const first = await post("replay");
    const before = await intents();
    const reversed = Object.fromEntries(Object.entries(form).reverse());
    const again = await stripe.post("/v1/payment_intents", reversed, { "idempotency-key": "replay" });
    expect(await again.text()).toBe(await first.text());
    expect(again.headers.get("idempotent-replayed")).toBe("true");
    expect(again.headers.get("original-request")).toBe(first.headers.get("request-id"));
    expect(again.headers.get("request-id")).not.toBe(first.headers.get("request-id"));
    expect(await intents()).toBe(before);
  });

  test("with other parameters is an error, and does nothing", async () => {
    await stripe.sdk.paymentIntents.create(authorisation(), { idempotencyKey: "other" });
    const before = await intents();
    const error = await errorOf(
      stripe.sdk.paymentIntents.create(authorisation("pm_card_visa", 2_501), { idempotencyKey: "other" }),
    );
    expect(error).toMatchObject({ statusCode: 400, rawType: "idempotency_error" });
    expect(error.message).toContain("'other'");
    expect(await intents()).toBe(before);
  });

  test("on another path is an error too", async () => {
    const made = await stripe.sdk.paymentIntents.create(authorisation(), { idempotencyKey: "path" });
    const error = await errorOf(stripe.sdk.paymentIntents.cancel(made.id, {}, { idempotencyKey: "path" }));
    expect(error).toMatchObject({ rawType: "idempotency_error" });
  });

  test("while the first is still being worked on is a conflict", async () => {
    const before = await intents();
    await stripe.fault("delay_before", { delayMs: 300 });
    const first = stripe.sdk.paymentIntents.create(authorisation(), { idempotencyKey: "busy" });
    await new Promise((resolve) => setTimeout(resolve, 100));
    const error = await errorOf(stripe.sdk.paymentIntents.create(authorisation(), { idempotencyKey: "busy" }));
    expect(error).toMatchObject({ statusCode: 409, code: "idempotency_key_in_use" });
    const made = await first;
    const again = await stripe.sdk.paymentIntents.create(authorisation(), { idempotencyKey: "busy" });
    expect(again.id).toBe(made.id);
    expect(await intents()).toBe(before + 1);
  });

  test("replays a decline, and a refusal by the state of things", async () => {
    const declined = authorisation("pm_card_chargeDeclined");
    const first = await errorOf(stripe.sdk.paymentIntents.create(declined, { idempotencyKey: "declined" }));
    const again = await errorOf(stripe.sdk.paymentIntents.create(declined, { idempotencyKey: "declined" }));
    expect(again.payment_intent?.id).toBe(first.payment_intent?.id);
    expect(again.headers?.["idempotent-replayed"]).toBe("true");

    const made = await stripe.sdk.paymentIntents.create(authorisation());
    await stripe.sdk.paymentIntents.capture(made.id);
    await errorOf(stripe.sdk.paymentIntents.cancel(made.id, {}, { idempotencyKey: "state" }));
    const replayed = await errorOf(stripe.sdk.paymentIntents.cancel(made.id, {}, { idempotencyKey: "state" }));
    expect(replayed.headers?.["idempotent-replayed"]).toBe("true");
  });

  test("is not used up by a request that did not pass validation", async () => {
    const refused = await post("invalid", { amount: "nine" });
    expect(refused.status).toBe(400);
    const repaired = await post("invalid");
    expect(repaired.status).toBe(200);
    expect(repaired.headers.get("idempotent-replayed")).toBeNull();
  });

  test("is forgotten after 24 hours, and not before: then it makes a second intent", async () => {
    const first = await stripe.sdk.paymentIntents.create(authorisation(), { idempotencyKey: "day" });
    await stripe.advance(DAY - HOUR);
    const within = await stripe.sdk.paymentIntents.create(authorisation(), { idempotencyKey: "day" });
    expect(within.id).toBe(first.id);
    await stripe.advance(HOUR);
    const after = await stripe.sdk.paymentIntents.create(authorisation(), { idempotencyKey: "day" });
    expect(after.id).not.toBe(first.id);
  });
});
