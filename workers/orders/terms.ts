import type { ShippingOption } from "../../contracts/shipping.ts";
import type { SaleVariant } from "../../domain/catalog/types.ts";
import type { Destination } from "../../domain/kernel/address.ts";
import { present } from "../../domain/kernel/assert.ts";
import type { Currency } from "../../domain/kernel/currency.ts";
import type { CartId, OrderId, RefundId, Sku, UserId } from "../../domain/kernel/ids.ts";
import type { OrderTerms } from "../../domain/orders/types.ts";
import { isPriceable } from "../../domain/pricing/draft.ts";
import { price } from "../../domain/pricing/price.ts";
import type { Priced, Rules } from "../../domain/pricing/types.ts";
import { type Env, ORDERS_CALLER } from "./env.ts";

/** Everything that a price is made of, read now, from where it is true. */
export type Truth = { variants: Map<Sku, SaleVariant>; missing: Sku[]; rules: Rules; options: ShippingOption[] };

const RULES_KEPT = 4;
/** A version of the rules never changes, so an isolate may keep it; which one is in force is asked anew for each order. */
const rulesByVersion = new Map<number, Rules>();

export async function truth(env: Env, skus: Sku[], currency: Currency, destination: Destination): Promise<Truth> {
  const [found, version, options] = await Promise.all([
    env.CATALOG.pricesNow(ORDERS_CALLER, skus, currency),
    env.PRICING.rulesVersion(ORDERS_CALLER),
    env.SHIPPING.options(ORDERS_CALLER, destination, currency),
  ]);
  const rules = present(await rulesAt(env, version), "the rules in force");
  const variants = new Map(found.filter((each) => each !== null).map((variant) => [variant.sku, variant]));
  return { variants, missing: skus.filter((sku) => !variants.has(sku)), rules, options };
}

/** A version of the price rules; null when it is so old that nobody keeps it. */
export async function rulesAt(env: Env, version: number): Promise<Rules | null> {
  const kept = rulesByVersion.get(version);
  if (kept) return kept;
  const rules = await env.PRICING.rulesAt(ORDERS_CALLER, version);
  if (rules === null) return null;
  if (rulesByVersion.size >= RULES_KEPT) rulesByVersion.delete(Math.min(...rulesByVersion.keys()));
  rulesByVersion.set(version, rules);
  return rules;
}

/** The dearest line's SKU when the goods are worth more than any amount of money here; null when they have a price. */
export function unpriceable(lines: { sku: Sku; quantity: number }[], { variants }: Truth): Sku | null {
  const goods = lines.map(({ sku, quantity }) => {
    const { unitPrice, taxClass } = present(variants.get(sku), sku);
    return { sku, quantity, unitPriceMinor: unitPrice.minor, taxClass };
  });
  if (isPriceable(goods)) return null;
  return goods.reduce((a, b) => (b.unitPriceMinor * b.quantity > a.unitPriceMinor * a.quantity ? b : a)).sku;
}

export type Sale = {
  orderId: OrderId;
  cancelRefundId: RefundId;
  customerId: UserId | null;
  cartId: CartId | null;
  currency: Currency;
  lines: { sku: Sku; quantity: number }[];
  destination: Destination;
  option: ShippingOption;
  at: number;
};

/** What the order is frozen as: today's prices and rules over what the shopper wants. */
export function termsOf(sale: Sale, { variants, rules }: Truth): OrderTerms {
  const { orderId, cancelRefundId, customerId, cartId, currency, destination, option } = sale;
  const goods = sale.lines.map(({ sku, quantity }) => ({ ...present(variants.get(sku), sku), quantity }));
  const lines = goods.map((each) => ({
    sku: each.sku,
    quantity: each.quantity,
    unitPriceMinor: each.unitPrice.minor,
    taxClass: each.taxClass,
  }));
  const priced = price({ currency, lines, shippingMinor: option.price.minor, destination, at: sale.at }, rules);
  const named = new Map(goods.map((each) => [each.sku, each]));
  return {
    orderId,
    cancelRefundId,
    customerId,
    cartId,
    currency,
    destination,
    lines: priced.lines.map((line) => {
      const { productId, title, trackStock, backorder } = present(named.get(line.sku), line.sku);
      return { ...line, productId, title, trackStock, backorder };
    }),
    shipping: { optionId: option.id, title: option.title, minor: priced.shippingMinor },
    ...sumsOf(priced),
    taxIncluded: priced.taxIncluded,
    adjustments: priced.adjustments,
    rulesVersion: rules.version,
  };
}

/** The numbers a shopper sees, and which an order must not differ from. */
export function sumsOf(
  priced: Priced,
): Pick<OrderTerms, "subtotalMinor" | "discountMinor" | "shippingMinor" | "taxMinor" | "totalMinor"> {
  const { subtotalMinor, discountMinor, shippingMinor, taxMinor, totalMinor } = priced;
  return { subtotalMinor, discountMinor, shippingMinor, taxMinor, totalMinor };
}
