import { unreachable } from "../kernel/assert.ts";
import { type Decider, fold } from "../kernel/decider.ts";
import type { OrderId } from "../kernel/ids.ts";
import { err, ok, type Result } from "../kernel/result.ts";
import { movementsOf } from "./ledger.ts";
import { restockKey, settledBy, upTo } from "./settled.ts";
import { lapsedAt, levelOf, move, take } from "./shelves.ts";
import {
  DEFAULT_LOCATION,
  EXPIRED_MAX,
  HOLDS_MAX,
  type Hold,
  LOCATIONS_MAX,
  ON_HAND_MAX,
  type Part,
  SETTLED_KEPT_MS,
  type StockCommand,
  type StockEvent,
  type StockRefusal,
  type StockState,
} from "./types.ts";

export type { StockCommand, StockEvent, StockRefusal, StockState } from "./types.ts";

type Decided = Result<StockEvent[], StockRefusal>;
type Of<Type extends StockCommand["type"]> = Extract<StockCommand, { type: Type }>;

/** Stock of one SKU over its places: levels, holds by order, and a memory of what is over. */
export const stock: Decider<StockState, StockCommand, StockEvent, StockRefusal> = {
  initial: { shelves: [], holds: {}, settled: {} },
  decide,
  evolve,
};

/** Time decides before the command does: what has lapsed by `at` is free, however late the timer is. */
function decide(state: StockState, command: StockCommand): Decided {
  const lapsed = expired(lapsedAt(state, command.at), command.at);
  const decided = decideNow(fold(stock, lapsed, state), command);
  return decided.ok ? ok([...lapsed, ...decided.value]) : decided;
}

function expired(holds: [string, Hold][], at: number): StockEvent[] {
  const events: StockEvent[] = [];
  for (let from = 0; from < holds.length; from += EXPIRED_MAX) {
    const some = holds.slice(from, from + EXPIRED_MAX);
    const parts = some.map(([orderId, hold]) => ({ orderId: orderId as OrderId, parts: hold.parts }));
    events.push({ type: "HoldsExpired", holds: parts, at });
  }
  return events;
}

function decideNow(state: StockState, command: StockCommand): Decided {
  switch (command.type) {
    case "Hold":
      return hold(state, command);
    case "Commit":
      return ok(commit(state, command));
    case "Release":
      return ok(release(state, command));
    case "LetGo":
      return ok(drop(state, command.orderId, command.at));
    case "Restock":
      return ok(restock(state, command));
    case "Adjust":
      return adjust(state, command);
    case "Expire":
      return ok([]);
    default:
      return unreachable(command);
  }
}

function hold(state: StockState, { orderId, quantity, backorder, until, at }: Of<"Hold">): Decided {
  const settled = state.settled[orderId];
  if (settled?.outcome === "released") return err({ code: "released" });
  if (settled) return ok([]);
  const mine = state.holds[orderId];
  if (mine?.quantity === quantity) {
    return ok(until > mine.until ? [{ type: "HoldRenewed", orderId, until, at }] : []);
  }
  const dropped = drop(state, orderId, at);
  const { shelves, holds } = fold(stock, dropped, state);
  const { parts, missing } = take(shelves, quantity);
  if (missing > 0 && !backorder) return err({ code: "out_of_stock", available: levelOf(shelves).available });
  if (Object.keys(holds).length >= HOLDS_MAX) return err({ code: "too_many_holds", max: HOLDS_MAX });
  return ok([...dropped, { type: "HoldTaken", orderId, quantity, parts, backordered: missing, until, at }]);
}

/** A hold of another quantity is not the one that was asked for: it makes way, as if it had lapsed. */
function drop(state: StockState, orderId: OrderId, at: number): StockEvent[] {
  const mine = state.holds[orderId];
  return mine ? expired([[orderId, mine]], at) : [];
}

/** Never refuses: the order is past its pivot. What lapsed is taken again as far as it is there; the rest is back-ordered. */
function commit(state: StockState, { orderId, quantity, at }: Of<"Commit">): StockEvent[] {
  if (state.settled[orderId]) return [];
  const mine = state.holds[orderId];
  if (mine?.quantity === quantity) {
    return [{ type: "HoldCommitted", orderId, parts: mine.parts, backordered: mine.backordered, at }];
  }
  const dropped = drop(state, orderId, at);
  const { parts, missing: backordered } = take(fold(stock, dropped, state).shelves, quantity);
  return [
    ...dropped,
    { type: "HoldTaken", orderId, quantity, parts, backordered, until: at, at },
    { type: "HoldCommitted", orderId, parts, backordered, at },
  ];
}

function release(state: StockState, { orderId, at }: Of<"Release">): StockEvent[] {
  if (state.settled[orderId]) return [];
  return [{ type: "HoldReleased", orderId, parts: state.holds[orderId]?.parts ?? [], at }];
}

function restock(state: StockState, command: Of<"Restock">): StockEvent[] {
  if (state.settled[restockKey(command)]) return [];
  const { orderId, restockId, at } = command;
  return [{ type: "StockRestocked", orderId, restockId, parts: returned(state, command), at }];
}

/** Where goods come back to: what was back-ordered or only held never left, so it cannot come back. */
function returned(state: StockState, { orderId, quantity }: Of<"Restock">): Part[] {
  const sold = state.settled[orderId];
  if (sold) return upTo(sold.out, quantity);
  if (state.holds[orderId]) return [];
  // Sold longer ago than we remember: the caller is believed.
  return [{ location: state.shelves[0]?.location ?? DEFAULT_LOCATION, quantity }];
}

function adjust(state: StockState, { location, change, reason, at }: Of<"Adjust">): Decided {
  const shelf = state.shelves.find((each) => each.location === location);
  const { onHand, held } = shelf ?? { onHand: 0, held: 0 };
  const delta = "delta" in change ? change.delta : change.onHand - onHand;
  if (!Number.isSafeInteger(delta) || onHand + delta > ON_HAND_MAX) {
    return err({ code: "on_hand_range", max: ON_HAND_MAX });
  }
  if (onHand + delta < held) return err({ code: "below_held", held });
  if (!shelf && state.shelves.length >= LOCATIONS_MAX) return err({ code: "too_many_locations", max: LOCATIONS_MAX });
  return ok(shelf && delta === 0 ? [] : [{ type: "StockAdjusted", location, delta, reason, at }]);
}

function evolve(state: StockState, event: StockEvent): StockState {
  const fresh = Object.entries(state.settled).filter(([, settled]) => settled.at + SETTLED_KEPT_MS > event.at);
  return {
    shelves: move(state.shelves, movementsOf(event)),
    holds: holdsAfter(state.holds, event),
    settled: Object.fromEntries([...fresh, ...settledBy(event, (key) => state.settled[key])]),
  };
}

function holdsAfter(holds: StockState["holds"], event: StockEvent): StockState["holds"] {
  switch (event.type) {
    case "HoldTaken": {
      const { quantity, parts, backordered, until } = event;
      return { ...holds, [event.orderId]: { quantity, parts, backordered, until } };
    }
    case "HoldRenewed": {
      const renewed = holds[event.orderId];
      return renewed ? { ...holds, [event.orderId]: { ...renewed, until: event.until } } : holds;
    }
    case "HoldsExpired": {
      const over = new Set<string>(event.holds.map((hold) => hold.orderId));
      return Object.fromEntries(Object.entries(holds).filter(([orderId]) => !over.has(orderId)));
    }
    case "HoldReleased":
    case "HoldCommitted": {
      const { [event.orderId]: _over, ...others } = holds;
      return others;
    }
    default:
      return holds;
  }
}

/** How much of the order's quantity is owed without goods. After a release nothing was set aside: all of it. */
export function backorderedOf(
  state: StockState,
  { orderId, quantity }: { orderId: OrderId; quantity: number },
): number {
  const settled = state.settled[orderId];
  if (settled?.outcome === "released") return quantity;
  return settled?.backordered ?? state.holds[orderId]?.backordered ?? 0;
}
