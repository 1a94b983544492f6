import type { OrderId } from "../kernel/ids.ts";

/** Where stock lies when nobody names a place. */
export const DEFAULT_LOCATION = "main";
/** Places one SKU may lie at: bounds a hold's parts and an answer's rows. */
export const LOCATIONS_MAX = 50;
/** Characters of a place's name. */
export const LOCATION_MAX = 64;
/** Characters of why stock was changed. */
export const REASON_MAX = 200;
/** Changes of stock in one request. */
export const CHANGES_MAX = 100;
/** Units at one place; sums over all places stay far inside exact integers. */
export const ON_HAND_MAX = 1_000_000_000;
/** Open holds of one SKU: the folded state must fit one row of storage (2 MB, about 150 bytes a hold). */
export const HOLDS_MAX = 5_000;
/** Holds in one `HoldsExpired`: an event, too, must fit one row. */
export const EXPIRED_MAX = 500;
/**
 * How long a finished hold is remembered, so that a repeat or a late message changes nothing. An authorisation lives 7
 * days, so no order is driven longer by itself; a whole outage is repaired within the 30 days that storage can be set back.
 */
export const SETTLED_KEPT_MS = 30 * 24 * 60 * 60_000;

/** Units at one place. */
export type Part = { location: string; quantity: number };

/** One place. What may still be promised is `onHand - held`. */
export type Shelf = { location: string; onHand: number; held: number };

/** What is set aside for an order. At `until` (epoch ms) it counts no longer, whether or not anybody has noticed. */
export type Hold = {
  /** What the order asked for: the parts and what is back-ordered. */
  quantity: number;
  parts: Part[];
  backordered: number;
  until: number;
};

/** What became of an order's hold (or of a restock), so that it happens once. */
export type Settled = {
  outcome: "committed" | "released" | "restocked";
  /** Sold without goods on the shelf. */
  backordered: number;
  /** Sold goods that have not come back. */
  out: Part[];
  /** Epoch ms. */
  at: number;
};

/** One SKU over all its places. Plain data: it is stored as JSON. */
export type StockState = {
  /** Sorted by location. */
  shelves: Shelf[];
  holds: Record<OrderId, Hold>;
  /** By `settledKey` of an order or a restock. */
  settled: Record<string, Settled>;
};

/** `at` is epoch ms, by the clock of the object that decides. */
export type StockCommand =
  | {
      /** Again for the same order: the same answer, and `until` is extended. */
      type: "Hold";
      orderId: OrderId;
      quantity: number;
      /** True: what is missing is back-ordered instead of refused. */
      backorder: boolean;
      until: number;
      at: number;
    }
  | { type: "Commit"; orderId: OrderId; quantity: number; at: number }
  | { type: "Release"; orderId: OrderId; at: number }
  /** Gives up a hold, and leaves the order free to hold again: one that still arrives lapses in its time. */
  | { type: "LetGo"; orderId: OrderId; at: number }
  | { type: "Expire"; at: number }
  | { type: "Restock"; orderId: OrderId; restockId: string; quantity: number; at: number }
  | { type: "Adjust"; location: string; change: { onHand: number } | { delta: number }; reason: string; at: number };

/** A command whose time is not decided yet: its object's clock will say. */
export type UndatedStockCommand = StockCommand extends infer Command
  ? Command extends unknown
    ? Omit<Command, "at">
    : never
  : never;

export type StockEvent =
  | {
      type: "HoldTaken";
      orderId: OrderId;
      quantity: number;
      parts: Part[];
      backordered: number;
      until: number;
      at: number;
    }
  | { type: "HoldRenewed"; orderId: OrderId; until: number; at: number }
  /** Many at once: after a rush thousands may lapse together. */
  | { type: "HoldsExpired"; holds: { orderId: OrderId; parts: Part[] }[]; at: number }
  /** Without parts: a release that came before its hold, and bars it. */
  | { type: "HoldReleased"; orderId: OrderId; parts: Part[]; at: number }
  | { type: "HoldCommitted"; orderId: OrderId; parts: Part[]; backordered: number; at: number }
  | { type: "StockRestocked"; orderId: OrderId; restockId: string; parts: Part[]; at: number }
  | { type: "StockAdjusted"; location: string; delta: number; reason: string; at: number };

export type StockRefusal =
  | { code: "out_of_stock"; available: number }
  /** The order's release came first. */
  | { code: "released" }
  | { code: "too_many_holds"; max: number }
  | { code: "below_held"; held: number }
  | { code: "on_hand_range"; max: number }
  | { code: "too_many_locations"; max: number };
