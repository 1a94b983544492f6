import type { OrderRefusal, PlacedOrder } from "../../contracts/orders.ts";
import { present } from "../../domain/kernel/assert.ts";
import type { OrderId, PaymentId, UserId } from "../../domain/kernel/ids.ts";
import { err, ok, type Result } from "../../domain/kernel/result.ts";
import type { Order } from "../../domain/orders/state.ts";
import type { OrderView } from "../../domain/orders/types.ts";
import { isAnswerable, orderView } from "../../domain/orders/view.ts";
import { idsOf } from "../kernel/ids.ts";
import type { Env } from "./env.ts";

/** An order's payments have ids made of the order's own: `pay_<attempt>_…`. */
export function paymentIdOf(env: { ID_KEYS: string }): (orderId: OrderId, attempt: number) => PaymentId {
  return (orderId, attempt) => idsOf(env).sibling("pay", orderId, String(attempt));
}

export function viewOf(env: Env, found: { state: Order; version: number }): OrderView {
  return orderView(found.state, found.version, paymentIdOf(env));
}

/** What whoever placed the order is told of it. */
export function answerOf(
  env: Env,
  customerId: UserId | null,
  found: { state: Order; version: number },
): Result<PlacedOrder, OrderRefusal> {
  const { state } = found;
  const terms = present(state.terms, "a placed order");
  const last = state.attempts.at(-1);
  if (state.status === "cancelled" && !state.confirmed) {
    if (last?.status === "declined")
      return err({ code: "payment_declined", declineCode: last.declineCode, orderId: terms.orderId });
  }
  const waiting = !isAnswerable(state) || state.attempts.some((attempt) => attempt.status === "waiting");
  const token = customerId === null ? { token: idsOf(env).token(terms.orderId) } : {};
  return ok({
    state: waiting && state.status === "pending" ? "waiting" : "settled",
    order: { ...viewOf(env, found), ...token },
  });
}
