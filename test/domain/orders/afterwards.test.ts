import { describe, expect, test } from "vitest";
import type { RefundId } from "../../../domain/kernel/ids.ts";
import { money } from "../../../domain/kernel/money.ts";
import type { OrderCommand } from "../../../domain/orders/commands.ts";
import { order } from "../../../domain/orders/decide.ts";
import { isAnswerable } from "../../../domain/orders/view.ts";
import {
  given,
  happened,
  MINUTE,
  NOON,
  placeToPayLater,
  placeWithCard,
  terms,
  todo,
  told,
  typesOf,
} from "./support.ts";

const cancel = (at = NOON + 3_000) => ({ type: "Cancel", at, reason: "changed my mind" }) as const;
const confirmed = [placeWithCard, told("authorised")] as const;
const paid = [...confirmed, told("captured", NOON + 2_000)] as const;
const refund = (minor: number | null, id = "ref_1") =>
  ({
    type: "Refund",
    at: NOON + 5_000,
    refundId: id as RefundId,
    amount: minor === null ? null : money(minor, "USD"),
    lines: null,
    reason: "broken",
  }) as const;

describe("a declined card", () => {
  const declined = [placeWithCard, told("declined", NOON + 1_000, { declineCode: "insufficient_funds" })] as const;

  test("ends the order, frees the goods, then gives the cart back whole", () => {
    const order = given(...declined);
    expect(order.status).toBe("cancelled");
    expect(todo(order)).toEqual(["void", "release_holds"]);
    const released = given(...declined, { type: "Settle", at: NOON + 2_000, outcomes: [{ type: "holds_released" }] });
    expect(todo(released)).toEqual(["void", "give_back_cart"]);
    expect(isAnswerable(released)).toBe(false);
  });

  test("leaves an order that waits for its payment waiting for another card", () => {
    const pay = { type: "Pay", at: NOON + 1_000, method: "pm_card_chargeDeclined" } as const;
    const order = given(placeToPayLater, pay, told("declined", NOON + 2_000));
    expect(order.status).toBe("pending");
    expect(happened(order, { ...pay, at: NOON + 3_000 })).toMatchObject([{ type: "AuthorisationAsked", attempt: 2 }]);
  });
});

describe("cancelling", () => {
  test("twice is once", () => {
    expect(happened(given(...confirmed, cancel()), cancel(NOON + 9_000))).toEqual([]);
  });

  test("before capture lets the authorisation go and puts the goods back", () => {
    const order = given(...confirmed, cancel());
    expect(order.status).toBe("cancelled");
    expect(todo(order, NOON + 4_000)).toEqual(["void", "commit_holds", "close_cart"]);
    const committed = given(...confirmed, cancel(), {
      type: "Settle",
      at: NOON + 5_000,
      outcomes: [{ type: "holds_committed", backordered: [] }],
    });
    expect(todo(committed, NOON + 6_000)).toContain("return_stock");
  });

  test("fault 60: after capture gives all the money back, once", () => {
    const events = happened(given(...paid), cancel());
    expect(events).toMatchObject([
      { type: "CancelRequested" },
      { type: "OrderCancelled" },
      { type: "RefundAsked", amountMinor: terms.totalMinor, refundId: terms.cancelRefundId },
    ]);
  });

  test("fault 59: while a capture is on its way: whichever wins, the money comes back", () => {
    const raced = happened(given(...confirmed, cancel()), told("captured", NOON + 4_000));
    expect(typesOf(raced)).toEqual(["PaymentCaptured", "RefundAsked"]);
  });

  test("after a partial refund gives back the rest", () => {
    const order = given(...paid, refund(800), {
      type: "Settle",
      at: NOON + 6_000,
      outcomes: [{ type: "refund", refundId: "ref_1" as RefundId, status: "succeeded", ref: "re_1" }],
    });
    expect(happened(order, cancel(NOON + 7_000))).toContainEqual(
      expect.objectContaining({ type: "RefundAsked", amountMinor: 3_000 }),
    );
  });

  test("is refused once the goods are sent", () => {
    const sent = given(...paid, { type: "SetStatus", at: NOON + 3_000, status: "fulfilled" });
    expect(order.decide(sent, cancel())).toEqual({
      ok: false,
      error: { code: "order_not_cancellable", status: "fulfilled" },
    });
  });
});

describe("refunds", () => {
  test("fault 58: go up to what was captured and not a cent further", () => {
    const part = given(...paid, refund(3_000));
    expect(order.decide(part, refund(801, "ref_2"))).toMatchObject({
      ok: false,
      error: { code: "refund_exceeds_captured", refundable: { minor: 800 } },
    });
    expect(happened(part, refund(800, "ref_2"))).toMatchObject([{ amountMinor: 800 }]);
    expect(happened(part, refund(null, "ref_2"))).toMatchObject([{ amountMinor: 800 }]);
  });

  test("in another currency are refused", () => {
    expect(order.decide(given(...paid), { ...refund(1), amount: money(1, "EUR") })).toMatchObject({
      error: { code: "currency" },
    });
  });

  test("of goods are worth what was paid for them, tax included", () => {
    const some = { ...refund(null), lines: [{ sku: "MUG", quantity: 1 }] };
    expect(happened(given(...paid), some)).toMatchObject([{ amountMinor: 1_100 }]);
  });

  test.each([
    [[{ sku: "MUG", quantity: 99 }], "MUG"],
    [[{ sku: "LAMP", quantity: 1 }], "LAMP"],
    [
      terms.lines.flatMap(({ sku, quantity }) => [
        { sku, quantity },
        { sku, quantity: 1 },
      ]),
      terms.lines[0]?.sku,
    ],
  ])("of more goods than were ordered are refused: %j", (lines, sku) => {
    expect(order.decide(given(...paid), { ...refund(null), lines })).toMatchObject({
      error: { code: "quantity_range", sku },
    });
  });

  test("that failed may be asked for again", () => {
    const failed = given(...paid, refund(null), {
      type: "Settle",
      at: NOON + 6_000,
      outcomes: [{ type: "refund", refundId: "ref_1" as RefundId, status: "failed", ref: null }],
    });
    expect(happened(failed, refund(null, "ref_2"))).toMatchObject([{ amountMinor: terms.totalMinor }]);
  });
});

describe("a refused capture", () => {
  const refused: OrderCommand = {
    type: "Settle",
    at: NOON + 2_000,
    outcomes: [{ type: "capture_refused", attempt: 1, code: "expired" }],
  };

  test("fault 30: leaves the order standing, with attention, open to another payment for two days", () => {
    const order = given(...confirmed, refused);
    expect(order).toMatchObject({ status: "confirmed", attention: ["capture_refused"] });
    const closed = given(...confirmed, refused, told("voided", NOON + 3_000));
    expect(happened(closed, { type: "Pay", at: NOON + 47 * 60 * MINUTE, method: "pm_card_visa" })).toMatchObject([
      { attempt: 2 },
    ]);
  });

  test("after two days takes no other payment", () => {
    const closed = given(...confirmed, refused, told("voided", NOON + 3_000));
    expect(order.decide(closed, { type: "Pay", at: NOON + 49 * 60 * MINUTE, method: "pm_card_visa" })).toMatchObject({
      ok: false,
    });
  });
});

test("fault 62: goods that could not be had after the pivot are owed, and somebody is told", () => {
  const short = given(...confirmed, {
    type: "Settle",
    at: NOON + 2_000,
    outcomes: [{ type: "holds_committed", backordered: [{ sku: "MUG", quantity: 1 }] }],
  });
  expect(short).toMatchObject({ status: "confirmed", attention: ["backordered"] });
});

test("a refused shipment becomes a case", () => {
  const order = given(...paid, {
    type: "RecordShipment",
    at: NOON + 4_000,
    shipmentId: "shp_1",
    outcome: "refused",
    reason: "no carrier",
  });
  expect(order).toMatchObject({
    status: "confirmed",
    shipment: { status: "refused" },
    attention: ["shipment_refused"],
  });
});
