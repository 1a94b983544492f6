import { describe, expect, test } from "vitest";
import { CART_LINES_MAX, QUANTITY_MAX } from "../../../domain/cart/types.ts";
import {
  aCart,
  aFullCart,
  ann,
  berlin,
  change,
  courier,
  handOver,
  NOON,
  orderOf,
  paris,
  post,
  toBerlin,
  variant,
  wanted,
} from "./given.ts";

const addMug = (quantity: number, ifVersion: number | null = null) =>
  ({ type: "AddLine", ...wanted("mug", quantity), ifVersion, rulesVersion: 1 }) as const;

describe("lines", () => {
  test("the first change opens the cart for whoever it was made for", () => {
    expect(aCart().try(addMug(1), { owner: ann })).toEqual(["CartOpened", "LineSet"]);
    expect(aCart().after(addMug(1), { owner: ann }).state.owner).toBe(ann);
    expect(aCart().after(addMug(1)).state.owner).toBeNull();
  });

  test("a change that changes nothing leaves an unopened cart unopened", () => {
    expect(aCart().try(change({ lines: [{ sku: "mug", quantity: 0, variant: null }] }))).toEqual([]);
    expect(aCart().try(change({}))).toEqual([]);
  });

  test("added to what is there, and set by a change", () => {
    const bag = aCart().after(addMug(2)).after(addMug(3));
    expect(bag.quantities).toEqual({ mug: 5 });
    expect(bag.after(change({ lines: [wanted("mug", 1), wanted("cup", 4)] })).quantities).toEqual({ mug: 1, cup: 4 });
  });

  test("set to 0 they are gone, even when they are no longer for sale", () => {
    const bag = aCart().after(change({ lines: [wanted("mug", 1), wanted("cup", 4)] }));
    expect(bag.after(change({ lines: [{ sku: "mug", quantity: 0, variant: null }] })).quantities).toEqual({ cup: 4 });
  });

  test.each([0, -1, 1.5, Number.NaN, QUANTITY_MAX + 1])("%s cannot be added", (quantity) => {
    expect(aCart().try(addMug(quantity))).toEqual({ code: "quantity_range", sku: "mug", max: QUANTITY_MAX });
  });

  test("the sum is bounded too", () => {
    const bag = aCart().after(addMug(QUANTITY_MAX));
    expect(bag.try(addMug(1))).toMatchObject({ code: "quantity_range" });
  });

  test("a SKU that is not for sale is named, and nothing of that change happens", () => {
    const bag = aCart().after(addMug(1));
    const twoChanges = change({ lines: [wanted("mug", 9), { sku: "ghost", quantity: 1, variant: null }] });
    expect(bag.try(twoChanges)).toEqual({ code: "unknown_sku", sku: "ghost" });
    expect(bag.quantities).toEqual({ mug: 1 });
  });

  test("fault 71: there are at most a hundred, counted when the whole change is done", () => {
    const full = Array.from({ length: CART_LINES_MAX }, (_, index) => wanted(`sku${index}`, 1));
    const bag = aCart().after(change({ lines: full }));
    expect(bag.try(addMug(1))).toEqual({ code: "too_many_lines", max: CART_LINES_MAX });
    const swap = change({ lines: [wanted("mug", 1), { sku: "sku0", quantity: 0, variant: null }] });
    expect(bag.try(swap)).toEqual(["LineSet", "LineRemoved"]);
  });

  test("more goods than an amount of money can hold are refused with how many would fit", () => {
    const gold = wanted("gold", 300, 1_000_000_000);
    expect(aCart().try(change({ lines: [gold] }))).toEqual({ code: "quantity_range", sku: "gold", max: 250 });
  });

  test("a coupon is refused, whatever it says", () => {
    expect(aCart().try(change({ coupons: ["SPRING"] }))).toEqual({ code: "coupon_invalid" });
    expect(aCart().try(change({ coupons: [], lines: [wanted("mug", 1)] }))).toEqual(["CartOpened", "LineSet"]);
  });

  test("a change that was made for another version is refused", () => {
    const bag = aCart().after(addMug(1));
    expect(bag.try(change({ ifVersion: 1, lines: [wanted("mug", 2)] }))).toEqual({ code: "version" });
    expect(bag.try(change({ ifVersion: 2, lines: [wanted("mug", 2)] }))).toEqual(["LineSet"]);
    expect(bag.try(addMug(1, 2))).toEqual({ code: "version" });
    expect(bag.try(addMug(1, 3))).toEqual(["LineSet"]);
  });

  test("a cart on its way to an order says which", () => {
    const bag = aFullCart().after(handOver("key-1"));
    expect(bag.try(addMug(1))).toEqual({ code: "cart_closed", orderId: orderOf(1) });
    expect(bag.after({ type: "Close", orderId: orderOf(1) }).try(change({ email: true }))).toEqual({
      code: "cart_closed",
      orderId: orderOf(1),
    });
  });
});

describe("where it goes", () => {
  test("an address brings the cheapest way there with it, in one commit", () => {
    const bag = aCart();
    expect(bag.try(toBerlin)).toEqual(["CartOpened", "AddressSet"]);
    expect(bag.state).toMatchObject({ destination: berlin, shipping: post });
  });

  test("a way chosen before stays chosen where it is offered too, at the price it has there", () => {
    const bag = aCart().after({ ...toBerlin, shippingOption: "courier" });
    const dearer = { ...courier, priceMinor: 1_500 };
    bag.after(change({ destination: paris, offered: { destination: paris, options: [post, dearer] } }));
    expect(bag.state.shipping).toEqual(dearer);
    bag.after(change({ destination: berlin, offered: { destination: berlin, options: [post] } }));
    expect(bag.state.shipping).toEqual(post);
  });

  test("a way that is not offered, an address nobody ships to, and no address at all are told apart", () => {
    const bag = aCart().after(toBerlin);
    const offered = { destination: berlin, options: [post] };
    expect(bag.try(change({ shippingOption: "drone", offered }))).toEqual({ code: "unknown_shipping_option" });
    const nowhere = change({ destination: paris, offered: { destination: paris, options: [] } });
    expect(bag.try(nowhere)).toEqual({ code: "not_shippable" });
    expect(aCart().try(change({ shippingOption: "post" }))).toEqual({ code: "address_required" });
  });

  test("ways that were asked for another address are not taken", () => {
    const bag = aCart().after(toBerlin);
    const offered = { destination: paris, options: [post] };
    expect(bag.try(change({ shippingOption: "post", offered }))).toMatchObject({ code: "stale" });
  });
});

describe("what is shown", () => {
  const reprice = {
    type: "Reprice",
    variants: [],
    offered: null,
    rulesVersion: 1,
    lapsed: false,
    quoteId: null,
  } as const;

  test("is not noted again while it is the same", () => {
    const offered = { destination: berlin, options: [post, courier] };
    expect(aFullCart().try({ ...reprice, variants: [variant("mug")], offered })).toEqual([]);
    expect(aCart().try({ ...reprice, rulesVersion: 7 })).toEqual([]);
  });

  test.each([
    ["the catalogue", { variants: [variant("mug", 1_100)] }],
    ["shipping", { offered: { destination: berlin, options: [{ ...post, priceMinor: 500 }] } }],
    ["the rules", { rulesVersion: 2 }],
    ["a promotion that ended", { lapsed: true }],
  ])("is noted when %s has moved it", (_, moved) => {
    const bag = aFullCart();
    expect(bag.try({ ...reprice, ...moved }, { at: NOON + 5 })).toEqual(["Repriced"]);
    expect(bag.state.shownAt).toBe(NOON + 5);
  });

  test("keeps quantities, and falls back to the cheapest way when the chosen one is gone", () => {
    const offered = { destination: berlin, options: [courier] };
    const bag = aFullCart().after({ ...reprice, variants: [variant("mug", 900)], offered });
    expect(bag.state).toMatchObject({ lines: [{ sku: "mug", quantity: 2, unitPriceMinor: 900 }], shipping: courier });
  });

  test("of a cart that is on its way stays what it was", () => {
    const bag = aFullCart().after(handOver("key-1"));
    expect(bag.try({ ...reprice, variants: [variant("mug", 5)] })).toEqual([]);
  });

  test("a change notes the rules its answer is reckoned with", () => {
    const bag = aFullCart().after(change({ lines: [wanted("mug", 3)], rulesVersion: 4 }));
    expect(bag.state.rulesVersion).toBe(4);
  });
});
