import type { Caller } from "../../contracts/caller.ts";
import type { OrderId } from "../../domain/kernel/ids.ts";
import type { Order } from "../../domain/orders/state.ts";
import { isUser, may } from "../kernel/access.ts";
import { idsOf } from "../kernel/ids.ts";

/** Whose order is it? A customer's is theirs alone; a guest's opens with its token; staff may read all. */
export function maySee(env: { ID_KEYS: string }, caller: Caller, orderId: OrderId, order: Order): boolean {
  if (order.terms === null) return false;
  if (may(caller, "orders:read") || isUser(caller, order.terms.customerId)) return true;
  return order.terms.customerId === null && caller.kind !== "system" && idsOf(env).opens(caller.tokens.order, orderId);
}

/** Who may change it as its shopper: the same, and staff that may write. */
export function mayChange(env: { ID_KEYS: string }, caller: Caller, orderId: OrderId, order: Order): boolean {
  if (may(caller, "orders:read") && !isUser(caller, order.terms?.customerId ?? null))
    return may(caller, "orders:write");
  return maySee(env, caller, orderId, order);
}
