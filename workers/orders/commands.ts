import type { Caller, CommandMeta } from "../../contracts/caller.ts";
import type { OrderRefusal, RefundRequest } from "../../contracts/orders.ts";
import { present } from "../../domain/kernel/assert.ts";
import type { OrderId, PaymentId } from "../../domain/kernel/ids.ts";
import { err, ok, type Result } from "../../domain/kernel/result.ts";
import type { OrderView, PaymentView, RefundView } from "../../domain/orders/types.ts";
import { paymentView, refundView } from "../../domain/orders/view.ts";
import { may } from "../kernel/access.ts";
import { idsOf } from "../kernel/ids.ts";
import { changeable, type Found } from "./access.ts";
import { paymentIdOf, viewOf } from "./answer.ts";
import { type Env, homeOf } from "./env.ts";

export async function cancel(
  env: Env,
  caller: Caller,
  orderId: OrderId,
  { meta, reason }: { meta: CommandMeta; reason: string },
): Promise<Result<OrderView, OrderRefusal>> {
  const found = await changeable(env, caller, orderId);
  if (!found.ok) return found;
  return shown(env, await homeOf(env, orderId).command(orderId, meta, { type: "Cancel", at: Date.now(), reason }));
}

export async function setStatus(
  env: Env,
  caller: Caller,
  orderId: OrderId,
  { meta, status }: { meta: CommandMeta; status: "fulfilled" | "delivered" },
): Promise<Result<OrderView, OrderRefusal>> {
  if (!may(caller, "orders:write")) return err({ code: "forbidden" });
  return shown(env, await homeOf(env, orderId).command(orderId, meta, { type: "SetStatus", at: Date.now(), status }));
}

/** Tries to pay an order that waits for it. A decline is an answer too: the order still waits, for another card. */
export async function pay(
  env: Env,
  caller: Caller,
  orderId: OrderId,
  { meta, method }: { meta: CommandMeta; method: string },
): Promise<Result<PaymentView, OrderRefusal>> {
  const found = await changeable(env, caller, orderId);
  if (!found.ok) return found;
  const paid = await homeOf(env, orderId).command(orderId, meta, { type: "Pay", at: Date.now(), method });
  if (!paid.ok) return paid;
  const { state } = await homeOf(env, orderId).read(orderId);
  const attempt = present(paid.value.state.attempts.at(-1), "the attempt just made").n;
  const view = present(paymentView(state, attempt, paymentIdOf(env)), "its view");
  if (view.status === "declined") return err({ code: "payment_declined", declineCode: view.declineCode, orderId });
  return ok(view);
}

export async function refund(
  env: Env,
  caller: Caller,
  paymentId: PaymentId,
  { meta, request }: { meta: CommandMeta; request: RefundRequest },
): Promise<Result<RefundView, OrderRefusal>> {
  if (!may(caller, "payments:write")) return err({ code: "forbidden" });
  const ids = idsOf(env);
  const orderId = ids.sibling("ord", paymentId);
  // The key names the refund: the same request is the same refund, at the provider too.
  const refundId = ids.derive("ref", [paymentId, meta.commandId]);
  const { amount = null, lines = null, reason } = request;
  const refunded = await homeOf(env, orderId).command(orderId, meta, {
    type: "Refund",
    at: Date.now(),
    refundId,
    amount,
    lines,
    reason,
  });
  if (!refunded.ok) return refunded;
  const { state } = await homeOf(env, orderId).read(orderId);
  const made = present(
    state.refunds.find((each) => each.id === refundId),
    "the refund just asked for",
  );
  return ok(refundView(made, present(state.terms, "terms").currency));
}

function shown(env: Env, answer: Result<Found, OrderRefusal>): Result<OrderView, OrderRefusal> {
  return answer.ok ? ok(viewOf(env, answer.value)) : answer;
}
