import { describe, expect, test } from "vitest";
import type { ProviderOutcome, ProviderPayment } from "../../../contracts/payments.ts";
import type { RefundId } from "../../../domain/kernel/ids.ts";
import type { OrderCommand } from "../../../domain/orders/commands.ts";
import { evolve } from "../../../domain/orders/evolve.ts";
import { next } from "../../../domain/orders/next.ts";
import { publishedOf } from "../../../domain/orders/published.ts";
import type { Order } from "../../../domain/orders/state.ts";
import { type PaymentEffect, payment } from "../../../durable-objects/effects/payment.ts";
import type { SalePorts } from "../../../durable-objects/effects/ports.ts";
import { given, happened, MINUTE, NOON, placeWithCard, report, terms, todo, told, typesOf } from "./support.ts";

const HOUR = 60 * MINUTE;
const cancel = (at = NOON + 3_000) => ({ type: "Cancel", at, reason: "changed my mind" }) as const;
const confirmed = [placeWithCard, told("authorised")] as const;
const paid = [...confirmed, told("captured", NOON + 2_000)] as const;
const settle = (at: number, ...outcomes: (OrderCommand & { type: "Settle" })["outcomes"]): OrderCommand => ({
  type: "Settle",
  at,
  outcomes,
});

/** The order after one turn against a provider that gives this answer to whatever it is asked about a payment. */
async function turn(order: Order, at: number, answer: ProviderOutcome<ProviderPayment>): Promise<Order> {
  const always = async () => answer;
  const ports = { PAYMENTS: { void: always, capture: always, read: always } } as unknown as SalePorts;
  const [first] = next(order, at).steps.filter(({ effect }) => ["void", "capture", "read"].includes(effect.type));
  if (!first) throw new Error("no payment step");
  const outcome = await payment(ports, terms, first.effect as PaymentEffect, first.step);
  return happened(order, settle(at, outcome)).reduce(evolve, order);
}

describe("an answer that changes nothing", () => {
  const shown = (status: ProviderPayment["status"]): ProviderPayment => ({ ...report(status), refundedMinor: 0 });
  test.each([
    ["a void that leaves it authorised", [...confirmed, cancel()], { kind: "ok", value: shown("authorised") }],
    ["a void refused while it is processed", [...confirmed, cancel()], refused(shown("processing"))],
    ["a capture that is not one", [...confirmed], { kind: "ok", value: shown("authorised") }],
    ["a capture that is processed", [...confirmed], { kind: "ok", value: shown("processing") }],
  ] as const)("is waited upon, not repeated at once: %s", async (_name, story, answer) => {
    const after = await turn(given(...story), NOON + 4_000, answer as ProviderOutcome<ProviderPayment>);
    expect(todo(after, NOON + 4_000)).not.toContain("void");
    expect(todo(after, NOON + 4_000)).not.toContain("capture");
    expect(next(after, NOON + 4_000).wakeAt).toBeGreaterThan(NOON + 4_000);
  });

  function refused(payment: ProviderPayment): ProviderOutcome<ProviderPayment> {
    return { kind: "refused", code: "payment_intent_unexpected_state", payment };
  }
});

describe("money taken by somebody else at the provider's own pages", () => {
  const waiting = [placeWithCard, told("requires_action", NOON + 1_000)] as const;

  test("before we had heard of the authorisation confirms the order all the same", () => {
    const taken = given(...waiting, told("captured", NOON + 2_000));
    expect(taken.status).toBe("confirmed");
    expect(todo(taken)).toContain("capture");
  });

  test("fault 28: after the shopper has cancelled is given back", () => {
    const taken = given(...waiting, cancel(), told("captured", NOON + 4_000));
    expect(taken.status).toBe("cancelled");
    expect(todo(taken, NOON + 4_000)).toContain("refund");
  });
});

describe("a refund that fails", () => {
  const failed = settle(NOON + 9_000, { type: "refund", refundId: terms.cancelRefundId, status: "failed", ref: null });

  test("of a cancelled order is shown to staff, who are told", () => {
    const before = given(...paid, cancel());
    const owing = given(...paid, cancel(), failed);
    expect(owing.attention).toContain("refund_failed");
    const [event] = happened(before, failed);
    expect(event && publishedOf(event, owing)).toMatchObject({ type: "OrderAttention" });
  });

  test("is off their list when another has given the whole back", () => {
    const again = {
      type: "Refund",
      at: NOON + 10_000,
      refundId: "ref_2" as RefundId,
      amount: null,
      lines: null,
    } as const;
    const repaid = settle(NOON + 11_000, {
      type: "refund",
      refundId: "ref_2" as RefundId,
      status: "succeeded",
      ref: "re",
    });
    expect(given(...paid, cancel(), failed, { ...again, reason: "by hand" }, repaid).attention).toEqual([]);
  });
});

test("a refund on its way is looked at when the provider has news", () => {
  const pending = given(
    ...paid,
    cancel(),
    settle(NOON + 9_000, { type: "refund", refundId: terms.cancelRefundId, status: "pending", ref: "re_1" }),
  );
  expect(todo(pending, NOON + 10_000)).not.toContain("find_refund");
  expect(todo(pending, NOON + 10_000, true)).toContain("find_refund");
});

describe("an absence", () => {
  const lost = (at: number) => settle(at, { type: "unsettled", step: "payment:1", cause: "time-out" });
  const absent = (at: number) => settle(at, { type: "payment_absent", attempt: 1 });

  test("counts from the last call that may still be on its way, not from the first", () => {
    const slow = given(placeWithCard, ...[20, 41, 63, 87].map((second) => lost(NOON + second * 1_000)));
    expect(typesOf(happened(slow, absent(NOON + 95_000)))).toEqual(["StepUnsettled"]);
    expect(typesOf(happened(slow, absent(NOON + 148_000)))).toEqual(["AuthorisationAsked"]);
  });

  test("of a refund likewise", () => {
    const refundId = terms.cancelRefundId;
    const lostRefund = (at: number) => settle(at, { type: "unsettled", step: `refund:${refundId}`, cause: "time-out" });
    const slow = given(...paid, cancel(), ...[20, 41, 63, 87].map((second) => lostRefund(NOON + second * 1_000)));
    const missing = (at: number) => settle(at, { type: "refund_absent", refundId });
    expect(typesOf(happened(slow, missing(NOON + 95_000)))).toEqual(["StepUnsettled"]);
    expect(typesOf(happened(slow, missing(NOON + 148_000)))).toEqual(["RefundAsked"]);
  });
});

describe("a second payment after a refused capture", () => {
  const refused = settle(NOON + 2_000, { type: "capture_refused", attempt: 1, code: "expired_card" });
  const repaying = [
    ...confirmed,
    refused,
    told("voided", NOON + 3_000),
    { type: "Pay", at: NOON + HOUR, method: "pm_card_authenticationRequired" },
    told("requires_action", NOON + HOUR + 1_000, { attempt: 2, ref: "pi_2" }),
  ] as const;

  test("waits for its bank as long as any, and is then closed: another may follow", () => {
    expect(todo(given(...repaying), NOON + HOUR + 20 * MINUTE)).toContain("read");
    expect(todo(given(...repaying), NOON + HOUR + 31 * MINUTE)).toContain("void");
    const closed = given(...repaying, told("voided", NOON + HOUR + 31 * MINUTE, { attempt: 2, ref: "pi_2" }));
    expect(closed.status).toBe("confirmed");
    const pay = { type: "Pay", at: NOON + 2 * HOUR, method: "pm_card_visa" } as const;
    expect(typesOf(happened(closed, pay))).toEqual(["AuthorisationAsked"]);
  });
});

describe("a step that never gets an answer", () => {
  const unanswered = (tries: number): OrderCommand[] =>
    Array.from({ length: tries }, (_, n) =>
      settle(NOON + (n + 1) * HOUR, { type: "unsettled", step: "closing:1", cause: "no such payment" }),
    );

  test("is a case for staff in the end, and off their list when it is solved", () => {
    const story = [...confirmed, cancel(), ...unanswered(12)];
    expect(given(...story.slice(0, -1)).attention).toEqual([]);
    expect(given(...story).attention).toEqual(["step_stuck"]);
    expect(given(...story, told("voided", NOON + 20 * HOUR)).attention).toEqual([]);
  });

  test("is tried ever more seldom: a stuck order does not fill its log", () => {
    const stuck = given(...confirmed, cancel(), ...unanswered(120));
    expect((next(stuck, NOON + 120 * HOUR).wakeAt ?? 0) - (NOON + 120 * HOUR)).toBe(6 * HOUR);
  });
});

test("an order of a hundred long names fits a message of the event log", () => {
  const [line] = terms.lines;
  if (!line) throw new Error("a line");
  const lines = Array.from({ length: 100 }, (_, n) => ({
    ...line,
    sku: `${n}`.padEnd(64, "字"),
    title: "長".repeat(440),
  }));
  const long = { ...placeWithCard, terms: { ...terms, lines } } as typeof placeWithCard;
  const state = given(long, told("authorised"));
  const published = publishedOf({ type: "OrderConfirmed", at: NOON }, state);
  expect(new TextEncoder().encode(JSON.stringify(published)).byteLength).toBeLessThan(96 * 1024);
});
