import type { CartFailure } from "../domain/cart/state.ts";
import type { CartLine, CartView, ChosenShipping, QuoteView } from "../domain/cart/types.ts";
import type { Address } from "../domain/kernel/address.ts";
import type { Currency } from "../domain/kernel/currency.ts";
import type { CartId, OrderId, QuoteId, Sku, UserId } from "../domain/kernel/ids.ts";
import type { Result } from "../domain/kernel/result.ts";
import type { Caller, CommandMeta, CommonRefusal } from "./caller.ts";
import type { ShippingOption } from "./shipping.ts";

/** What only a cart that hands itself over refuses. */
type HandOverOnly = "email_required" | "shipping_option_required" | "quote_expired";
/** What the cart's rules refuse. `stale` stays between the Worker and its object. */
type Refused = Exclude<CartFailure, { code: HandOverOnly | "stale" }>;

export type CartRefusal = CommonRefusal | Refused;

/** Several changes in one commit. `lines` replaces quantities by SKU (0 removes); SKUs not named stay. */
export type CartChange = {
  lines?: { sku: Sku; quantity: number }[];
  shippingAddress?: Address;
  shippingOption?: string;
  email?: string;
  coupons?: string[];
  /** From If-Match: refuse with `version` when the cart has moved on. */
  ifVersion?: number;
};

/** More of something. `ifVersion` as above. */
export type NewLine = { sku: Sku; quantity: number; ifVersion?: number };

export interface CartApi {
  /** Mints a guest's cart (nothing is stored before its first line) or answers the customer's one open cart. `token` for guests. */
  open(caller: Caller, currency: Currency): Promise<Result<CartView & { token?: string }, CartRefusal>>;
  view(caller: Caller, cartId: CartId): Promise<Result<CartView, CartRefusal>>;
  change(caller: Caller, cartId: CartId, meta: CommandMeta, change: CartChange): Promise<Result<CartView, CartRefusal>>;
  /** Adds to what is there already. */
  addLine(caller: Caller, cartId: CartId, meta: CommandMeta, line: NewLine): Promise<Result<CartView, CartRefusal>>;
  /** A customer takes over a guest's cart: per SKU the larger quantity, once per guest cart. Needs the cart's token. */
  claim(caller: Caller, guestCartId: CartId, meta: CommandMeta): Promise<Result<CartView, CartRefusal>>;
  shippingOptions(caller: Caller, cartId: CartId): Promise<Result<ShippingOption[], CartRefusal>>;
  /** Freezes nothing: it notes what the shopper is shown now, for 15 minutes. */
  quote(caller: Caller, cartId: CartId, meta: CommandMeta): Promise<Result<QuoteView, CartRefusal>>;

  /** The first step of a sale, by `orders` for the caller. The same cart gives the same order id until that order gives it back. */
  handOver(
    caller: Caller,
    cartId: CartId,
    meta: CommandMeta,
    request: { quoteId?: QuoteId; email?: string },
  ): Promise<Result<HandedCart, HandOverRefusal>>;
  /** The order exists: the cart is its own no longer, and stays closed. By `orders` (system). */
  close(caller: Caller, cartId: CartId, orderId: OrderId): Promise<void>;
  /**
   * The order was given up: the cart is open again, whole, and its next attempt has a new order id. By `orders` (system).
   * `forget`: a request was refused before it made an order, and its key is not remembered. Another request may be making that
   * order all the same, so the next attempt has the same order id, and a cart that is ordered by now stays so.
   */
  giveBack(caller: Caller, cartId: CartId, orderId: OrderId, forget: boolean): Promise<void>;
  /** Notes today's prices as shown and answers them as a quote. By `orders` (system), after `giveBack`, when a price had moved. */
  requote(caller: Caller, cartId: CartId): Promise<Result<QuoteView, CartRefusal>>;
  ready(caller: Caller): Promise<void>;
}

export type HandOverRefusal =
  | CartRefusal
  | { code: "email_required" }
  | { code: "shipping_option_required" }
  | { code: "quote_expired"; quote: QuoteView };

/** A cart on its way to become an order: what the shopper saw, and who they are. */
export type HandedCart = {
  orderId: OrderId;
  /** `first`: nobody asked before, so no order can exist. `same_key`: this very request was here before. `other_key`: another tab or key was. */
  turn: "first" | "same_key" | "other_key";
  cartId: CartId;
  customerId: UserId | null;
  currency: Currency;
  lines: CartLine[];
  shipping: ChosenShipping;
  /** The version of the price rules that the shopper's totals were made with. */
  rulesVersion: number;
  /** Epoch ms at which those totals were reckoned: promotions and tax rates begin and end within one version. */
  shownAt: number;
  contact: { email: string; shippingAddress: Address };
};
