import type { CartEvent } from "../../../domain/cart/state.ts";
import { TAKE_BACK_MS } from "../../../domain/cart/types.ts";
import { stock } from "../../../domain/inventory/stock.ts";
import type { StockCommand, StockEvent } from "../../../domain/inventory/types.ts";
import { type Decider, fold } from "../../../domain/kernel/decider.ts";
import type { Sku } from "../../../domain/kernel/ids.ts";
import { money } from "../../../domain/kernel/money.ts";
import type { OrderCommand } from "../../../domain/orders/commands.ts";
import { order } from "../../../domain/orders/decide.ts";
import type { OrderEvent } from "../../../domain/orders/events.ts";
import { aFullCart, NOON as BAG_NOON, change, handOver, wanted } from "../../domain/cart/given.ts";
import { MINUTE, NOON, placeToPayLater, placeWithCard, terms, told } from "../../domain/orders/support.ts";
import type { Stored } from "../folded.ts";

/** Histories that no shop can be brought to within minutes: decided by the rules themselves, without a shop. */
export function rare(domain: Stored): unknown[][] {
  return { order: orders, cart: carts, stock: stocks }[domain]();
}

function orders(): OrderEvent[][] {
  const at = NOON + 11 * MINUTE;
  const settle = (...outcomes: Extract<OrderCommand, { type: "Settle" }>["outcomes"]): OrderCommand => ({
    type: "Settle",
    at,
    outcomes,
  });
  const backordered = [{ sku: "MUG" as Sku, quantity: 1 }];
  const captured = told("captured", NOON + 2_000);
  const lost = settle({ type: "unsettled", step: "payment:1", cause: "time-out" });
  const stories = [
    [placeWithCard, told("authorised", at), settle({ type: "holds_renewed", until: at + 10 * MINUTE })],
    [placeWithCard, told("authorised", at), settle({ type: "holds_refused" })],
    [placeWithCard, told("authorised", NOON, { amount: money(1, "USD") })],
    [placeWithCard, told("authorised"), settle({ type: "capture_refused", attempt: 1, code: "expired_card" })],
    [placeWithCard, told("authorised"), captured, settle({ type: "holds_committed", backordered })],
    [
      placeWithCard,
      lost,
      { type: "Cancel", at, reason: "changed my mind" },
      { type: "Settle", at: at + 10 * MINUTE, outcomes: [{ type: "payment_absent", attempt: 1 }] },
    ],
    [{ ...placeToPayLater, terms: { ...terms, totalMinor: 0 } }],
  ];
  return stories.map((commands) => historyOf(order, commands as OrderCommand[]));
}

function carts(): CartEvent[][] {
  const handed = aFullCart()
    .after(handOver("key-1"))
    .after({ type: "TakeBack" }, { at: BAG_NOON + TAKE_BACK_MS });
  const emptied = aFullCart().after(change({ lines: [wanted("mug", 0)] }));
  const reprice = {
    type: "Reprice",
    variants: [],
    offered: null,
    rulesVersion: 2,
    lapsed: false,
    quoteId: null,
  } as const;
  return [handed.events, emptied.events, aFullCart().after(reprice).events];
}

function stocks(): StockEvent[][] {
  const until = NOON + 10 * MINUTE;
  const commands: StockCommand[] = [
    { type: "Adjust", location: "main", change: { onHand: 3 }, reason: "count", at: NOON },
    { type: "Hold", orderId: terms.orderId, quantity: 2, backorder: false, until, at: NOON },
    { type: "Expire", at: until + 1 },
  ];
  return [historyOf(stock, commands)];
}

function historyOf<State, Command, Event, Failure>(
  decider: Decider<State, Command, Event, Failure>,
  commands: Command[],
): Event[] {
  const events: Event[] = [];
  for (const command of commands) {
    const decided = decider.decide(fold(decider, events), command);
    if (!decided.ok) throw new Error(`refused: ${JSON.stringify(decided.error)}`);
    events.push(...decided.value);
  }
  return events;
}
