import type { QuoteView } from "../domain/cart/types.ts";
import type { Address } from "../domain/kernel/address.ts";
import type { Currency } from "../domain/kernel/currency.ts";
import type { CartId, OrderId, PaymentId, ProductId, QuoteId, Sku, UserId } from "../domain/kernel/ids.ts";
import type { Money } from "../domain/kernel/money.ts";
import type { Result } from "../domain/kernel/result.ts";
import type {
  OrderEventView,
  OrderStatus,
  OrderSummary,
  OrderView,
  PaymentView,
  RefundView,
} from "../domain/orders/types.ts";
import type { Caller, CommandMeta, CommonRefusal, Page, PageRequest } from "./caller.ts";
import type { HandOverRefusal } from "./cart.ts";
import type { Shortage } from "./inventory.ts";
import type { RebuildApi } from "./rebuild.ts";

/** `method` is the provider's name for how the shopper pays (`pm_…`), never a card's number. */
export type PaymentRequest = { provider: "stripe"; method: string };

/** A cart, or goods without one. Without `payment` the order waits for it. */
export type PlaceOrder = { payment?: PaymentRequest; email?: string } & (
  | { cartId: CartId; quoteId?: QuoteId }
  | {
      items: ({ sku: Sku; quantity: number } | { productId: ProductId; quantity: number })[];
      currency: Currency;
      email: string;
      shippingAddress: Address;
      shippingOption?: string;
    }
);

/** `settled`: the order stands (201). `waiting`: it needs the shopper, or time (202). `token` for guests. */
export type PlacedOrder = { state: "settled" | "waiting"; order: OrderView & { token?: string } };

export type OrderRefusal =
  | HandOverRefusal
  | { code: "out_of_stock"; lines: Shortage[] }
  | { code: "quote_changed"; quote: QuoteView }
  | { code: "payment_declined"; declineCode: string | null; orderId: OrderId }
  | { code: "not_single_variant" }
  | { code: "order_not_payable" }
  | { code: "order_not_cancellable"; status: string }
  | { code: "status_conflict"; status: string }
  | { code: "refund_exceeds_captured"; refundable: Money }
  | { code: "currency" }
  /** The list of orders has not heard of everything yet: again a little later. */
  | { code: "list_behind" };

/** Without an amount: the worth of `lines`, or all that is left. */
export type RefundRequest = { amount?: Money; reason: string; lines?: { sku: Sku; quantity: number }[] };

/** Orders counted, for those who watch the shop: by status from the confirmation on; `stuck`: those that do not get on by themselves. */
export type OrderFigures = {
  byStatus: { status: OrderStatus; orders: number }[];
  stuck: { reason: string; orders: number }[];
};

/** Stock was set back to `since`, at `until` (epoch ms both). */
export type ReconcilePage = { since: number; until: number; cursor?: string };

/** One page of orders whose goods were told to inventory again: how many, and what they are owed. */
export type Reconciled = {
  orders: number;
  owed: { orderId: OrderId; sku: Sku; quantity: number }[];
  nextCursor: string | null;
};

/** What a mail about an order is made of. `contact` null: the person was erased. */
export type OrderMailFacts = { order: OrderView; contact: { email: string; shippingAddress: Address } | null };

/** Orders and their payments. An order is its customer's, or whoever has its token; staff see what their role allows. */
export interface OrdersApi extends RebuildApi {
  /** Holds the goods, asks for the money and answers when the order is settled or waits. The same cart gives the same order. */
  place(caller: Caller, meta: CommandMeta, request: PlaceOrder): Promise<Result<PlacedOrder, OrderRefusal>>;
  /** With `version`: as it was answered then. */
  view(caller: Caller, orderId: OrderId, version?: number): Promise<Result<OrderView, OrderRefusal>>;
  events(caller: Caller, orderId: OrderId, page: PageRequest): Promise<Result<Page<OrderEventView>, OrderRefusal>>;
  /** Before the goods are sent: voids or refunds, frees stock. Twice is once. */
  cancel(caller: Caller, orderId: OrderId, meta: CommandMeta, reason: string): Promise<Result<OrderView, OrderRefusal>>;
  /** Staff with `orders:write`. */
  setStatus(
    caller: Caller,
    orderId: OrderId,
    meta: CommandMeta,
    status: "fulfilled" | "delivered",
  ): Promise<Result<OrderView, OrderRefusal>>;
  /** For an order that waits for a payment. */
  pay(
    caller: Caller,
    orderId: OrderId,
    meta: CommandMeta,
    payment: PaymentRequest,
  ): Promise<Result<PaymentView, OrderRefusal>>;
  payment(caller: Caller, paymentId: PaymentId): Promise<Result<PaymentView, OrderRefusal>>;
  /** Staff with `payments:write`. Without `amount`: all that is left, or the worth of `lines`. */
  refund(
    caller: Caller,
    paymentId: PaymentId,
    meta: CommandMeta,
    request: RefundRequest,
  ): Promise<Result<RefundView, OrderRefusal>>;
  /** The customer's own (or staff with `orders:read`), newest first. One's newest order is never missing. */
  ofCustomer(caller: Caller, userId: UserId, page: PageRequest): Promise<Result<Page<OrderSummary>, OrderRefusal>>;
  /** The provider has news of a payment: look. True when the order has taken it. By the gateway (system). */
  poke(caller: Caller, orderId: OrderId, ref: string): Promise<boolean>;
  /**
   * After stock was set back to an earlier time: inventory hears again what the orders placed since then came to. Staff with
   * `inventory:write`.
   */
  reconcileStock(caller: Caller, page: ReconcilePage): Promise<Result<Reconciled, OrderRefusal>>;
  /** By the gateway (system). */
  figures(caller: Caller): Promise<OrderFigures>;
  /** By notifications (system), when a mail is sent: what is personal lies here alone. */
  mailOf(caller: Caller, orderId: OrderId): Promise<Result<OrderMailFacts, CommonRefusal>>;
  ready(caller: Caller): Promise<void>;
}
