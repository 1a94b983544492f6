import type { Destination } from "../kernel/address.ts";
import type { CartId, OrderId, QuoteId, Sku, UserId } from "../kernel/ids.ts";
import type { CartLine, ChosenShipping } from "./types.ts";

/** A variant as the shopper sees it now. */
export type SeenVariant = Omit<CartLine, "quantity">;
/** Null: not for sale. */
export type WantedLine = { sku: Sku; quantity: number; variant: SeenVariant | null };
/** Ways to ship to a place, cheapest first. */
export type Offered = { destination: Destination; options: readonly ChosenShipping[] };

/** What a shopper's change brings along: the rules its answer is priced with. */
type Shopping = { rulesVersion: number };

export type AddLine = Shopping & { type: "AddLine"; ifVersion: number | null } & WantedLine;
export type Change = Shopping & {
  type: "Change";
  lines: readonly WantedLine[];
  destination: Destination | null;
  shippingOption: string | null;
  /** For the destination given, or else the one the cart has; null where neither is known or wanted. */
  offered: Offered | null;
  email: boolean;
  coupons: readonly string[];
  ifVersion: number | null;
};
/** Takes in a guest's cart as it was at its version `fromVersion`. */
export type Merge = Shopping & {
  type: "Merge";
  from: CartId;
  fromVersion: number;
  lines: readonly CartLine[];
  place: { destination: Destination; shipping: ChosenShipping } | null;
  email: boolean;
};
export type Claim = { type: "Claim"; by: UserId; ifVersion: number };
/** What is shown from now on. `lapsed`: a promotion or a tax rate began or ended since it was last shown. */
export type Reprice = {
  type: "Reprice";
  variants: readonly SeenVariant[];
  offered: Offered | null;
  rulesVersion: number;
  lapsed: boolean;
  quoteId: QuoteId | null;
};
export type Quote = { type: "Quote"; quoteId: QuoteId };
export type HandOver = {
  type: "HandOver";
  attempt: number;
  /** Derived from cart and attempt. */
  orderId: OrderId;
  commandId: string;
  bodyHash: string;
  quoteId: QuoteId | null;
  /** The request brings an e-mail. */
  email: boolean;
};
export type TakeBack = { type: "TakeBack" };
export type GiveBack = { type: "GiveBack"; orderId: OrderId; forget: boolean };
export type Close = { type: "Close"; orderId: OrderId };

export type AskedCommand = AddLine | Change | Merge | Claim | Reprice | Quote | HandOver | TakeBack | GiveBack | Close;

/** What the object adds: the clock (epoch ms), whose the cart would be, the log's version, and what lies in the row beside the log. */
export type Beside = {
  at: number;
  owner: UserId | null;
  version: number;
  hasEmail: boolean;
  hasAddress: boolean;
};
export type CartCommand = AskedCommand & Beside;
