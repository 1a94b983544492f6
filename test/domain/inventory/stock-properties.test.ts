import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { movementsOf } from "../../../domain/inventory/ledger.ts";
import { levelOf } from "../../../domain/inventory/shelves.ts";
import { backorderedOf, stock } from "../../../domain/inventory/stock.ts";
import type { StockCommand, StockEvent, StockState } from "../../../domain/inventory/types.ts";
import { fold } from "../../../domain/kernel/decider.ts";
import type { OrderId } from "../../../domain/kernel/ids.ts";
import { Shop } from "./model.ts";

const BEGIN = 1_800_000_000_000;
const orderId = fc.constantFrom("ord_a", "ord_b", "ord_c", "ord_d") as fc.Arbitrary<OrderId>;
const quantity = fc.integer({ min: 1, max: 6 });
const location = fc.constantFrom("attic", "main", "shop");

/** Commands without their time: each step takes up to a minute, and a hold lasts up to three. */
type Step = { wait: number; make: (at: number) => StockCommand };
const made = (command: fc.Arbitrary<(at: number) => StockCommand>): fc.Arbitrary<Step> =>
  fc.record({ wait: fc.integer({ min: 0, max: 60_000 }), make: command });

function steps(places: fc.Arbitrary<string>): fc.Arbitrary<Step[]> {
  const hold = fc
    .record({ orderId, quantity, backorder: fc.boolean(), lasts: fc.integer({ min: 1, max: 180_000 }) })
    .map(
      ({ lasts, ...order }) =>
        (at: number): StockCommand => ({ type: "Hold", ...order, until: at + lasts, at }),
    );
  const commit = fc.record({ orderId, quantity }).map((of) => (at: number): StockCommand => {
    return { type: "Commit", ...of, at };
  });
  const release = orderId.map(
    (id) =>
      (at: number): StockCommand => ({ type: "Release", orderId: id, at }),
  );
  const letGo = orderId.map(
    (id) =>
      (at: number): StockCommand => ({ type: "LetGo", orderId: id, at }),
  );
  const restock = fc.record({ orderId, quantity, restockId: fc.constantFrom("ref_1", "ref_2") }).map(
    (of) =>
      (at: number): StockCommand => ({ type: "Restock", ...of, at }),
  );
  const change = fc.oneof(
    fc.record({ onHand: fc.integer({ min: 0, max: 10 }) }),
    fc.record({ delta: fc.integer({ min: -5, max: 5 }) }),
  );
  const adjust = fc.record({ location: places, change }).map(
    (of) =>
      (at: number): StockCommand => ({ type: "Adjust", ...of, reason: "count", at }),
  );
  const expire = fc.constant((at: number): StockCommand => ({ type: "Expire", at }));
  return fc.array(fc.oneof(...[hold, hold, commit, release, letGo, restock, adjust, adjust, expire].map(made)), {
    maxLength: 40,
  });
}

function play(script: Step[], look: (seen: Seen) => void): StockState {
  let state = stock.initial;
  let at = BEGIN;
  const events: StockEvent[] = [];
  for (const { wait, make } of script) {
    at += wait;
    const command = make(at);
    const decided = stock.decide(state, command);
    const before = state;
    if (decided.ok) {
      state = fold(stock, decided.value, state);
      events.push(...decided.value);
    }
    look({ before, command, decided, state, events });
  }
  return state;
}
type Seen = {
  before: StockState;
  command: StockCommand;
  decided: ReturnType<typeof stock.decide>;
  state: StockState;
  events: StockEvent[];
};

describe("whatever happens, in whatever order", () => {
  test("nothing is promised twice, and the ledger adds up to the shelves (I1, I2)", () => {
    const whole = fc.property(steps(location), (script) => {
      play(script, ({ state, events }) => {
        const movements = events.flatMap(movementsOf);
        const sum = (place: string, of: (movement: (typeof movements)[number]) => number) =>
          movements.reduce((total, movement) => total + (movement.location === place ? of(movement) : 0), 0);
        const held = Object.values(state.holds).flatMap((hold) => hold.parts);
        for (const shelf of state.shelves) {
          expect(shelf.held).toBeGreaterThanOrEqual(0);
          expect(shelf.onHand).toBeGreaterThanOrEqual(shelf.held);
          expect(sum(shelf.location, (movement) => movement.onHandDelta)).toBe(shelf.onHand);
          expect(sum(shelf.location, (movement) => movement.heldDelta)).toBe(shelf.held);
          const received = sum(shelf.location, ({ kind, onHandDelta }) => (kind === "adjusted" ? onHandDelta : 0));
          const sold = -sum(shelf.location, ({ kind, onHandDelta }) => (kind === "adjusted" ? 0 : onHandDelta));
          expect(shelf.held + sold).toBeLessThanOrEqual(received);
          const parts = held.filter((part) => part.location === shelf.location);
          expect(parts.reduce((total, part) => total + part.quantity, 0)).toBe(shelf.held);
        }
        for (const { quantity: asked, parts, backordered } of Object.values(state.holds)) {
          expect(parts.reduce((total, part) => total + part.quantity, backordered)).toBe(asked);
        }
      });
    });
    fc.assert(whole, { numRuns: 500 });
  });

  test("the same command again, at the same time, changes nothing", () => {
    const again = fc.property(steps(location), (script) => {
      play(script, ({ command, decided, state }) => {
        // An adjustment by a delta is the one that its command id protects, not its meaning.
        if (!decided.ok || (command.type === "Adjust" && "delta" in command.change)) return;
        expect(stock.decide(state, command)).toEqual({ ok: true, value: [] });
      });
    });
    fc.assert(again, { numRuns: 300 });
  });

  test("an order that was released, and was not sold before, never has goods again", () => {
    const barred = fc.property(steps(location), orderId, (script, id) => {
      const release: Step = { wait: 0, make: (at) => ({ type: "Release", orderId: id, at }) };
      const soldFirst = play(script, () => {}).settled[id]?.outcome === "committed";
      const state = play([...script, release, ...script], () => {});
      expect(state.holds[id]).toBeUndefined();
      if (!soldFirst) expect(state.settled[id]).toMatchObject({ outcome: "released", out: [] });
    });
    fc.assert(barred, { numRuns: 300 });
  });

  test("a hold and its release may change places", () => {
    const swapped = fc.property(steps(location), orderId, quantity, (script, id, asked) => {
      const holds: Step = {
        wait: 0,
        make: (at) => ({ type: "Hold", orderId: id, quantity: asked, backorder: false, until: at + 60_000, at }),
      };
      const releases: Step = { wait: 0, make: (at) => ({ type: "Release", orderId: id, at }) };
      const one = play([...script, holds, releases], () => {});
      const other = play([...script, releases, holds], () => {});
      expect(other).toEqual(one);
    });
    fc.assert(swapped, { numRuns: 300 });
  });

  test("what decides is what time it is, not whether the timer came", () => {
    const late = fc.property(steps(location), (script) => {
      const punctual = script.flatMap((step) => [
        { wait: step.wait, make: (at: number): StockCommand => ({ type: "Expire", at }) },
        { wait: 0, make: step.make },
      ]);
      // A refused command sweeps nothing, so the two are compared once both were swept.
      const sweep: Step = { wait: 0, make: (at) => ({ type: "Expire", at }) };
      expect(play([...punctual, sweep], () => {})).toEqual(play([...script, sweep], () => {}));
    });
    fc.assert(late, { numRuns: 300 });
  });
});

test("one place behaves as a shop kept on paper", () => {
  const onPaper = fc.property(steps(fc.constant("main")), (script) => {
    const shop = new Shop();
    play(script, ({ command, decided, state }) => {
      const answer = shop.handle(command);
      expect(decided.ok ? "ok" : decided.error.code).toBe(answer.outcome);
      if (command.type === "Hold" || command.type === "Commit") {
        if (decided.ok) expect(backorderedOf(state, command)).toBe(answer.backordered);
      }
      if (decided.ok) expect(levelOf(state.shelves)).toEqual(shop.level(command.at));
    });
  });
  fc.assert(onPaper, { numRuns: 1_000 });
});
