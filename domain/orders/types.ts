import type { LineView } from "../cart/types.ts";
import type { TaxClass } from "../catalog/types.ts";
import type { Destination } from "../kernel/address.ts";
import type { Currency } from "../kernel/currency.ts";
import type { CartId, OrderId, PaymentId, ProductId, RefundId, Sku, UserId } from "../kernel/ids.ts";
import type { Money } from "../kernel/money.ts";
import type { Adjustment, DiscountView, Totals } from "../pricing/types.ts";

export type OrderStatus = "pending" | "confirmed" | "fulfilled" | "delivered" | "cancelled" | "returned";
export type PaymentStatus =
  | "pending"
  | "requires_action"
  | "authorized"
  | "captured"
  | "partially_refunded"
  | "refunded"
  | "declined"
  | "voided";

/** A line as it was sold: frozen for ever. Minor units of the order's currency. */
export type PlacedLine = {
  sku: Sku;
  productId: ProductId;
  title: string;
  quantity: number;
  unitPriceMinor: number;
  discountMinor: number;
  taxMinor: number;
  totalMinor: number;
  taxClass: TaxClass;
  trackStock: boolean;
  backorder: boolean;
};

/** All that an order is made of, frozen when it is placed. No personal data. */
export type OrderTerms = {
  orderId: OrderId;
  customerId: UserId | null;
  cartId: CartId | null;
  currency: Currency;
  lines: PlacedLine[];
  destination: Destination;
  shipping: { optionId: string; title: string; minor: number };
  subtotalMinor: number;
  discountMinor: number;
  shippingMinor: number;
  taxMinor: number;
  totalMinor: number;
  taxIncluded: boolean;
  adjustments: Adjustment[];
  rulesVersion: number;
  /** The one refund that a cancellation may need, named when the order is placed. */
  cancelRefundId: RefundId;
};

/** Public: an order as its shopper sees it. */
export type OrderView = {
  id: OrderId;
  number: string;
  status: OrderStatus;
  version: number;
  /** True once the money is ours: captured, or the total is 0. */
  paid: boolean;
  currency: Currency;
  lines: LineView[];
  discounts: DiscountView[];
  totals: Totals;
  fulfilment: "none" | "partial" | "complete";
  payment: PaymentView | null;
  shipment: { id: string; status: "arranged" | "refused" } | null;
  shippingOption: { id: string; title: string };
  refunds: RefundView[];
  cancelReason: string | null;
  /** Something staff must look at: a refused capture or shipment, a failed refund, a step that gets no answer, a back-ordered line. */
  attention: string[];
  placedAt: string;
};

export type PaymentView = {
  id: PaymentId;
  orderId: OrderId;
  status: PaymentStatus;
  amount: Money;
  captured: Money;
  refunded: Money;
  declineCode: string | null;
  nextAction?: { type: string; url?: string; clientSecret?: string };
  waitsUntil?: string;
};

export type RefundView = {
  id: RefundId;
  amount: Money;
  status: "pending" | "succeeded" | "failed";
  reason: string;
  at: string;
};

/** Public: one step of an order's history. `internal` steps have empty data, except for staff. */
export type OrderEventView = { version: number; type: string; at: string; data: Record<string, unknown> };

/** One row of a customer's orders. */
export type OrderSummary = {
  id: OrderId;
  number: string;
  status: OrderStatus;
  paid: boolean;
  total: Money;
  placedAt: string;
};
