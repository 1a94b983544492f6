import { describe, expect, test } from "vitest";
import { levelOf } from "../../../domain/inventory/shelves.ts";
import { LOCATIONS_MAX, ON_HAND_MAX, type StockState } from "../../../domain/inventory/types.ts";
import { anna, commit, given, hold, minute, next, put, refusal, release, restock, taken } from "./stories.ts";

const level = (state: StockState) => levelOf(state.shelves);

describe("a restock", () => {
  test("puts goods back where they came from, once", () => {
    const sold = given(put(1, "attic"), put(3, "shop"), hold(anna, 4), commit(anna, 4));
    const back = next(sold, restock(anna, "ref_1", 4));
    expect(back.shelves).toEqual([
      { location: "attic", onHand: 1, held: 0 },
      { location: "shop", onHand: 3, held: 0 },
    ]);
    expect(taken(back, restock(anna, "ref_1", 4))).toEqual([]);
  });

  test("never puts back more than left: what was back-ordered was not there", () => {
    const sold = given(put(1), hold(anna, 3, { backorder: true }), commit(anna, 3));
    const back = next(next(sold, restock(anna, "ref_1", 2)), restock(anna, "ref_2", 1));
    expect(level(back)).toEqual({ onHand: 1, held: 0, available: 1 });
    expect(level(given(put(1), hold(anna, 1), restock(anna, "ref_1", 1))).onHand).toBe(1);
    expect(level(given(put(1), release(anna), restock(anna, "ref_1", 1))).onHand).toBe(1);
  });

  test("of an order that nobody remembers is believed", () => {
    expect(level(given(restock(anna, "ref_1", 2))).onHand).toBe(2);
    expect(given(put(1, "attic"), restock(anna, "ref_1", 2)).shelves).toEqual([
      { location: "attic", onHand: 3, held: 0 },
    ]);
  });
});

describe("an adjustment", () => {
  const adjust = (change: { onHand: number } | { delta: number }, location = "main") =>
    ({ type: "Adjust", location, change, reason: "count", at: minute(1) }) as const;

  test("fault 64: sets or moves what is on hand, but never below what is held", () => {
    const held = given(put(5), hold(anna, 3));
    expect(level(next(held, adjust({ delta: -2 })))).toEqual({ onHand: 3, held: 3, available: 0 });
    expect(refusal(held, adjust({ delta: -3 }))).toEqual({ code: "below_held", held: 3 });
    expect(refusal(held, adjust({ onHand: 2 }))).toEqual({ code: "below_held", held: 3 });
    expect(refusal(given(), adjust({ delta: -1 }))).toEqual({ code: "below_held", held: 0 });
  });

  test("may go below a hold that has lapsed", () => {
    const held = given(put(5), hold(anna, 3, { until: minute(1) }));
    expect(level(next(held, adjust({ onHand: 0 })))).toEqual({ onHand: 0, held: 0, available: 0 });
  });

  test("to what is there already is no event; a new place with nothing is one", () => {
    expect(taken(given(put(5)), adjust({ onHand: 5 }))).toEqual([]);
    expect(next(given(put(5)), adjust({ delta: 0 }, "attic")).shelves).toContainEqual({
      location: "attic",
      onHand: 0,
      held: 0,
    });
  });

  test("beyond any shelf is refused", () => {
    expect(refusal(given(), adjust({ onHand: ON_HAND_MAX }))).toBeNull();
    for (const onHand of [ON_HAND_MAX + 1, 0.5, Number.NaN, Number.POSITIVE_INFINITY]) {
      expect(refusal(given(), adjust({ onHand }))).toEqual({ code: "on_hand_range", max: ON_HAND_MAX });
    }
    const everywhere = given(...Array.from({ length: LOCATIONS_MAX }, (_, n) => put(1, `place ${n}`)));
    expect(refusal(everywhere, adjust({ onHand: 1 }))).toEqual({ code: "too_many_locations", max: LOCATIONS_MAX });
  });
});
