import { expect, test } from "vitest";
import type { PaymentsApi } from "../../contracts/payments.ts";
import type { OrderId } from "../../domain/kernel/ids.ts";
import { money } from "../../domain/kernel/money.ts";
import { CALLER } from "../../durable-objects/effects/ports.ts";

export type PaymentPort = Pick<PaymentsApi, "authorise" | "read" | "find" | "capture" | "void" | "refund" | "refunds">;
export type PaymentWorld = {
  port: PaymentPort;
  newOrder: () => OrderId;
  authenticate: (ref: string, passed: boolean) => Promise<void>;
};

const total = money(2_500, "USD");

/** What the saga relies on of a payment provider: the simulation's fake and the real adapter must both keep it. */
export function keepsThePaymentContract(world: () => PaymentWorld): void {
  const port = () => world().port;
  const request = (method = "pm_card_visa", key = "first", orderId = world().newOrder()) => ({
    orderId,
    attempt: 1,
    amount: total,
    method,
    key: `${orderId}:${key}`,
  });
  const authorised = async () => {
    const answer = await port().authorise(CALLER, request());
    if (answer.kind !== "ok") throw new Error(answer.kind);
    return answer.value;
  };
  const captured = async () => {
    const { ref, orderId } = await authorised();
    await port().capture(CALLER, { ref, amount: total, key: `${orderId}:capture` });
    return { ref, orderId };
  };

  test("an authorisation is bound to its order, attempt and amount", async () => {
    const asked = request();
    expect(await port().authorise(CALLER, asked)).toMatchObject({
      kind: "ok",
      value: { orderId: asked.orderId, attempt: 1, amount: total, status: "authorised", capturedMinor: 0 },
    });
  });

  test("the same key gives the same intent", async () => {
    const asked = request();
    expect(await port().authorise(CALLER, asked)).toEqual(await port().authorise(CALLER, asked));
  });

  test("a declined card is a firm no that comes with its intent, and can be read again", async () => {
    const answer = await port().authorise(CALLER, request("pm_card_chargeDeclined"));
    expect(answer).toMatchObject({ kind: "refused", code: "generic_decline", payment: { status: "declined" } });
    if (answer.kind !== "refused" || !answer.payment) throw new Error("no intent");
    expect(await port().read(CALLER, answer.payment.ref)).toMatchObject({ kind: "ok", value: { status: "declined" } });
    expect(await port().void(CALLER, { ref: answer.payment.ref, key: `${answer.payment.ref}:v` })).toMatchObject({
      kind: "ok",
      value: { status: "voided" },
    });
  });

  test.each([
    [true, "authorised"],
    [false, "declined"],
  ] as const)("a bank's question ends in what the shopper does (%s)", async (passed, status) => {
    const asked = await port().authorise(CALLER, request("pm_card_authenticationRequired"));
    if (asked.kind !== "ok") throw new Error(asked.kind);
    expect(asked.value).toMatchObject({
      status: "requires_action",
      nextAction: expect.objectContaining({ type: expect.any(String) }),
    });
    await world().authenticate(asked.value.ref, passed);
    expect(await port().read(CALLER, asked.value.ref)).toMatchObject({ kind: "ok", value: { status } });
  });

  test("what was captured stays captured: capturing it again is no error, and a void is refused with the truth", async () => {
    const { ref, orderId } = await captured();
    expect(await port().capture(CALLER, { ref, amount: total, key: `${orderId}:again` })).toMatchObject({
      kind: "ok",
      value: { status: "captured", capturedMinor: 2_500 },
    });
    expect(await port().void(CALLER, { ref, key: `${orderId}:void` })).toMatchObject({
      kind: "refused",
      payment: { status: "captured" },
    });
  });

  test("what was voided cannot be captured, and voiding it again is no error", async () => {
    const { ref, orderId } = await authorised();
    for (const key of ["one", "two"])
      expect(await port().void(CALLER, { ref, key: `${orderId}:${key}` })).toMatchObject({
        kind: "ok",
        value: { status: "voided" },
      });
    expect(await port().capture(CALLER, { ref, amount: total, key: `${orderId}:c` })).toMatchObject({
      kind: "refused",
      payment: { status: "voided" },
    });
  });

  test("refunds go up to what was captured, once per key, and are found by their own id", async () => {
    const { ref, orderId } = await captured();
    const part = { ref, refundId: `ref_${orderId}`, amount: money(2_000, "USD"), key: `${orderId}:refund` };
    const first = await port().refund(CALLER, part);
    expect(first).toMatchObject({
      kind: "ok",
      value: { refundId: part.refundId, amount: part.amount, status: "succeeded" },
    });
    expect(await port().refund(CALLER, part)).toEqual(first);
    expect(await port().refund(CALLER, { ...part, refundId: "ref_2", key: `${orderId}:more` })).toMatchObject({
      kind: "refused",
    });
    expect(await port().refunds(CALLER, ref)).toMatchObject({ kind: "ok", value: [{ refundId: part.refundId }] });
    expect(await port().read(CALLER, ref)).toMatchObject({ kind: "ok", value: { refundedMinor: 2_000 } });
  });

  test("an intent is found by what it was asked for, and an absence is told as such", async () => {
    const { orderId, ref } = await authorised();
    const since = Date.now() - 60_000;
    expect(await port().find(CALLER, { orderId: orderId as OrderId, attempt: 1, since })).toMatchObject({
      kind: "ok",
      value: { ref },
    });
    expect(await port().find(CALLER, { orderId: world().newOrder(), attempt: 1, since })).toEqual({
      kind: "ok",
      value: null,
    });
  });
}
