import type { Caller, CommandMeta } from "../../contracts/caller.ts";
import type { HandedCart } from "../../contracts/cart.ts";
import type { Shortage } from "../../contracts/inventory.ts";
import type { OrderRefusal, PlaceOrder } from "../../contracts/orders.ts";
import { destinationOf } from "../../domain/kernel/address.ts";
import { err } from "../../domain/kernel/result.ts";
import type { OrderTerms } from "../../domain/orders/types.ts";
import { price } from "../../domain/pricing/price.ts";
import { idsOf } from "../kernel/ids.ts";
import { type Env, homeOf, ORDERS_CALLER } from "./env.ts";
import { existing, holdAndPlace, type Placing } from "./making.ts";
import { rulesAt, sumsOf, type Truth, termsOf, truth, unpriceable } from "./terms.ts";

type Checkout = Extract<PlaceOrder, { cartId: unknown }>;

/** A cart becomes an order: it hands itself over, its price is reckoned again from truth, its goods are held. */
export async function checkout(env: Env, caller: Caller, meta: CommandMeta, request: Checkout): Placing {
  const { cartId, quoteId, email, payment } = request;
  const details = { ...(quoteId === undefined ? {} : { quoteId }), ...(email === undefined ? {} : { email }) };
  const handed = await env.CART.handOver(caller, cartId, meta, details);
  if (!handed.ok) return handed;
  const cart = handed.value;
  if (cart.turn !== "first") {
    const made = await existing(env, cart.orderId, meta);
    if (made) return made;
  }
  const claimed = await claim(env, cart, meta);
  if (!claimed.ok) return refuse(env, cart, meta, claimed.error);
  return sell(env, cart, meta, payment);
}

async function sell(env: Env, cart: HandedCart, meta: CommandMeta, payment: Checkout["payment"]): Placing {
  const { orderId, cartId, customerId, currency, contact } = cart;
  const destination = destinationOf(contact.shippingAddress);
  const at = Date.now();
  const now = await truth(
    env,
    cart.lines.map((line) => line.sku),
    currency,
    destination,
  );
  const option = now.options.find((each) => each.id === cart.shipping.id);
  if (now.missing.length > 0) return refuse(env, cart, meta, { code: "out_of_stock", lines: shortages(cart, now) });
  if (option === undefined) return refuse(env, cart, meta, { code: "unknown_shipping_option" });
  const tooDear = unpriceable(cart.lines, now);
  if (tooDear !== null) return refuse(env, cart, meta, { code: "quantity_range", sku: tooDear, max: 1 });
  const cancelRefundId = idsOf(env).sibling("ref", orderId, "cancel");
  const terms = termsOf(
    { orderId, cancelRefundId, customerId, cartId, currency, lines: cart.lines, destination, option, at },
    now,
  );
  if (!(await isWhatWasShown(env, cart, terms, now))) {
    await giveBack(env, cart, meta);
    const quote = await env.CART.requote(ORDERS_CALLER, cartId);
    return quote.ok ? err({ code: "quote_changed", quote: quote.value }) : quote;
  }
  const placed = await holdAndPlace(env, meta, { terms, contact, at }, payment);
  if (!placed.ok && placed.error.code === "out_of_stock") await giveBack(env, cart, meta);
  return placed;
}

/** What was taken out of the shop since it was put into the cart: none of it can be had, now or later. */
function shortages({ lines }: HandedCart, { missing }: Truth): Shortage[] {
  const gone = lines.filter(({ sku }) => missing.includes(sku));
  return gone.map(({ sku, quantity }) => ({ sku, requested: quantity, available: 0 }));
}

/** Nothing is charged that was not shown: every sum must be the one of the totals last answered. */
async function isWhatWasShown(env: Env, cart: HandedCart, terms: OrderTerms, now: Truth): Promise<boolean> {
  const rules = cart.rulesVersion === now.rules.version ? now.rules : await rulesAt(env, cart.rulesVersion);
  if (rules === null) return false;
  const { currency, lines, shipping, shownAt } = cart;
  const shown = price(
    { currency, lines, shippingMinor: shipping.priceMinor, destination: terms.destination, at: shownAt },
    rules,
  );
  const linesAgree = shown.lines.every((line) => {
    const sold = terms.lines.find((each) => each.sku === line.sku);
    return sold?.unitPriceMinor === line.unitPriceMinor && sold.totalMinor === line.totalMinor;
  });
  const sums = sumsOf(shown);
  return linesAgree && Object.entries(sums).every(([name, minor]) => terms[name as keyof typeof sums] === minor);
}

/** A customer's key is theirs over all carts; a guest's is bound to the cart by its token. */
async function claim(env: Env, cart: HandedCart, meta: CommandMeta) {
  if (cart.customerId === null) return { ok: true, value: null } as const;
  return homeOf(env, cart.customerId).claimRequest(cart.customerId, meta, cart.orderId);
}

async function giveBack(env: Env, cart: HandedCart, meta: CommandMeta): Promise<void> {
  await env.CART.giveBack(ORDERS_CALLER, cart.cartId, cart.orderId, true);
  if (cart.customerId !== null) await homeOf(env, cart.customerId).forgetRequest(cart.customerId, meta.commandId);
}

async function refuse(env: Env, cart: HandedCart, meta: CommandMeta, error: OrderRefusal): Placing {
  if (error.code === "idempotency_mismatch") await env.CART.giveBack(ORDERS_CALLER, cart.cartId, cart.orderId, true);
  else await giveBack(env, cart, meta);
  return err(error);
}
