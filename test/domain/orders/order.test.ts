import { describe, expect, test } from "vitest";
import { money } from "../../../domain/kernel/money.ts";
import type { OrderCommand } from "../../../domain/orders/commands.ts";
import { order } from "../../../domain/orders/decide.ts";
import { next } from "../../../domain/orders/next.ts";
import { isPaid } from "../../../domain/orders/state.ts";
import { isAnswerable } from "../../../domain/orders/view.ts";
import { given, happened, MINUTE, NOON, placeWithCard, terms, todo, told, typesOf } from "./support.ts";

const cancel = (at = NOON + 3_000) => ({ type: "Cancel", at, reason: "changed my mind" }) as const;
const confirmed = [placeWithCard, told("authorised")] as const;

describe("placing", () => {
  test("writes down that the provider will be asked before it is asked", () => {
    expect(typesOf(happened(order.initial, placeWithCard))).toEqual(["OrderPlaced", "AuthorisationAsked"]);
    expect(todo(given(placeWithCard))).toEqual(["authorise"]);
  });

  test("twice is once", () => {
    expect(happened(given(placeWithCard), placeWithCard)).toEqual([]);
  });

  test("needs no provider when nothing is to be paid", () => {
    const free = { ...placeWithCard, terms: { ...terms, totalMinor: 0 } } as typeof placeWithCard;
    expect(typesOf(happened(order.initial, free))).toEqual(["OrderPlaced", "OrderConfirmed", "PaymentNotNeeded"]);
    expect(isPaid(given(free))).toBe(true);
  });
});

describe("the pivot", () => {
  test("is passed in the same turn as the authorisation", () => {
    expect(typesOf(happened(given(placeWithCard), told("authorised")))).toEqual([
      "PaymentAuthorised",
      "OrderConfirmed",
    ]);
    expect(todo(given(...confirmed))).toEqual(["capture", "commit_holds", "close_cart"]);
  });

  test("fault 62: is not passed on goods that are no longer held: they are held again first", () => {
    const late = given(placeWithCard, told("authorised", NOON + 11 * MINUTE));
    expect(late.status).toBe("pending");
    expect(todo(late, NOON + 11 * MINUTE)).toEqual(["renew_holds", "close_cart"]);
    const renewed = happened(late, {
      type: "Settle",
      at: NOON + 12 * MINUTE,
      outcomes: [{ type: "holds_renewed", until: NOON + 22 * MINUTE }],
    });
    expect(typesOf(renewed)).toEqual(["HoldsRenewed", "OrderConfirmed"]);
  });

  test("fault 62: is never passed when the goods are gone: the authorisation is let go, then the order ends", () => {
    const gone = given(placeWithCard, told("authorised", NOON + 11 * MINUTE), {
      type: "Settle",
      at: NOON + 12 * MINUTE,
      outcomes: [{ type: "holds_refused" }],
    });
    expect(todo(gone, NOON + 12 * MINUTE)).toContain("void");
    expect(todo(gone, NOON + 12 * MINUTE)).not.toContain("release_holds");
    const over = happened(gone, told("voided", NOON + 12 * MINUTE));
    expect(typesOf(over)).toEqual(["PaymentClosed", "OrderCancelled"]);
  });

  test("fault 24: is not passed for another amount, currency or order than ours", () => {
    for (const wrong of [
      { amount: money(1, "USD") },
      { amount: money(terms.totalMinor, "EUR") },
      { orderId: "ord_2" },
    ]) {
      const order = given(placeWithCard, told("authorised", NOON + 1_000, wrong));
      expect(order.status).toBe("pending");
      expect(order.attention).toEqual(["payment_mismatch"]);
      expect(todo(order)).toEqual(["void"]);
    }
  });
});

describe("an answer that does not come", () => {
  const unsettled = (at: number): OrderCommand => ({
    type: "Settle",
    at,
    outcomes: [{ type: "unsettled", step: "payment:1", cause: "time-out" }],
  });

  test("is asked for again under the same key, later and later", () => {
    const once = given(placeWithCard, unsettled(NOON + 10_000));
    expect(next(once, NOON + 10_500)).toMatchObject({ steps: [], wakeAt: NOON + 11_000 });
    const [again] = next(once, NOON + 11_000).steps;
    expect(again?.effect).toMatchObject({
      type: "authorise",
      key: next(given(placeWithCard), NOON).steps.map(({ effect }) => (effect as { key: string }).key)[0],
    });
  });

  test("fault 15: is looked for when the key does not help, and begun anew only when it certainly never happened", () => {
    const lost = given(placeWithCard, ...[1, 2, 3, 4].map((n) => unsettled(NOON + n * 10_000)));
    expect(todo(lost, NOON + MINUTE)).toContain("find");
    const absent = (at: number): OrderCommand => ({
      type: "Settle",
      at,
      outcomes: [{ type: "payment_absent", attempt: 1 }],
    });
    expect(typesOf(happened(lost, absent(NOON + 50_000)))).toEqual(["StepUnsettled"]);
    expect(happened(lost, absent(NOON + 101_000))).toMatchObject([
      { type: "AuthorisationAsked", attempt: 1, keyTurn: 2 },
    ]);
  });

  test("keeps the goods: what may be paid is not sold to another", () => {
    const cancelled = given(placeWithCard, unsettled(NOON + 2_000), cancel());
    expect(cancelled.status).toBe("pending");
    expect(todo(cancelled, NOON + 4_000)).toEqual(["authorise"]);
  });
});

describe("a bank that asks the shopper", () => {
  const waiting = [
    placeWithCard,
    told("requires_action", NOON + 1_000, { nextAction: { type: "redirect_to_url", url: "https://bank" } }),
  ] as const;

  test("makes the order wait, hold its goods longer and keep the cart", () => {
    expect(isAnswerable(given(...waiting))).toBe(true);
    expect(todo(given(...waiting))).toEqual(["renew_holds", "close_cart"]);
  });

  test("is believed whenever it says yes, browser or no browser", () => {
    const held: OrderCommand = {
      type: "Settle",
      at: NOON + 2_000,
      outcomes: [{ type: "holds_renewed", until: NOON + 35 * MINUTE }],
    };
    expect(typesOf(happened(given(...waiting, held), told("authorised", NOON + 20 * MINUTE)))).toEqual([
      "PaymentAuthorised",
      "OrderConfirmed",
    ]);
  });

  test("fault 21: is asked again when no webhook comes", () => {
    expect(todo(given(...waiting), NOON + 2 * MINUTE)).toContain("read");
  });

  test("that was asked in vain a while ago delays no cancellation", () => {
    const polled = given(...waiting, told("requires_action", NOON + 5 * MINUTE), {
      type: "Cancel",
      at: NOON + 5 * MINUTE,
      reason: "too slow",
    });
    expect(todo(polled, NOON + 5 * MINUTE)).toContain("void");
  });

  test("fault 27: has until the deadline; then the intent is closed before the goods are freed", () => {
    const expired = given(...waiting, { type: "Settle", at: NOON + 30 * MINUTE, outcomes: [{ type: "expired" }] });
    expect(todo(expired, NOON + 30 * MINUTE)).toContain("void");
    expect(todo(expired, NOON + 30 * MINUTE)).not.toContain("release_holds");
    const closed = given(
      ...waiting,
      { type: "Settle", at: NOON + 30 * MINUTE, outcomes: [{ type: "expired" }] },
      told("voided", NOON + 31 * MINUTE),
    );
    expect(closed.status).toBe("cancelled");
    expect(todo(closed, NOON + 31 * MINUTE)).toEqual(["release_holds"]);
  });
});
