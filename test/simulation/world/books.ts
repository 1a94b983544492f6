import type { OrderId, Sku } from "../../../domain/kernel/ids.ts";
import { isOpen, refundedMinor } from "../../../domain/orders/state.ts";
import { projected } from "./log.ts";
import type { SimulatedShop } from "./shop.ts";
import type { Promises } from "./shoppers.ts";

/** A book that does not balance: the invariant of the reliability page and what was found. */
export type Broken = { invariant: string; detail: string };

/** What must hold at every instant. */
export function brokenNow(shop: SimulatedShop): Broken | null {
  for (const [sku, { shelves, holds }] of shop.inventory.states) {
    const held = shelves.reduce((sum, shelf) => sum + shelf.held, 0);
    const onHand = shelves.reduce((sum, shelf) => sum + shelf.onHand, 0);
    if (onHand < held || held < 0) return { invariant: "I1", detail: `${sku}: on hand ${onHand}, held ${held}` };
    for (const [id, hold] of Object.entries(holds)) {
      const released = shop.state(id as OrderId).holds.status === "released";
      if (released && hold.until > shop.scheduler.now)
        return { invariant: "I6", detail: `${sku} is held for ${id}, which is over` };
    }
  }
  const soldCarts = new Map<string, string>();
  for (const id of shop.orders.keys()) {
    const order = shop.state(id);
    const cartId = order.terms?.cartId ?? null;
    if (cartId !== null && (order.confirmed || order.status !== "cancelled")) {
      const other = soldCarts.get(cartId);
      if (other) return { invariant: "I4", detail: `${cartId} is ${other} and ${id}` };
      soldCarts.set(cartId, id);
    }
    const mine = shop.provider.intents.filter((intent) => intent.orderId === id);
    const captured = mine.reduce((sum, intent) => sum + intent.capturedMinor, 0);
    if (mine.filter((intent) => intent.status === "captured").length > 1)
      return { invariant: "I3", detail: `${id} was captured twice` };
    if (captured > (order.terms?.totalMinor ?? 0)) return { invariant: "I3", detail: `${id} paid more than its total` };
    const open = mine.find((intent) => intent.status === "authorised" || intent.status === "requires_action");
    if (order.holds.status === "released" && open)
      return { invariant: "I6", detail: `${id} freed its stock while ${open.ref} is ${open.status}` };
  }
  return null;
}

/** What must hold once faults have stopped and all is quiet. */
export function brokenAtRest(shop: SimulatedShop, promises: Promises): Broken | null {
  for (const id of shop.orders.keys()) {
    const broken = brokenOrder(shop, promises, id);
    if (broken) return broken;
  }
  for (const [cartId, { status }] of shop.carts.states) {
    const sold = [...shop.orders.values()].some(({ state }) => state.terms?.cartId === cartId && state.confirmed);
    if (status !== (sold ? "ordered" : "open")) return { invariant: "I9", detail: `${cartId} is ${status}` };
  }
  for (const [sku, state] of shop.inventory.states) {
    // A hold whose order was never made, because its maker died, lapses by itself.
    const left = Object.keys(state.holds).filter((id) => [...shop.orders.keys()].some((made) => made === id));
    if (left.length > 0) return { invariant: "I6", detail: `${sku} is still held for ${left.join(", ")}` };
    const missing = soldOf(shop, sku) + onHandOf(shop, sku) - (shop.inventory.received.get(sku) ?? 0);
    if (missing !== 0) return { invariant: "I2", detail: `${sku}: sold + on hand differs from received by ${missing}` };
  }
  return null;
}

function brokenOrder(
  shop: SimulatedShop,
  promises: Promises,
  id: Parameters<SimulatedShop["state"]>[0],
): Broken | null {
  const order = shop.state(id);
  const mine = shop.provider.intents.filter((intent) => intent.orderId === id);
  const captured = mine.reduce((sum, intent) => sum + intent.capturedMinor, 0);
  const returned = mine.reduce((sum, intent) => sum + intent.refundedMinor, 0);
  const total = order.terms?.totalMinor ?? 0;
  const broken = (invariant: string, detail: string): Broken => ({
    invariant,
    detail: `${id} (${order.status}): ${detail}`,
  });
  if (order.status === "pending") return broken("I5", "never ends");
  if (order.attempts.some(isOpen)) return broken("I5", "a payment is never settled");
  const dangling = mine.find((intent) => intent.status === "authorised" || intent.status === "requires_action");
  if (dangling) return broken("I6", `${dangling.ref} is left ${dangling.status}`);
  if (returned !== refundedMinor(order)) return broken("I3", `gave back ${returned}, says ${refundedMinor(order)}`);
  if (promises.cancelled.has(id) && order.status !== "cancelled") return broken("I9", "its cancellation was accepted");
  if (order.status === "cancelled" && captured !== returned && !order.attention.includes("refund_failed"))
    return broken("I9", `keeps ${captured - returned} of a cancelled order`);
  if (order.status !== "cancelled" && captured !== total && !order.attention.includes("capture_refused"))
    return broken("I3", `captured ${captured} of ${total}`);
  return brokenList(shop, id);
}

/** The list is what the whole log amounts to, and the log is all that was said. */
function brokenList(shop: SimulatedShop, id: string): Broken | null {
  const stream = `order/${id}`;
  const kept = [...shop.orders.values()].find((each) => each.id === id);
  const events = shop.log.events(stream);
  if (events.length !== kept?.published)
    return { invariant: "I7", detail: `${id}: ${events.length} of ${kept?.published} events reached the log` };
  if ((shop.log.applied.get(stream) ?? 0) !== events.length)
    return { invariant: "I7", detail: `${id}: not all events were applied` };
  const nothing = { status: "none", paid: false, refundedMinor: 0 };
  const rebuilt = JSON.stringify(events.reduce(projected, nothing));
  const live = JSON.stringify(shop.log.list.get(stream) ?? nothing);
  return rebuilt === live ? null : { invariant: "I8", detail: `${id}: rebuilt ${rebuilt}, live ${live}` };
}

function onHandOf(shop: SimulatedShop, sku: Sku): number {
  return shop.inventory.state(sku).shelves.reduce((sum, shelf) => sum + shelf.onHand, 0);
}

/** Goods that have left: ordered by what stands confirmed, less what is owed to it. */
function soldOf(shop: SimulatedShop, sku: Sku): number {
  let sold = 0;
  for (const id of shop.orders.keys()) {
    const order = shop.state(id);
    const line = order.terms?.lines.find((each) => each.sku === sku);
    if (!line?.trackStock || order.holds.status !== "committed") continue;
    const settled = shop.inventory.state(sku).settled[id];
    sold += line.quantity - (settled?.backordered ?? 0);
  }
  return sold;
}
