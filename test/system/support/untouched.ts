import { expect, vi } from "vitest";
import type { CartView } from "../../../domain/cart/types.ts";
import type { Opened, Placed } from "./buying.ts";
import type { Shop } from "./shop.ts";

const SETTLED_MS = 15_000;

/** A cart with goods in it and an order that stands: what bad requests are thrown at. */
export type Target = {
  cart: Opened;
  order: Placed;
  /** All that is stored of both, as their owner sees it. */
  state(): Promise<unknown>;
};

export async function targetIn(shop: Shop): Promise<Target> {
  const cart = await shop.guestCart();
  const order = await shop.buy();
  const state = async () => {
    const { body } = await shop.ask<CartView>("GET", `/carts/${cart.id}`, { cart: cart.token });
    return { cart: body, order: await shop.orderNow(order) };
  };
  // Paid and on its way: from here on the order changes only when somebody asks.
  const isSettled = async () =>
    expect(await shop.orderNow(order)).toMatchObject({ paid: true, shipment: { status: "arranged" } });
  await vi.waitFor(isSettled, { timeout: SETTLED_MS, interval: 100 });
  return { cart, order, state };
}
