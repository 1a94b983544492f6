import fc from "fast-check";
import { describe, expect, test } from "vitest";
import type { Merge } from "../../../domain/cart/command.ts";
import type { CartId } from "../../../domain/kernel/ids.ts";
import { aCart, aFullCart, ann, berlin, change, post, type Story, wanted } from "./given.ts";

function mergeOf(guest: Story, name = "cart_guest"): Merge {
  const { lines, destination, shipping } = guest.state;
  const place = destination && shipping ? { destination, shipping } : null;
  const fromVersion = guest.events.length;
  return { type: "Merge", from: name as CartId, fromVersion, lines, place, email: true, rulesVersion: 1 };
}

const bagOf = (quantities: Record<string, number>) =>
  aCart().after(change({ lines: Object.entries(quantities).map(([sku, quantity]) => wanted(sku, quantity)) }));
const anyBag = fc.dictionary(fc.constantFrom("mug", "cup", "pot", "jar"), fc.integer({ min: 1, max: 999 }), {
  noNullPrototype: true,
});

describe("a guest's cart taken in", () => {
  test("fault 51: gives per SKU the larger quantity, once, whatever is done twice", () => {
    fc.assert(
      fc.property(anyBag, anyBag, (guests, mine) => {
        const guest = bagOf(guests);
        const bag = bagOf(mine).after(mergeOf(guest));
        const skus = new Set([...Object.keys(guests), ...Object.keys(mine)]);
        const larger = Object.fromEntries([...skus].map((sku) => [sku, Math.max(guests[sku] ?? 0, mine[sku] ?? 0)]));
        expect(bag.quantities).toEqual(larger);
        expect(bag.try(mergeOf(guest))).toEqual([]);
      }),
    );
  });

  test("does not come back after the customer has taken it out again", () => {
    const guest = bagOf({ mug: 3 });
    const bag = aCart().after(mergeOf(guest));
    bag.after(change({ lines: [wanted("mug", 1)] }));
    expect(bag.try(mergeOf(guest))).toEqual([]);
    expect(bag.quantities).toEqual({ mug: 1 });
  });

  test("brings what was added to it while it was being taken in", () => {
    const guest = bagOf({ mug: 1 });
    const bag = aCart().after(mergeOf(guest));
    guest.after(change({ lines: [wanted("pot", 1)] }));
    expect(bag.after(mergeOf(guest)).quantities).toEqual({ mug: 1, pot: 1 });
  });

  test("brings address and e-mail where the customer's has none", () => {
    const bag = aCart();
    expect(bag.try(mergeOf(aFullCart()))).toEqual(["CartOpened", "LineSet", "AddressSet", "EmailSet", "CartMerged"]);
    expect(bag.state).toMatchObject({ destination: berlin, shipping: post });
    expect(bag.try(mergeOf(aFullCart(), "cart_other"), { hasEmail: true })).toEqual(["CartMerged"]);
  });

  test("that would not fit leaves both as they are", () => {
    const many = (first: number) =>
      Object.fromEntries(Array.from({ length: 60 }, (_, index) => [`sku${first + index}`, 1]));
    const bag = bagOf(many(0));
    expect(bag.try(mergeOf(bagOf(many(60))))).toMatchObject({ code: "too_many_lines" });
    expect(bag.state.merged).toEqual([]);
  });

  test("is closed for its claimer alone, at the version that was merged", () => {
    const guest = bagOf({ mug: 1 });
    const claim = { type: "Claim", by: ann, ifVersion: guest.events.length } as const;
    expect(guest.try({ ...claim, ifVersion: 1 })).toMatchObject({ code: "stale" });
    expect(guest.try(claim)).toEqual(["CartClaimed"]);
    expect(guest.try(claim)).toEqual([]);
    expect(guest.try({ ...claim, by: "usr_bob" as typeof ann })).toEqual({ code: "not_found" });
  });
});
