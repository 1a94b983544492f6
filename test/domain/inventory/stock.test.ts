import { describe, expect, test } from "vitest";
import { levelOf, shelvesAt } from "../../../domain/inventory/shelves.ts";
import { backorderedOf } from "../../../domain/inventory/stock.ts";
import { HOLDS_MAX, SETTLED_KEPT_MS, type StockState } from "../../../domain/inventory/types.ts";
import type { OrderId } from "../../../domain/kernel/ids.ts";
import { anna, ben, commit, given, hold, minute, next, put, refusal, release, taken } from "./stories.ts";

const level = (state: StockState) => levelOf(state.shelves);

describe("a hold", () => {
  test("sets goods aside, and nobody else gets them", () => {
    const held = given(put(3), hold(anna, 2));
    expect(level(held)).toEqual({ onHand: 3, held: 2, available: 1 });
    expect(refusal(held, hold(ben, 2))).toEqual({ code: "out_of_stock", available: 1 });
  });

  test("asked for twice is one hold, and lasts longer", () => {
    const held = given(put(3), hold(anna, 2));
    expect(taken(held, hold(anna, 2))).toEqual([]);
    const renewed = next(held, hold(anna, 2, { until: minute(30) }));
    expect(renewed.holds[anna]?.until).toBe(minute(30));
    expect(level(renewed)).toEqual(level(held));
    expect(next(renewed, hold(anna, 2)).holds[anna]?.until).toBe(minute(30));
  });

  test("of another quantity replaces the first; refused, it leaves the first alone", () => {
    const held = given(put(3), hold(anna, 2));
    expect(level(next(held, hold(anna, 3)))).toEqual({ onHand: 3, held: 3, available: 0 });
    expect(refusal(held, hold(anna, 4))).toEqual({ code: "out_of_stock", available: 3 });
  });

  test("ends on the second, however late anybody notices", () => {
    const held = given(put(1), hold(anna, 1, { until: minute(10) }));
    expect(refusal(held, hold(ben, 1, { at: minute(10) - 1 }))).toMatchObject({ code: "out_of_stock" });
    expect(levelOf(shelvesAt(held, minute(10)))).toEqual({ onHand: 1, held: 0, available: 1 });
    expect(taken(held, hold(ben, 1, { at: minute(10), until: minute(20) })).map((event) => event.type)).toEqual([
      "HoldsExpired",
      "HoldTaken",
    ]);
  });

  test("that lapsed is taken again, if it can be", () => {
    const lapsed = given(put(1), hold(anna, 1), { type: "Expire", at: minute(11) });
    const again = hold(anna, 1, { at: minute(12), until: minute(20) });
    expect(level(next(lapsed, again)).held).toBe(1);
    expect(refusal(next(lapsed, { ...again, orderId: ben }), again)).toMatchObject({ code: "out_of_stock" });
  });

  test("with back-order takes what is there and owes the rest", () => {
    const held = given(put(2), hold(anna, 5, { backorder: true }));
    expect(level(held)).toEqual({ onHand: 2, held: 2, available: 0 });
    expect(backorderedOf(held, { orderId: anna, quantity: 5 })).toBe(3);
  });

  test("takes from the fullest place first, ties by name", () => {
    const held = given(put(2, "b"), put(2, "a"), put(5, "c"), hold(anna, 8));
    expect(held.holds[anna]?.parts).toEqual([
      { location: "c", quantity: 5 },
      { location: "a", quantity: 2 },
      { location: "b", quantity: 1 },
    ]);
  });

  test("is refused when too many are open", () => {
    const holds = Array.from({ length: HOLDS_MAX }, (_, n) => [
      `ord_${n}`,
      { quantity: 1, parts: [], backordered: 1, until: minute(9) },
    ]);
    const full: StockState = { ...given(put(1)), holds: Object.fromEntries(holds) };
    expect(refusal(full, hold(anna, 1))).toEqual({ code: "too_many_holds", max: HOLDS_MAX });
    expect(refusal(full, hold(anna, 1, { at: minute(9) }))).toBeNull();
  });
});

describe("a release", () => {
  test("frees the goods and bars the order from holding again", () => {
    const released = given(put(2), hold(anna, 2), release(anna));
    expect(level(released)).toEqual({ onHand: 2, held: 0, available: 2 });
    expect(refusal(released, hold(anna, 2))).toEqual({ code: "released" });
  });

  test("fault 63: that comes before its hold wins", () => {
    const barred = given(put(2), release(anna));
    expect(refusal(barred, hold(anna, 1))).toEqual({ code: "released" });
    expect(taken(barred, release(anna))).toEqual([]);
  });

  test("after the goods were sold changes nothing", () => {
    expect(taken(given(put(2), hold(anna, 2), commit(anna, 2)), release(anna))).toEqual([]);
  });

  test("wins over a commit that comes later: nothing is taken, all is owed", () => {
    const released = given(put(2), hold(anna, 2), release(anna));
    expect(taken(released, commit(anna, 2))).toEqual([]);
    expect(backorderedOf(released, { orderId: anna, quantity: 2 })).toBe(2);
  });
});

describe("a commit", () => {
  test("takes the goods off the shelf, once", () => {
    const sold = given(put(3), hold(anna, 2), commit(anna, 2));
    expect(level(sold)).toEqual({ onHand: 1, held: 0, available: 1 });
    expect(taken(sold, commit(anna, 2))).toEqual([]);
    expect(taken(sold, hold(anna, 2))).toEqual([]);
  });

  test("of a hold that lapsed takes again what it can, and back-orders the rest", () => {
    const late = given(
      put(3),
      hold(anna, 2),
      hold(ben, 2, { at: minute(11), until: minute(20) }),
      commit(anna, 2, minute(12)),
    );
    expect(level(late)).toEqual({ onHand: 2, held: 2, available: 0 });
    expect(backorderedOf(late, { orderId: anna, quantity: 2 })).toBe(1);
  });

  test("keeps what its hold back-ordered", () => {
    const sold = given(put(1), hold(anna, 3, { backorder: true }), put(9), commit(anna, 3));
    expect(level(sold)).toEqual({ onHand: 8, held: 0, available: 8 });
    expect(backorderedOf(sold, { orderId: anna, quantity: 3 })).toBe(2);
  });
});

test("what is over is forgotten in the end, so the state stays small", () => {
  const later = minute(1) + SETTLED_KEPT_MS;
  const finished = given(put(9), hold(anna, 1), commit(anna, 1), release(ben));
  expect(Object.keys(next(finished, put(9, "attic", later - 1)).settled)).toEqual([anna, ben]);
  expect(next(finished, put(9, "attic", later)).settled).toEqual({});
});

test("names that mean something to the language mean nothing here", () => {
  const odd = given(put(2, "__proto__"), put(3, "constructor"), hold("ord_1" as OrderId, 4));
  expect(odd.shelves).toEqual([
    { location: "__proto__", onHand: 2, held: 1 },
    { location: "constructor", onHand: 3, held: 3 },
  ]);
});
