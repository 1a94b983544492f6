import { assert, present } from "../kernel/assert.ts";
import type { OrderEvent } from "./events.ts";
import { evolve } from "./evolve.ts";
import { capturedMinor, isOpen, type Order, refundedMinor } from "./state.ts";

/** More than this would be a rule that feeds itself. */
const CONSEQUENCES_MAX = 8;

/** One turn of an order: facts are added, then everything that follows from them, so that they are one commit. */
export class Turn {
  #order: Order;
  readonly #at: number;
  readonly #events: OrderEvent[] = [];

  constructor(order: Order, at: number) {
    this.#order = order;
    this.#at = at;
  }

  get order(): Order {
    return this.#order;
  }

  add(event: OrderEvent): this {
    this.#order = evolve(this.#order, event);
    this.#events.push(event);
    return this;
  }

  /** Adds what follows, and answers the turn's events. */
  finish(): OrderEvent[] {
    for (let round = 0; ; round++) {
      const event = consequence(this.#order, this.#at);
      if (event === null) return this.#events;
      assert(round < CONSEQUENCES_MAX, "consequences end");
      this.add(event);
    }
  }
}

function consequence(order: Order, at: number): OrderEvent | null {
  if (order.status === "pending") return ofPending(order, at);
  if (order.status === "cancelled") return ofCancelled(order, at);
  return null;
}

function ofPending(order: Order, at: number): OrderEvent | null {
  const open = order.attempts.some(isOpen);
  if (order.cancel !== null) return open ? null : { type: "OrderCancelled", at, reason: order.cancel.reason };
  const authorised = order.attempts.some((attempt) => attempt.status === "authorised");
  // The pivot, only while the goods are held; else the holds are renewed first.
  if (authorised) return at < order.holds.until ? { type: "OrderConfirmed", at } : null;
  const last = order.attempts.at(-1);
  if (!order.endsOnDecline || last === undefined || open) return null;
  return { type: "OrderCancelled", at, reason: last.status === "declined" ? "payment_declined" : "payment_failed" };
}

/** Money that came in spite of the cancellation goes back, under one refund id however often this is asked. */
function ofCancelled(order: Order, at: number): OrderEvent | null {
  const left = capturedMinor(order) - refundedMinor(order);
  const source = order.attempts.find((attempt) => attempt.capturedMinor > 0);
  if (left <= 0 || order.cancel === null || source === undefined) return null;
  const { reason } = order.cancel;
  const refundId = present(order.terms, "terms").cancelRefundId;
  if (order.refunds.some((refund) => refund.id === refundId)) return null;
  return { type: "RefundAsked", at, refundId, attempt: source.n, amountMinor: left, reason, keyTurn: 1 };
}
