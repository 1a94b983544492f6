import { describe, expect, test } from "vitest";
import { turnOf } from "../../../domain/cart/hand-over.ts";
import { KEYS_MAX } from "../../../domain/cart/state.ts";
import { TAKE_BACK_MS } from "../../../domain/cart/types.ts";
import {
  aCart,
  aFullCart,
  ann,
  change,
  handOver,
  NOON,
  orderOf,
  quoteId,
  type Story,
  toBerlin,
  wanted,
} from "./given.ts";

const takeBack = { type: "TakeBack" } as const;
const close = (attempt: number) => ({ type: "Close", orderId: orderOf(attempt) }) as const;
const giveBack = (attempt: number, forget: boolean) =>
  ({ type: "GiveBack", orderId: orderOf(attempt), forget }) as const;
const later = { at: NOON + TAKE_BACK_MS };
const turn = (bag: Story, key: string, attempt = 1) => turnOf(bag.state, handOver(key, { attempt }));

describe("handing over", () => {
  test.each([
    ["cart_empty", aCart().after(toBerlin), {}],
    ["email_required", aFullCart(), { email: false }],
    ["address_required", aCart().after(change({ lines: [wanted("mug", 1)] })), {}],
    ["quote_expired", aFullCart(), { quoteId: quoteId("never") }],
  ] as const)("is refused with %s where that is so", (code, bag, more) => {
    expect(bag.try(handOver("key-1", more))).toEqual({ code });
  });

  test("needs the address itself, not only its country: a person may have been erased", () => {
    expect(aFullCart().try(handOver("key-1"), { hasAddress: false })).toEqual({ code: "address_required" });
  });

  test("keeps the e-mail of the request", () => {
    expect(aFullCart().try(handOver("key-1"))).toEqual(["EmailSet", "HandedOver"]);
    expect(aFullCart().try(handOver("key-1", { email: false }), { hasEmail: true })).toEqual(["HandedOver"]);
  });

  test("gives every tab the same order, and knows a key again", () => {
    const bag = aFullCart();
    expect(turn(bag, "key-1")).toEqual({ turn: "first", orderId: orderOf(1) });
    bag.after(handOver("key-1"));
    expect(turn(bag, "key-1")).toEqual({ turn: "same_key", orderId: orderOf(1) });
    expect(turn(bag, "key-2")).toEqual({ turn: "other_key", orderId: orderOf(1) });
    expect(bag.try(handOver("key-1"))).toEqual([]);
    bag.after(handOver("key-2"));
    expect(turn(bag, "key-2")).toEqual({ turn: "same_key", orderId: orderOf(1) });
  });

  test("with the same key and another body is refused", () => {
    const bag = aFullCart().after(handOver("key-1"));
    expect(bag.try(handOver("key-1", { bodyHash: "other" }))).toEqual({ code: "idempotency_mismatch" });
  });

  test("with the number of an attempt that is over is told the number now", () => {
    const bag = aFullCart().after(handOver("key-1")).after(giveBack(1, false));
    expect(bag.try(handOver("key-2"))).toEqual({ code: "stale", attempt: 2 });
  });

  test("goes to the order it is on its way to, whichever number a late tab brings", () => {
    const bag = aFullCart()
      .after(handOver("key-1"))
      .after(giveBack(1, false))
      .after(handOver("key-2", { attempt: 2 }));
    bag.after(handOver("key-3", { attempt: 1 }));
    expect(bag.state.handed?.orderId).toBe(orderOf(2));
    expect(turn(bag, "key-3")).toEqual({ turn: "same_key", orderId: orderOf(2) });
  });

  test("an ordered cart answers its order to whoever asks", () => {
    const bag = aFullCart().after(handOver("key-1")).after(close(1));
    expect(bag.try(handOver("key-9"))).toEqual([]);
    expect(turn(bag, "key-9")).toEqual({ turn: "other_key", orderId: orderOf(1) });
    expect(bag.try(close(1))).toEqual([]);
  });

  test("a claimed cart cannot be", () => {
    const bag = aFullCart();
    bag.after({ type: "Claim", by: ann, ifVersion: bag.events.length });
    expect(bag.try(handOver("key-1"))).toEqual({ code: "cart_closed", orderId: null });
  });

  test("remembers a bounded number of keys", () => {
    const bag = aFullCart();
    for (let key = 0; key < KEYS_MAX + 5; key++) bag.after(handOver(`key-${key}`));
    expect(bag.state.keys).toHaveLength(KEYS_MAX);
  });
});

describe("a cart that nobody closed", () => {
  test("takes itself back when its time is up, and not before", () => {
    const bag = aFullCart().after(handOver("key-1"));
    expect(bag.try(takeBack, { at: NOON + TAKE_BACK_MS - 1 })).toEqual([]);
    expect(bag.try(takeBack, later)).toEqual(["TakenBack"]);
    expect(bag.try(takeBack, later)).toEqual([]);
    expect(bag.state.status).toBe("open");
  });

  test("names the same order afterwards: it may exist, though nobody said so", () => {
    const bag = aFullCart().after(handOver("key-1")).after(takeBack, later);
    expect(turn(bag, "key-1")).toEqual({ turn: "same_key", orderId: orderOf(1) });
    expect(turn(bag, "key-2")).toEqual({ turn: "other_key", orderId: orderOf(1) });
    bag.after(change({ lines: [wanted("cup", 1)] })).after(handOver("key-2"));
    expect(bag.state.handed?.orderId).toBe(orderOf(1));
    expect(bag.quantities).toEqual({ mug: 2, cup: 1 });
  });

  test("is closed by an order that was placed all the same", () => {
    const bag = aFullCart().after(handOver("key-1")).after(takeBack, later);
    expect(bag.try(close(1))).toEqual(["CartOrdered"]);
  });

  test("waits anew when another tab asks", () => {
    const bag = aFullCart()
      .after(handOver("key-1"))
      .after(handOver("key-2"), { at: NOON + 60_000 });
    expect(bag.try(takeBack, later)).toEqual([]);
  });
});

describe("a cart given back", () => {
  test("by its order is whole, open, and becomes another order next time", () => {
    const bag = aFullCart().after(handOver("key-1")).after(giveBack(1, false));
    expect(bag.state).toMatchObject({ status: "open", attempt: 2, handed: null });
    expect(bag.quantities).toEqual({ mug: 2 });
    bag.after(handOver("key-2", { attempt: 2 }));
    expect(bag.state.handed?.orderId).toBe(orderOf(2));
  });

  test("repeats a decline to the request that got it, and only to that one", () => {
    const bag = aFullCart().after(handOver("key-1")).after(giveBack(1, false));
    expect(turn(bag, "key-1", 2)).toEqual({ turn: "same_key", orderId: orderOf(1) });
    expect(bag.try(handOver("key-1", { attempt: 2 }))).toEqual([]);
    expect(bag.try(handOver("key-1", { bodyHash: "other" }))).toEqual({ code: "idempotency_mismatch" });
    expect(turn(bag, "key-2", 2)).toEqual({ turn: "first", orderId: orderOf(2) });
    bag.after(handOver("key-2", { attempt: 2 })).after(close(2));
    expect(turn(bag, "key-1")).toEqual({ turn: "same_key", orderId: orderOf(1) });
  });

  test("by a request that was refused forgets that request, and is whole and open", () => {
    const bag = aFullCart().after(handOver("key-1")).after(giveBack(1, true));
    expect(bag.state).toMatchObject({ status: "open", keys: [] });
    expect(bag.quantities).toEqual({ mug: 2 });
    expect(bag.try(handOver("key-1", { bodyHash: "other" }))).toEqual(["EmailSet", "HandedOver"]);
  });

  test("by a request that was refused names the same order next time: another tab may be making it", () => {
    const bag = aFullCart().after(handOver("key-1")).after(handOver("key-2")).after(giveBack(1, true));
    expect(turn(bag, "key-3")).toEqual({ turn: "other_key", orderId: orderOf(1) });
    expect(bag.try(close(1))).toEqual(["CartOrdered"]);
  });

  test("by a request that was refused stays ordered when another tab's was not", () => {
    const bag = aFullCart().after(handOver("key-1")).after(handOver("key-2")).after(close(1));
    expect(bag.try(giveBack(1, true))).toEqual([]);
    expect(bag.state.status).toBe("ordered");
  });

  test("late is not opened again for a guest once a customer has claimed it", () => {
    const bag = aFullCart().after(handOver("key-1")).after(takeBack, later);
    bag.after({ type: "Claim", by: ann, ifVersion: bag.events.length });
    expect(bag.try(giveBack(1, false))).toEqual([]);
  });

  test("even after it was closed, and once only", () => {
    const bag = aFullCart().after(handOver("key-1")).after(close(1));
    expect(bag.try(giveBack(1, false))).toEqual(["GivenBack"]);
    expect(bag.try(giveBack(1, false))).toEqual([]);
    expect(bag.try(close(1))).toEqual([]);
    expect(bag.state.attempt).toBe(2);
  });
});
