import type { CommandMeta } from "../../contracts/caller.ts";
import type { OrderRefusal, PaymentRequest, PlacedOrder } from "../../contracts/orders.ts";
import type { OrderId } from "../../domain/kernel/ids.ts";
import { ok, type Result } from "../../domain/kernel/result.ts";
import { HOLD_AFTER_WAIT_MS, HOLD_DIRECT_MS, WAIT_MS } from "../../domain/orders/state.ts";
import type { OrderTerms } from "../../domain/orders/types.ts";
import { scarceLines } from "../../durable-objects/effects/holds.ts";
import type { OrderContact } from "../../durable-objects/order/contacts.ts";
import type { Placement } from "../../durable-objects/order.ts";
import { answerOf } from "./answer.ts";
import { type Env, homeOf, ORDERS_CALLER } from "./env.ts";

export type Placing = Promise<Result<PlacedOrder, OrderRefusal>>;

/** Holds everything that can run out under the order's id. Refused: no order, no event. */
export async function hold(
  env: Env,
  sale: { terms: OrderTerms; contact: OrderContact; at: number },
  payment: PaymentRequest | undefined,
): Promise<Result<Placement, OrderRefusal>> {
  const { terms, contact, at } = sale;
  const holdsUntil = at + (payment ? HOLD_DIRECT_MS : WAIT_MS + HOLD_AFTER_WAIT_MS);
  const scarce = scarceLines(terms);
  if (scarce.length > 0) {
    const held = await env.INVENTORY.hold(ORDERS_CALLER, terms.orderId, scarce, holdsUntil);
    if (!held.ok) return held;
  }
  return ok({ terms, holdsUntil, contact, payment: payment ? { method: payment.method } : null });
}

/** Makes the order of what is held. */
export async function place(env: Env, meta: CommandMeta, placement: Placement): Placing {
  const { orderId, customerId } = placement.terms;
  const placed = await homeOf(env, orderId).place(orderId, meta, placement);
  return placed.ok ? answerOf(env, customerId, placed.value) : placed;
}

/** The order that this very request, or another of the same cart, has made already; null when there is none yet. */
export async function existing(env: Env, orderId: OrderId, meta: CommandMeta): Promise<Awaited<Placing> | null> {
  const made = await homeOf(env, orderId).made(orderId, meta);
  if (made === null) return null;
  return made.ok ? answerOf(env, made.value.state.terms?.customerId ?? null, made.value) : made;
}
