import type { TaxClass } from "../catalog/types.ts";
import type { Address } from "../kernel/address.ts";
import type { Currency } from "../kernel/currency.ts";
import type { CartId, OrderId, ProductId, QuoteId, Sku } from "../kernel/ids.ts";
import type { Money } from "../kernel/money.ts";
import type { DiscountView, Totals } from "../pricing/types.ts";

export const QUANTITY_MAX = 999;
export const CART_LINES_MAX = 100;
export const QUOTE_MS = 15 * 60_000;
/** A cart that handed itself over takes itself back after this, unless the order says it exists. */
export const TAKE_BACK_MS = 2 * 60_000;

/** A line as the cart keeps it: the variant as the shopper last saw it. */
export type CartLine = {
  sku: Sku;
  productId: ProductId;
  title: string;
  quantity: number;
  unitPriceMinor: number;
  taxClass: TaxClass;
  weightGrams: number;
  trackStock: boolean;
  backorder: boolean;
};

/** Who and where: the erasable row beside the cart's log. */
export type CartContact = { email: string | null; shippingAddress: Address | null };

export type ChosenShipping = { id: string; title: string; priceMinor: number };

/** Public: a cart as its shopper sees it. */
export type CartView = {
  id: CartId;
  version: number;
  status: "open" | "ordering" | "ordered" | "claimed";
  currency: Currency;
  lines: LineView[];
  discounts: DiscountView[];
  totals: Totals;
  email: string | null;
  shippingAddress: Address | null;
  shippingOption: { id: string; title: string; price: Money } | null;
  /** The order it became, once it did. */
  orderId: OrderId | null;
};

export type LineView = {
  sku: Sku;
  productId: ProductId;
  title: string;
  quantity: number;
  unitPrice: Money;
  discount: Money;
  total: Money;
};

export type QuoteView = {
  quoteId: QuoteId;
  expiresAt: string;
  lines: LineView[];
  discounts: DiscountView[];
  totals: Totals;
};
