import fc from "fast-check";
import { expect, test } from "vitest";
import type { AskedCommand } from "../../../domain/cart/command.ts";
import { turnOf } from "../../../domain/cart/hand-over.ts";
import { CART_LINES_MAX, QUANTITY_MAX, TAKE_BACK_MS } from "../../../domain/cart/types.ts";
import type { OrderId } from "../../../domain/kernel/ids.ts";
import { aFullCart, change, handOver, NOON, orderOf, toBerlin, wanted } from "./given.ts";

const sku = fc.constantFrom("mug", "cup", "pot");
const quantity = fc.integer({ min: -2, max: QUANTITY_MAX + 2 });
const key = fc.constantFrom("key-1", "key-2", "key-3");
const attempt = fc.integer({ min: 1, max: 4 });

const RUNS = 1_000;

/** Anything anybody may ask of a cart, in any order, sensible or not. */
const anything: fc.Arbitrary<AskedCommand> = fc.oneof(
  fc.tuple(sku, quantity).map(([name, count]) => change({ lines: [wanted(name, count)] })),
  fc
    .tuple(sku, quantity)
    .map(
      ([name, count]): AskedCommand => ({ type: "AddLine", ...wanted(name, count), ifVersion: null, rulesVersion: 1 }),
    ),
  fc.constant(toBerlin),
  fc.tuple(key, attempt).map(([name, number]): AskedCommand => handOver(name, { attempt: number })),
  fc.constant<AskedCommand>({ type: "TakeBack" }),
  fc.tuple(attempt, fc.boolean()).map(
    ([number, forget]): AskedCommand => ({
      type: "GiveBack",
      orderId: orderOf(number),
      forget,
    }),
  ),
  attempt.map((number): AskedCommand => ({ type: "Close", orderId: orderOf(number) })),
);
const life = fc.array(fc.tuple(anything, fc.integer({ min: 0, max: TAKE_BACK_MS })), { maxLength: 60 });

test("whatever happens to a cart, its lines are changed by the shopper alone and stay within their limits", () => {
  fc.assert(
    fc.property(life, (commands) => {
      const bag = aFullCart();
      let at = NOON;
      for (const [command, passed] of commands) {
        at += passed;
        const before = bag.state;
        bag.try(command, { at });
        const isShoppers = command.type === "Change" || command.type === "AddLine";
        if (!isShoppers || before.status !== "open") expect(bag.state.lines).toEqual(before.lines);
        expect(bag.state.lines.length).toBeLessThanOrEqual(CART_LINES_MAX);
        for (const line of bag.state.lines) {
          expect(line.quantity).toBeGreaterThanOrEqual(1);
          expect(line.quantity).toBeLessThanOrEqual(QUANTITY_MAX);
        }
      }
    }),
    { numRuns: RUNS },
  );
});

test("one attempt is one order, and an order's id is never given to two attempts", () => {
  fc.assert(
    fc.property(life, (commands) => {
      const bag = aFullCart();
      const answered = new Map<string, OrderId>();
      let at = NOON;
      for (const [command, passed] of commands) {
        at += passed;
        const { turn, orderId } = turnOf(bag.state, command.type === "HandOver" ? command : handOver(""));
        const done = bag.try(command, { at });
        if (command.type === "GiveBack" && command.forget && Array.isArray(done) && done.length > 0) {
          for (const [name, order] of answered) if (order === command.orderId) answered.delete(name);
        }
        if (command.type !== "HandOver" || !Array.isArray(done)) continue;
        // A remembered key is answered by the order that answered it first; any other by this attempt's.
        expect(orderId).toBe(answered.get(command.commandId) ?? orderOf(bag.state.attempt));
        expect(turn === "same_key").toBe(answered.has(command.commandId));
        if (bag.state.status !== "ordered") answered.set(command.commandId, orderId);
      }
    }),
    { numRuns: RUNS },
  );
});
