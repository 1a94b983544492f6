import type { CartId, OrderId, RefundId } from "../../../domain/kernel/ids.ts";
import { HOLD_AFTER_WAIT_MS, HOLD_DIRECT_MS, WAIT_MS } from "../../../domain/orders/state.ts";
import type { OrderTerms } from "../../../domain/orders/types.ts";
import { scarceLines } from "../../../durable-objects/effects/holds.ts";
import type { SimulatedShop } from "./shop.ts";

/** What somebody wants: in a cart, or at once under an id of its own. */
export type Wanted = { cartId: CartId | null; nowId: OrderId; terms: Omit<OrderTerms, "orderId" | "cancelRefundId"> };
type Request = Wanted & { orderId: OrderId; payment: { method: string } | null; placed: (id: OrderId) => void };

/** Longer than a cart waits before it takes itself back. */
const DAWDLES_MS = 200_000;

/** One request to buy, step by step as the orders Worker takes it. No object drives it: it may die or dawdle between any two. */
export function ask(shop: SimulatedShop, wanted: Wanted, key: string, more: Pick<Request, "payment" | "placed">): void {
  const handed = wanted.cartId === null ? null : shop.carts.handOver(wanted.cartId, key);
  if (wanted.cartId !== null && handed === null) return;
  const orderId = handed?.orderId ?? wanted.nowId;
  if (handed?.turn !== "first" && shop.orders.has(orderId)) {
    shop.drive(orderId);
    return;
  }
  const request: Request = { ...wanted, ...more, orderId };
  soon(shop, `${orderId} ${key} priced`, () => {
    // What it costs is no longer what was shown, as this request sees it.
    if (shop.random.chance(0.1)) refused(shop, request);
    else soon(shop, `${orderId} ${key} holds`, () => hold(shop, request, key));
  });
}

async function hold(shop: SimulatedShop, request: Request, key: string): Promise<void> {
  const { orderId, terms, payment, placed } = request;
  const at = shop.scheduler.now;
  const holdsUntil = at + (payment ? HOLD_DIRECT_MS : WAIT_MS + HOLD_AFTER_WAIT_MS);
  try {
    const held = await shop.inventory.hold(null, orderId, scarceLines(terms), holdsUntil);
    if (!held.ok) return refused(shop, request);
  } catch {
    return refused(shop, request); // Nobody knows what is held: it lapses, or the next try finds it.
  }
  soon(shop, `${orderId} ${key} places`, () => {
    const whole = { ...terms, orderId, cancelRefundId: `ref_cancel_${orderId}` as RefundId };
    shop.handle(orderId, { type: "Place", at: shop.scheduler.now, terms: whole, holdsUntil, payment });
    shop.drive(orderId);
    placed(orderId);
  });
}

function refused(shop: SimulatedShop, { cartId, orderId }: Request): void {
  if (cartId !== null) void shop.carts.giveBack(null, cartId, orderId, true);
}

function soon({ faults, random, scheduler }: SimulatedShop, label: string, run: () => void | Promise<void>): void {
  if (faults.strikes("request_dies")) return;
  scheduler.after(random.between(1, faults.strikes("request_dawdles") ? DAWDLES_MS : 300), label, run);
}
