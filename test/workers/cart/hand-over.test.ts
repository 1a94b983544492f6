import { runDurableObjectAlarm } from "cloudflare:test";
import { beforeEach, describe, expect, test } from "vitest";
import type { CartApi } from "../../../contracts/cart.ts";
import { TAKE_BACK_MS } from "../../../domain/cart/types.ts";
import {
  customer,
  done,
  evict,
  freshShop,
  guest,
  guestCart,
  ids,
  meta,
  objectOf,
  orders,
  pass,
  quantities,
  settings,
  toBerlin,
} from "./people.ts";

beforeEach(freshShop);

describe.each(settings)("a cart on its way to an order ($homes homes)", ({ homes, cart }) => {
  const statusOf = async ({ id, caller }: Guest) => done(await cart.view(caller, id)).status;
  const handOver = async ({ id, caller }: Guest, key: string) => done(await cart.handOver(caller, id, meta(key), {}));
  const timeIsUp = async ({ id }: Guest) => {
    pass(TAKE_BACK_MS);
    await runDurableObjectAlarm(objectOf(homes, id));
  };
  type Guest = Awaited<ReturnType<typeof guestCart>>;

  test("carries what the shopper saw, and who they are", async () => {
    const bag = await guestCart(cart);
    expect(await handOver(bag, "key-1")).toEqual({
      orderId: ids.derive("ord", [bag.id, "1"]),
      turn: "first",
      cartId: bag.id,
      customerId: null,
      currency: "EUR",
      lines: [expect.objectContaining({ sku: "mug", quantity: 2, unitPriceMinor: 1_000 })],
      shipping: { id: "post", title: "Post", priceMinor: 400 },
      rulesVersion: 1,
      shownAt: Date.now(),
      contact: { email: "ann@kiosk.example", shippingAddress: toBerlin.shippingAddress },
    });
  });

  test("fault 44: is the same order for two tabs that press Pay at once", async () => {
    const bag = await guestCart(cart);
    const both = await Promise.all([handOver(bag, "key-1"), handOver(bag, "key-2")]);
    expect(both.map(({ turn }) => turn).toSorted()).toEqual(["first", "other_key"]);
    expect(new Set(both.map(({ orderId }) => orderId)).size).toBe(1);
  });

  test("is the same order for the same key at once, and for no other body", async () => {
    const bag = await guestCart(cart);
    const both = await Promise.all([handOver(bag, "key-1"), handOver(bag, "key-1")]);
    expect(both.map(({ turn }) => turn).toSorted()).toEqual(["first", "same_key"]);
    const other = await cart.handOver(bag.caller, bag.id, meta("key-1", "other body"), {});
    expect(other).toEqual({ ok: false, error: { code: "idempotency_mismatch" } });
  });

  test("fault 55: changes no more, and says which order it is", async () => {
    const bag = await guestCart(cart);
    const { orderId } = await handOver(bag, "key-1");
    const closed = { ok: false, error: { code: "cart_closed", orderId } };
    expect(await cart.addLine(bag.caller, bag.id, meta(), { sku: "cup", quantity: 1 })).toEqual(closed);
    await cart.close(orders, bag.id, orderId);
    expect(await cart.change(bag.caller, bag.id, meta(), { email: "b@kiosk.example" })).toEqual(closed);
    expect(done(await cart.view(bag.caller, bag.id))).toMatchObject({ status: "ordered", orderId });
  });

  test("takes itself back when no order says that it exists, and stays the same order", async () => {
    const bag = await guestCart(cart);
    const { orderId } = await handOver(bag, "key-1");
    await evict(homes, bag.id);
    await timeIsUp(bag);
    expect(await statusOf(bag)).toBe("open");
    await cart.addLine(bag.caller, bag.id, meta(), { sku: "cup", quantity: 1 });
    const again = await handOver(bag, "key-2");
    expect(again).toMatchObject({ turn: "other_key", orderId });
    expect(again.lines.map(({ sku }) => sku)).toEqual(["mug", "cup"]);
    expect(await handOver(bag, "key-1")).toMatchObject({ turn: "same_key", orderId });
  });

  test("stays closed once the order said that it exists, in time or late", async () => {
    const inTime = await guestCart(cart);
    await cart.close(orders, inTime.id, (await handOver(inTime, "key-1")).orderId);
    await timeIsUp(inTime);
    expect(await statusOf(inTime)).toBe("ordered");
    const late = await guestCart(cart);
    const { orderId } = await handOver(late, "key-1");
    await timeIsUp(late);
    await cart.close(orders, late.id, orderId);
    await cart.close(orders, late.id, orderId);
    expect(await statusOf(late)).toBe("ordered");
    expect(await handOver(late, "key-3")).toMatchObject({ turn: "other_key", orderId });
  });

  test("given back is whole, and a new order next time", async () => {
    const bag = await guestCart(cart);
    const { orderId } = await handOver(bag, "key-1");
    await cart.close(orders, bag.id, orderId);
    await cart.giveBack(orders, bag.id, orderId, false);
    await cart.giveBack(orders, bag.id, orderId, false);
    expect(quantities(done(await cart.view(bag.caller, bag.id)))).toEqual({ mug: 2 });
    expect(await handOver(bag, "key-1")).toMatchObject({ turn: "same_key", orderId });
    expect(await statusOf(bag)).toBe("open");
    const second = await handOver(bag, "key-2");
    expect(second).toMatchObject({ turn: "first", orderId: ids.derive("ord", [bag.id, "2"]) });
    expect(await handOver(bag, "key-1")).toMatchObject({ turn: "same_key", orderId });
  });

  test("given back by a request that was refused forgets its key, not the order another tab may be making", async () => {
    const bag = await guestCart(cart);
    const { orderId } = await handOver(bag, "key-1");
    await cart.giveBack(orders, bag.id, orderId, true);
    expect(await statusOf(bag)).toBe("open");
    expect(await handOver(bag, "key-1")).toMatchObject({ turn: "other_key", orderId });
    await cart.close(orders, bag.id, orderId);
    await cart.giveBack(orders, bag.id, orderId, true);
    expect(await statusOf(bag)).toBe("ordered");
  });

  test("is refused while something is missing", async () => {
    const refusal = async (change: Parameters<CartApi["change"]>[3]) => {
      const { id, caller } = await guestCart(cart, change);
      const answer = await cart.handOver(caller, id, meta(), {});
      return answer.ok ? "accepted" : answer.error.code;
    };
    expect(await refusal({ email: "ann@kiosk.example" })).toBe("cart_empty");
    expect(await refusal({ lines: [{ sku: "mug", quantity: 1 }] })).toBe("email_required");
    expect(await refusal({ lines: [{ sku: "mug", quantity: 1 }], email: "ann@kiosk.example" })).toBe(
      "address_required",
    );
  });

  test("of a customer who carries a guest's token is the customer's order", async () => {
    const { id, token } = await guestCart(cart);
    const ann = customer(undefined, token);
    expect(done(await cart.handOver(ann, id, meta(), {})).customerId).toBe(ann.userId);
    expect(await cart.view(guest(token), id)).toMatchObject({ ok: true });
  });
});
