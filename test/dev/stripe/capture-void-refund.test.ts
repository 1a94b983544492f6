import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { money } from "../../../domain/kernel/money.ts";
import { factOf } from "../../../workers/payments/fact.ts";
import { ids, PaymentsAt, total } from "./payments-at.ts";
import { DAY, HOUR } from "./stand-in.ts";

let at: PaymentsAt;
beforeEach(async () => {
  at = await PaymentsAt.start();
});
afterEach(() => at.stripe.end());

describe("capture", () => {
  test("takes the money; asked again with another key it is taken already", async () => {
    const ref = await at.authorised();
    const first = await at.payments.capture({ ref, amount: total, key: "cap" });
    expect(first).toMatchObject({ kind: "ok", value: { status: "captured", capturedMinor: 2_500 } });
    expect(await at.payments.capture({ ref, amount: total, key: "cap-2" })).toEqual(first);
  });

  test("of another amount than was captured is refused", async () => {
    const ref = await at.captured();
    const amount = money(1_000, "USD");
    expect(await at.payments.capture({ ref, amount, key: "other" })).toMatchObject({
      kind: "refused",
      payment: { status: "captured", capturedMinor: 2_500 },
    });
  });

  test("of an authorisation that lapsed is refused, with what it is now", async () => {
    const ref = await at.authorised();
    await at.stripe.advance(7 * DAY);
    expect(await at.payments.capture({ ref, amount: total, key: "late" })).toMatchObject({
      kind: "refused",
      code: "payment_intent_unexpected_state",
      payment: { status: "voided", capturedMinor: 0 },
    });
  });

  test("of more than was set aside is refused", async () => {
    const ref = await at.authorised();
    const amount = money(2_501, "USD");
    expect(await at.payments.capture({ ref, amount, key: "more" })).toMatchObject({
      kind: "refused",
      code: "amount_too_large",
    });
  });
});

describe("void", () => {
  test("closes an intent, and one that is closed already stays so", async () => {
    const ref = await at.authorised();
    expect(await at.payments.void({ ref, key: "v1" })).toMatchObject({ kind: "ok", value: { status: "voided" } });
    expect(await at.payments.void({ ref, key: "v2" })).toMatchObject({ kind: "ok", value: { status: "voided" } });
  });

  test("closes what waits for 3-D Secure, and what was declined", async () => {
    const waiting = await at.authorised("pm_card_authenticationRequired");
    expect(await at.payments.void({ ref: waiting, key: "v1" })).toMatchObject({
      kind: "ok",
      value: { status: "voided" },
    });
    const declined = await at.authorise("pm_card_chargeDeclined", "declined");
    const ref = declined.kind === "refused" ? (declined.payment?.ref ?? "") : "";
    expect(await at.payments.void({ ref, key: "v2" })).toMatchObject({ kind: "ok", value: { status: "voided" } });
  });

  test("of what was captured is refused, and says so", async () => {
    const ref = await at.captured();
    expect(await at.payments.void({ ref, key: "v" })).toMatchObject({
      kind: "refused",
      payment: { status: "captured", capturedMinor: 2_500 },
    });
  });

  test("whose answer was lost is unknown, and the same key tells", async () => {
    const ref = await at.authorised();
    await at.stripe.fault("timeout_after");
    expect(await at.payments.void({ ref, key: "v" })).toMatchObject({ kind: "unknown" });
    expect(await at.payments.void({ ref, key: "v" })).toMatchObject({ kind: "ok", value: { status: "voided" } });
  });
});

describe("refund", () => {
  const refund = (ref: string, minor: number, key = `key-${minor}`) =>
    at.payments.refund({ ref, refundId: `ref_${minor}`, amount: money(minor, "USD"), key });

  test("in parts, each found again by our own id", async () => {
    const ref = await at.captured();
    expect(await refund(ref, 1_000)).toMatchObject({
      kind: "ok",
      value: { refundId: "ref_1000", amount: money(1_000, "USD"), status: "succeeded" },
    });
    await refund(ref, 400);
    expect(await at.payments.refunds(ref)).toMatchObject({
      kind: "ok",
      value: [{ refundId: "ref_400" }, { refundId: "ref_1000" }],
    });
    expect(await at.payments.read(ref)).toMatchObject({ value: { capturedMinor: 2_500, refundedMinor: 1_400 } });
  });

  test("of more than is left is refused", async () => {
    const ref = await at.captured();
    expect(await refund(ref, 2_501)).toMatchObject({ kind: "refused", payment: null });
    await refund(ref, 2_500);
    expect(await refund(ref, 1)).toMatchObject({ kind: "refused", code: "charge_already_refunded" });
  });

  test("of what was only set aside is refused; a void is no refund", async () => {
    const ref = await at.authorised();
    expect(await refund(ref, 100)).toMatchObject({ kind: "refused" });
    await at.payments.void({ ref, key: "v" });
    expect(await at.payments.read(ref)).toMatchObject({ value: { status: "voided", refundedMinor: 0 } });
  });

  test("whose answer was lost is unknown, and is found", async () => {
    const ref = await at.captured();
    await at.stripe.fault("timeout_after");
    expect(await refund(ref, 700)).toMatchObject({ kind: "unknown" });
    expect(await at.payments.refunds(ref)).toMatchObject({ kind: "ok", value: [{ refundId: "ref_700" }] });
    expect(await refund(ref, 700)).toMatchObject({ kind: "ok" });
    expect((await at.stripe.books()).totals.usd?.refundedMinor).toBe(700);
  });

  test("that is pending, or fails later, is said so", async () => {
    const slow = await at.captured("pm_card_pendingRefund");
    expect(await refund(slow, 500)).toMatchObject({ kind: "ok", value: { status: "pending" } });
    await at.stripe.advance(HOUR);
    expect(await at.payments.refunds(slow)).toMatchObject({ value: [{ status: "succeeded" }] });
  });

  test("told by webhook without our order id leads to the order of its intent", async () => {
    const ref = await at.captured();
    const event = { id: "evt_1", type: "refund.failed", createdAt: at.since, about: { ref, orderId: null } };
    expect(await factOf(event, ids, at.payments)).toEqual({ orderId: at.orderId, ref });
    const foreign = { ...event, about: { ref: "pi_nobody", orderId: null } };
    expect(await factOf(foreign, ids, at.payments)).toBeNull();
  });
});
