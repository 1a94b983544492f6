import type { Caller } from "../../contracts/caller.ts";
import type { OrderId } from "../../domain/kernel/ids.ts";
import { err, ok, type Result } from "../../domain/kernel/result.ts";
import type { Order } from "../../domain/orders/state.ts";
import { isUser, may } from "../kernel/access.ts";
import { idsOf } from "../kernel/ids.ts";
import { type Env, homeOf } from "./env.ts";

/** An order as its object has it now. */
export type Found = { state: Order; version: number };

/** The order, for whoever may see it; to a stranger there is none. */
export async function seen(env: Env, caller: Caller, orderId: OrderId): Promise<Result<Found, { code: "not_found" }>> {
  const found = await homeOf(env, orderId).read(orderId);
  return maySee(env, caller, orderId, found.state) ? ok(found) : err({ code: "not_found" });
}

/** The order, for whoever may change it as its shopper: who may see it, but of the staff only those that may write. */
export async function changeable(
  env: Env,
  caller: Caller,
  orderId: OrderId,
): Promise<Result<Found, { code: "not_found" } | { code: "forbidden" }>> {
  const found = await seen(env, caller, orderId);
  if (!found.ok) return found;
  const asStaff = may(caller, "orders:read") && !isUser(caller, found.value.state.terms?.customerId ?? null);
  return asStaff && !may(caller, "orders:write") ? err({ code: "forbidden" }) : found;
}

/** Whose order is it? A customer's is theirs alone; a guest's opens with its token; staff may read all. */
function maySee(env: { ID_KEYS: string }, caller: Caller, orderId: OrderId, order: Order): boolean {
  if (order.terms === null) return false;
  if (may(caller, "orders:read") || isUser(caller, order.terms.customerId)) return true;
  return order.terms.customerId === null && caller.kind !== "system" && idsOf(env).opens(caller.tokens.order, orderId);
}
