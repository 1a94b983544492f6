import type { TaxClass } from "../catalog/types.ts";
import type { Country } from "../kernel/country.ts";
import type { Currency } from "../kernel/currency.ts";
import type { Sku } from "../kernel/ids.ts";
import type { Money } from "../kernel/money.ts";

/** A tax rate in force for a place and class from a moment on. The latest `from` not after the order's time counts. */
export type TaxRate = {
  country: Country;
  /** Narrower than the country where given; the narrowest match counts. */
  region?: string;
  taxClass: TaxClass;
  /** Parts per million: 19 % is 190000. */
  ppm: number;
  /** Epoch ms. */
  from: number;
};

/** A discount the shop gives by itself, without a code. Applied in order of `priority`, lowest first. */
export type Promotion = {
  id: string;
  /** Shown to the shopper: "Three mugs, a tenth off". */
  title: string;
  priority: number;
  from: number;
  /** Epoch ms, exclusive; null: open-ended. */
  until: number | null;
  /** Goods it looks at; empty: all of the cart. */
  skus: Sku[];
  minimumSubtotal: Partial<Record<Currency, number>>;
  effect:
    | { type: "percent_off"; ppm: number }
    | { type: "amount_off"; minor: Partial<Record<Currency, number>> }
    | { type: "free_shipping" };
};

/** Everything that turns unit prices into a total. Handed out whole, immutable per version. */
export type Rules = {
  version: number;
  taxIncluded: boolean;
  taxRounding: "order" | "line" | "unit";
  shippingTaxClass: TaxClass;
  taxRates: TaxRate[];
  promotions: Promotion[];
};

export type PricingLine = { sku: Sku; quantity: number; unitPriceMinor: number; taxClass: TaxClass };

export type PricingInput = {
  currency: Currency;
  lines: PricingLine[];
  /** Null before an option is chosen: shipping counts as 0. */
  shippingMinor: number | null;
  /** Null before an address is known: no tax is added, and none is said to be included. */
  destination: { country: Country; region?: string } | null;
  /** Epoch ms. */
  at: number;
};

/** Why an amount is not simply unit price x quantity: one entry per rule and line it touched. */
export type Adjustment = {
  kind: "promotion" | "shipping_discount" | "tax";
  /** Id of the promotion, or "DE standard 190000" for a tax. */
  source: string;
  reason: string;
  /** Signed minor units: a discount is negative, a tax positive. */
  minor: number;
  /** Null: it touches shipping. */
  sku: Sku | null;
  /** True for a tax that is inside the prices already: it does not change the total. */
  included: boolean;
};

/** What `price` answers. All amounts minor units of `currency`, none negative. */
export type Priced = {
  currency: Currency;
  taxIncluded: boolean;
  lines: (PricingLine & { discountMinor: number; taxMinor: number; totalMinor: number })[];
  subtotalMinor: number;
  discountMinor: number;
  shippingMinor: number;
  taxMinor: number;
  totalMinor: number;
  adjustments: Adjustment[];
};

/** Public form of the sums of a cart, a quote or an order. */
export type Totals = {
  subtotal: Money;
  discount: Money;
  shipping: Money;
  tax: Money;
  total: Money;
  taxIncluded: boolean;
};
/** Public form of a discount: what it is called and what it takes off. */
export type DiscountView = { id: string; title: string; amount: Money };
