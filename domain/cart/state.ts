import type { Destination } from "../kernel/address.ts";
import type { CartId, OrderId, QuoteId, Sku, UserId } from "../kernel/ids.ts";
import type { CartContact, CartLine, CartView, ChosenShipping } from "./types.ts";

/** Request keys a cart remembers across its attempts to become an order; the oldest goes first. */
export const KEYS_MAX = 50;
/** Guest carts a customer's cart remembers having taken in. Needed only until the guest cart is closed. */
export const MERGED_MAX = 20;

/** A cart, as its events tell it. No personal data: that lies in the row beside the log. */
export type CartState = {
  /** False before the first event: then nothing is stored at all. */
  opened: boolean;
  status: CartView["status"];
  /** Null: a guest's, reached by its token alone. */
  owner: UserId | null;
  /** In the order they were added; prices as last shown. */
  lines: readonly CartLine[];
  destination: Destination | null;
  shipping: ChosenShipping | null;
  /** The version of the price rules its totals were last shown with, and when (epoch ms). */
  rulesVersion: number;
  shownAt: number;
  /** What was quoted last, gone as soon as anything that makes the total changes. `expiresAt` in epoch ms. */
  quote: { quoteId: QuoteId; expiresAt: number } | null;
  merged: readonly { from: CartId; version: number }[];
  claimedBy: UserId | null;
  /** From 1; the order's id is derived from it. A new one begins when an order is given up. */
  attempt: number;
  /** The order this attempt was given to. Null: nobody asked, so no such order can exist. `until` in epoch ms. */
  handed: { orderId: OrderId; until: number } | null;
  /** Requests that handed this cart over, and which order answered them. */
  keys: readonly { commandId: string; bodyHash: string; orderId: OrderId }[];
};

export const EMPTY_CART: CartState = {
  opened: false,
  status: "open",
  owner: null,
  lines: [],
  destination: null,
  shipping: null,
  rulesVersion: 0,
  shownAt: 0,
  quote: null,
  merged: [],
  claimedBy: null,
  attempt: 1,
  handed: null,
  keys: [],
};

/** A cart as its object keeps it: state, the log's version, and the erasable row. `repeated`: as it was when that command came first. */
export type KeptCart = { state: CartState; version: number; contact: CartContact; repeated: boolean };

type Happened =
  | { type: "CartOpened"; owner: UserId | null; rulesVersion: number }
  /** Carries the quantity it has now. */
  | { type: "LineSet"; line: CartLine }
  | { type: "LineRemoved"; sku: Sku }
  | { type: "AddressSet"; destination: Destination; shipping: ChosenShipping }
  | { type: "ShippingChosen"; shipping: ChosenShipping }
  | { type: "EmailSet" }
  /** What is shown changed without the shopper's doing: these lines, the shipping, the rules, or the hour. `quoteId`: the quote made of it. */
  | {
      type: "Repriced";
      lines: CartLine[];
      shipping: ChosenShipping | null;
      rulesVersion: number;
      quoteId: QuoteId | null;
    }
  | { type: "QuoteNoted"; quoteId: QuoteId; expiresAt: number }
  | { type: "CartMerged"; from: CartId; version: number }
  | { type: "CartClaimed"; by: UserId }
  | { type: "HandedOver"; orderId: OrderId; commandId: string; bodyHash: string; until: number }
  | { type: "TakenBack" }
  | { type: "GivenBack"; orderId: OrderId; forget: boolean }
  | { type: "CartOrdered"; orderId: OrderId };
/** `at` in epoch ms. */
export type CartEvent = Happened & { at: number };

export type CartFailure =
  | { code: "not_found" }
  | { code: "cart_closed"; orderId: OrderId | null }
  | { code: "too_many_lines"; max: number }
  | { code: "quantity_range"; sku: Sku; max: number }
  | { code: "unknown_sku"; sku: Sku }
  | { code: "unknown_shipping_option" }
  | { code: "not_shippable" }
  | { code: "coupon_invalid" }
  | { code: "version" }
  | { code: "cart_empty" }
  | { code: "email_required" }
  | { code: "address_required" }
  | { code: "shipping_option_required" }
  | { code: "quote_expired" }
  | { code: "idempotency_mismatch" }
  /** What the asker had read before is no longer so: read again. Never reaches a client. */
  | { code: "stale"; attempt: number };
