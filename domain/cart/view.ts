import type { Currency } from "../kernel/currency.ts";
import type { CartId, QuoteId } from "../kernel/ids.ts";
import { money } from "../kernel/money.ts";
import { price } from "../pricing/price.ts";
import type { Rules } from "../pricing/types.ts";
import { discountsOf, lineViewsOf, totalsOf } from "../pricing/view.ts";
import type { CartState, KeptCart } from "./state.ts";
import type { CartView, QuoteView } from "./types.ts";

/** What the shopper is shown: of what the cart has noted alone, so that it can be told again. `rules` are those of its `rulesVersion`. */
export function cartView(cartId: CartId, currency: Currency, kept: KeptCart, rules: Rules): CartView {
  const { state, version, contact } = kept;
  const { shipping } = state;
  return {
    id: cartId,
    version,
    status: state.status,
    currency,
    ...pricedView(state, currency, rules),
    email: contact.email,
    shippingAddress: contact.shippingAddress,
    shippingOption: shipping && { id: shipping.id, title: shipping.title, price: money(shipping.priceMinor, currency) },
    orderId: state.status === "ordered" ? (state.handed?.orderId ?? null) : null,
  };
}

export function quoteView(
  quote: { quoteId: QuoteId; expiresAt: number },
  currency: Currency,
  state: CartState,
  rules: Rules,
): QuoteView {
  const { quoteId, expiresAt } = quote;
  return { quoteId, expiresAt: new Date(expiresAt).toISOString(), ...pricedView(state, currency, rules) };
}

function pricedView(
  state: CartState,
  currency: Currency,
  rules: Rules,
): Pick<CartView, "lines" | "discounts" | "totals"> {
  const priced = price(
    {
      currency,
      lines: [...state.lines],
      // An empty bag is not sent, whatever way to send it was chosen.
      shippingMinor: state.lines.length === 0 ? null : (state.shipping?.priceMinor ?? null),
      destination: state.destination,
      at: state.shownAt,
    },
    rules,
  );
  return { lines: lineViewsOf(priced, state.lines), discounts: discountsOf(priced), totals: totalsOf(priced) };
}
