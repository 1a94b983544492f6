import { present, unreachable } from "../kernel/assert.ts";
import type { Decider } from "../kernel/decider.ts";
import { money } from "../kernel/money.ts";
import { err, ok, type Result } from "../kernel/result.ts";
import type { OrderCommand, OrderFailure } from "./commands.ts";
import type { OrderEvent } from "./events.ts";
import { evolve } from "./evolve.ts";
import { factsOf } from "./facts.ts";
import { worthOf } from "./refund.ts";
import {
  ATTEMPTS_MAX,
  capturedMinor,
  initialOrder,
  isOpen,
  type Order,
  REFUNDS_MAX,
  REPAY_MS,
  refundedMinor,
  WAIT_MS,
} from "./state.ts";
import { Turn } from "./turn.ts";

type Decision = Result<OrderEvent[], OrderFailure>;

/** The order: what may happen to it, and what follows from what did. */
export const order: Decider<Order, OrderCommand, OrderEvent, OrderFailure> = { initial: initialOrder, decide, evolve };

function decide(state: Order, command: OrderCommand): Decision {
  if (command.type === "Place") return place(state, command);
  if (state.terms === null) return err({ code: "not_found" });
  switch (command.type) {
    case "Pay":
      return pay(state, command);
    case "Cancel":
      return cancel(state, command);
    case "Refund":
      return refund(state, command);
    case "SetStatus":
      return setStatus(state, command);
    case "RecordShipment":
      return ok(shipmentFacts(state, command));
    case "Settle": {
      const turn = new Turn(state, command.at);
      for (const outcome of command.outcomes)
        for (const fact of factsOf(turn.order, outcome, command.at)) turn.add(fact);
      return ok(turn.finish());
    }
    default:
      return unreachable(command);
  }
}

function place(state: Order, command: OrderCommand & { type: "Place" }): Decision {
  // The id names the cart's attempt: whoever comes second finds the order made, and gets that one.
  if (state.terms !== null) return ok([]);
  const { at, terms, holdsUntil, payment } = command;
  const turn = new Turn(state, at);
  turn.add({ type: "OrderPlaced", at, terms, holdsUntil, payUntil: at + WAIT_MS, endsOnDecline: payment !== null });
  if (terms.totalMinor === 0) turn.add({ type: "OrderConfirmed", at }).add({ type: "PaymentNotNeeded", at });
  else if (payment) turn.add({ type: "AuthorisationAsked", at, attempt: 1, method: payment.method, keyTurn: 1 });
  return ok(turn.finish());
}

function pay(state: Order, command: OrderCommand & { type: "Pay" }): Decision {
  const { at, method } = command;
  const waits = state.status === "pending" && state.cancel === null && at < state.payUntil && !state.endsOnDecline;
  const unpaid =
    state.status === "confirmed" && state.captureRefusedAt !== null && at < state.captureRefusedAt + REPAY_MS;
  const taken = state.attempts.some(isOpen) || capturedMinor(state) > 0;
  if (!(waits || unpaid) || taken || state.attempts.length >= ATTEMPTS_MAX) return err({ code: "order_not_payable" });
  return ok([{ type: "AuthorisationAsked", at, attempt: state.attempts.length + 1, method, keyTurn: 1 }]);
}

function cancel(state: Order, command: OrderCommand & { type: "Cancel" }): Decision {
  const { at, reason } = command;
  if (state.status === "cancelled" || state.cancel !== null) return ok([]);
  if (state.status !== "pending" && state.status !== "confirmed") {
    return err({ code: "order_not_cancellable", status: state.status });
  }
  const turn = new Turn(state, at).add({ type: "CancelRequested", at, reason });
  // A confirmed order stops at once, so that nothing is sent; the money follows. A pending one first hears the provider's no.
  if (state.status === "confirmed") turn.add({ type: "OrderCancelled", at, reason });
  return ok(turn.finish());
}

function refund(state: Order, command: OrderCommand & { type: "Refund" }): Decision {
  const { at, refundId, reason } = command;
  const terms = present(state.terms, "an order's terms");
  if (command.amount && command.amount.currency !== terms.currency) return err({ code: "currency" });
  const left = capturedMinor(state) - refundedMinor(state);
  const worth = command.lines ? worthOf(terms, command.lines) : ok(left);
  if (!worth.ok) return worth;
  const amountMinor = command.amount?.minor ?? worth.value;
  const source = state.attempts.find((attempt) => attempt.capturedMinor > 0);
  if (!source || amountMinor <= 0 || amountMinor > left || state.refunds.length >= REFUNDS_MAX) {
    return err({ code: "refund_exceeds_captured", refundable: money(Math.max(left, 0), terms.currency) });
  }
  return ok([{ type: "RefundAsked", at, refundId, attempt: source.n, amountMinor, reason, keyTurn: 1 }]);
}

function setStatus(state: Order, command: OrderCommand & { type: "SetStatus" }): Decision {
  if (state.status === command.status) return ok([]);
  const from = command.status === "fulfilled" ? "confirmed" : "fulfilled";
  if (state.status !== from) return err({ code: "status_conflict", status: state.status });
  return ok([{ type: command.status === "fulfilled" ? "OrderFulfilled" : "OrderDelivered", at: command.at }]);
}

function shipmentFacts(state: Order, command: OrderCommand & { type: "RecordShipment" }): OrderEvent[] {
  const { at, shipmentId, outcome, reason } = command;
  if (state.shipment?.id === shipmentId && state.shipment.status === outcome) return [];
  if (outcome === "arranged") return [{ type: "ShipmentArranged", at, shipmentId }];
  return [{ type: "ShipmentRefused", at, shipmentId, reason }];
}
