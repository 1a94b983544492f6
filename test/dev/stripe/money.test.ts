import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { authorisation, DAY, errorOf, HOUR, sdkAt, TestStripe } from "./stand-in.ts";

let stripe: TestStripe;
beforeAll(async () => {
  stripe = await TestStripe.start();
});
afterAll(() => stripe.end());

const authorised = (method?: string) => stripe.sdk.paymentIntents.create(authorisation(method));

async function captured(method?: string) {
  const { id } = await authorised(method);
  return stripe.sdk.paymentIntents.capture(id, { expand: ["latest_charge"] });
}

const refund = (payment_intent: string, amount?: number) =>
  stripe.sdk.refunds.create({
    payment_intent,
    ...(amount === undefined ? {} : { amount }),
    metadata: { refund_id: "r" },
  });

describe("capture", () => {
  test("takes all that was set aside", async () => {
    expect(await captured()).toMatchObject({
      status: "succeeded",
      amount_received: 2_500,
      amount_capturable: 0,
      latest_charge: { captured: true, amount_captured: 2_500, amount_refunded: 0 },
    });
  });

  test("of a part lets the rest go, which is no refund", async () => {
    const { id } = await authorised();
    const part = await stripe.sdk.paymentIntents.capture(id, { amount_to_capture: 1_000, expand: ["latest_charge"] });
    expect(part).toMatchObject({
      status: "succeeded",
      amount_received: 1_000,
      amount_capturable: 0,
      latest_charge: { amount: 2_500, amount_captured: 1_000, amount_refunded: 0 },
    });
    expect((await stripe.sdk.refunds.list({ payment_intent: id })).data).toEqual([]);
  });

  test("of more than was set aside is refused", async () => {
    const { id } = await authorised();
    const error = await errorOf(stripe.sdk.paymentIntents.capture(id, { amount_to_capture: 2_501 }));
    expect(error).toMatchObject({ statusCode: 400, code: "amount_too_large", param: "amount_to_capture" });
  });

  test("twice is refused with the intent as it is", async () => {
    const { id } = await captured();
    const error = await errorOf(stripe.sdk.paymentIntents.capture(id));
    expect(error).toMatchObject({ code: "payment_intent_unexpected_state", payment_intent: { status: "succeeded" } });
  });
});

describe("cancel", () => {
  test("lets an authorisation go", async () => {
    const { id } = await authorised();
    expect(await stripe.sdk.paymentIntents.cancel(id, { expand: ["latest_charge"] })).toMatchObject({
      status: "canceled",
      amount_capturable: 0,
      cancellation_reason: null,
      latest_charge: { captured: false, refunded: false, amount_refunded: 0 },
    });
  });

  test("of what was captured or canceled is refused", async () => {
    const taken = await captured();
    expect(await errorOf(stripe.sdk.paymentIntents.cancel(taken.id))).toMatchObject({
      statusCode: 400,
      code: "payment_intent_unexpected_state",
      payment_intent: { status: "succeeded" },
    });
    const { id } = await authorised();
    await stripe.sdk.paymentIntents.cancel(id);
    expect(await errorOf(stripe.sdk.paymentIntents.cancel(id))).toMatchObject({
      payment_intent: { status: "canceled" },
    });
  });
});

describe("refunds", () => {
  test("in parts give back up to what was captured, and not a cent more", async () => {
    const { id } = await captured();
    expect(await refund(id, 1_000)).toMatchObject({ status: "succeeded", amount: 1_000, payment_intent: id });
    expect(await refund(id, 400)).toMatchObject({ amount: 400 });
    const error = await errorOf(refund(id, 1_101));
    expect(error).toMatchObject({ statusCode: 400, param: "amount" });
    expect(error.code).toBeUndefined();
    expect(error.message).toBe("Refund amount ($11.01) is greater than unrefunded amount on charge ($11.00)");
    expect(await refund(id)).toMatchObject({ amount: 1_100 });
    expect(await errorOf(refund(id))).toMatchObject({ code: "charge_already_refunded" });
    const page = await stripe.sdk.refunds.list({ payment_intent: id });
    expect(page.data.map((one) => one.amount)).toEqual([1_100, 400, 1_000]);
    expect(page.data[0]?.metadata).toEqual({ refund_id: "r" });
    const intent = await stripe.sdk.paymentIntents.retrieve(id, { expand: ["latest_charge"] });
    expect(intent.latest_charge).toMatchObject({ refunded: true, amount_refunded: 2_500 });
  });

  test("of what was not captured are refused", async () => {
    const { id } = await authorised();
    expect(await errorOf(refund(id))).toMatchObject({ statusCode: 400, param: "payment_intent" });
  });

  test("may be pending first, or fail later and give the money back to the shop", async () => {
    const [slow, failing] = [await captured("pm_card_pendingRefund"), await captured("pm_card_refundFail")];
    const pending = await refund(slow.id);
    const fine = await refund(failing.id);
    expect([pending.status, fine.status]).toEqual(["pending", "succeeded"]);
    await stripe.advance(HOUR);
    expect(await stripe.sdk.refunds.retrieve(pending.id)).toMatchObject({ status: "succeeded" });
    expect(await stripe.sdk.refunds.retrieve(fine.id)).toMatchObject({ status: "failed" });
    const { latest_charge } = await stripe.sdk.paymentIntents.retrieve(failing.id, { expand: ["latest_charge"] });
    expect(latest_charge).toMatchObject({ amount_refunded: 0 });
  });
});

describe("an authorisation", () => {
  test("lapses after seven days and not before", async () => {
    const { id } = await authorised();
    await stripe.advance(7 * DAY - HOUR);
    expect((await stripe.sdk.paymentIntents.retrieve(id)).status).toBe("requires_capture");
    await stripe.advance(HOUR);
    expect(await stripe.sdk.paymentIntents.retrieve(id)).toMatchObject({
      status: "canceled",
      cancellation_reason: "expired",
      amount_capturable: 0,
    });
    expect(await errorOf(stripe.sdk.paymentIntents.capture(id))).toMatchObject({
      code: "payment_intent_unexpected_state",
    });
    // Clients of before 2025-03-31 know another word for it.
    const older = sdkAt(stripe.url, { apiVersion: "2023-08-16" });
    expect((await older.paymentIntents.retrieve(id)).cancellation_reason).toBe("automatic");
    const events = await stripe.sdk.events.list({ types: ["charge.expired", "payment_intent.canceled"] });
    expect(events.data.slice(0, 2).map((event) => event.type)).toEqual(["payment_intent.canceled", "charge.expired"]);
  });

  test("that was captured in time does not", async () => {
    const { id } = await captured();
    await stripe.advance(8 * DAY);
    expect((await stripe.sdk.paymentIntents.retrieve(id)).status).toBe("succeeded");
  });
});

test("the totals of the books are the sum of what happened", async () => {
  const mine = await TestStripe.start();
  const make = () => mine.sdk.paymentIntents.create(authorisation());
  await make();
  const taken = await make();
  await mine.sdk.paymentIntents.capture(taken.id);
  await mine.sdk.refunds.create({ payment_intent: taken.id, amount: 300 });
  await errorOf(mine.sdk.paymentIntents.create(authorisation("pm_card_chargeDeclined")));
  await mine.sdk.paymentIntents.create({ ...authorisation(), currency: "jpy", amount: 700 });
  expect((await mine.books()).totals).toEqual({
    usd: { openMinor: 2_500, capturedMinor: 2_500, refundedMinor: 300 },
    jpy: { openMinor: 700, capturedMinor: 0, refundedMinor: 0 },
  });
  await mine.end();
});
