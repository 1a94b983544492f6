import { expect, test } from "vitest";
import type { PlaceOrder } from "../../../contracts/orders.ts";
import type { CartId, OrderId, UserId } from "../../../domain/kernel/ids.ts";
import { Ids } from "../../../workers/kernel/ids.ts";
import { bindings, guest, meta, onShelf, orders, stocked } from "./shopper.ts";
import { world } from "./worker.ts";

const ids = new Ids(bindings.ID_KEYS);

/** A cart with one of a SKU, and what it takes to buy it. */
function cartWith(sku: string): { request: PlaceOrder; orderId: OrderId } {
  const cartId: CartId = ids.mint("cart", "usd");
  world.bags.set(cartId, sku);
  const payment = { provider: "stripe", method: "pm_card_visa" } as const;
  return { request: { cartId, payment }, orderId: ids.derive("ord", [cartId, "1"]) };
}

test("a fault while the goods are held opens the cart at once; the same request again makes the order", async () => {
  const sku = stocked(1);
  const [{ request, orderId }, key] = [cartWith(sku), meta()];
  world.lost.set("hold", 1);
  expect(await orders.place(guest, key, request).catch(String)).toContain("connection lost");
  expect(world.carts).toContain(`given back ${orderId}`);
  expect(await orders.place(guest, key, request)).toMatchObject({ ok: true, value: { order: { id: orderId } } });
  expect(onShelf(sku).onHand - onShelf(sku).held).toBe(0);
});

test("what is sold out gives the cart back and makes no order", async () => {
  const { request, orderId } = cartWith(stocked(0));
  expect(await orders.place(guest, meta(), request)).toMatchObject({ error: { code: "out_of_stock" } });
  expect(world.carts).toContain(`given back ${orderId}`);
});

test("a customer's key of another cart gets no answer of this one's order", async () => {
  const ann = ids.mint("usr") as UserId;
  const caller = { kind: "customer", userId: ann, tokens: {} } as const;
  world.customerId = ann;
  const [first, second] = [cartWith(stocked(1)), cartWith(stocked(1))];
  await orders.place(caller, meta("hers", "first body"), first.request);
  expect(await orders.place(caller, meta("other", "second body"), second.request)).toMatchObject({ ok: true });
  expect(await orders.place(caller, meta("hers", "second body"), second.request)).toEqual({
    ok: false,
    error: { code: "idempotency_mismatch" },
  });
  world.customerId = null;
});
