import type { Caller, CommandMeta } from "../../contracts/caller.ts";
import type { HandedCart } from "../../contracts/cart.ts";
import type { Shortage } from "../../contracts/inventory.ts";
import type { OrderRefusal, PlaceOrder } from "../../contracts/orders.ts";
import { destinationOf } from "../../domain/kernel/address.ts";
import { causeOf, logProblem } from "../../domain/kernel/log.ts";
import { err, type Result } from "../../domain/kernel/result.ts";
import type { OrderTerms } from "../../domain/orders/types.ts";
import { price } from "../../domain/pricing/price.ts";
import type { Placement } from "../../durable-objects/order.ts";
import { idsOf } from "../kernel/ids.ts";
import { type Env, homeOf, ORDERS_CALLER } from "./env.ts";
import { existing, hold, type Placing, place } from "./making.ts";
import { rulesAt, sumsOf, type Truth, termsOf, truth, unpriceable } from "./terms.ts";

type Checkout = Extract<PlaceOrder, { cartId: unknown }>;

/** A cart becomes an order: it hands itself over, its price is reckoned again from truth, its goods are held. */
export async function checkout(env: Env, caller: Caller, meta: CommandMeta, request: Checkout): Placing {
  const { cartId, quoteId, email, payment } = request;
  const details = { ...(quoteId === undefined ? {} : { quoteId }), ...(email === undefined ? {} : { email }) };
  const handed = await env.CART.handOver(caller, cartId, meta, details);
  if (!handed.ok) return handed;
  const cart = handed.value;
  // First: a key that was used for another request gets no answer of this cart's, not even an order that stands.
  const claimed = await claim(env, cart, meta);
  if (!claimed.ok) {
    await reopen(env, cart);
    return claimed;
  }
  if (cart.turn !== "first") {
    const made = await existing(env, cart.orderId, meta);
    if (made) return made;
  }
  return sell(env, cart, meta, payment);
}

async function sell(env: Env, cart: HandedCart, meta: CommandMeta, payment: Checkout["payment"]): Placing {
  const agreed = await agree(env, cart, payment).catch(async (cause: unknown) => {
    // Nothing was made: the shopper need not wait until the cart takes itself back. The next try has the same order id.
    await giveBack(env, cart, meta).catch(notGivenBack);
    throw cause;
  });
  if (agreed.ok) return place(env, meta, agreed.value);
  await giveBack(env, cart, meta);
  if (agreed.error !== DIFFERS) return err(agreed.error);
  const quote = await env.CART.requote(ORDERS_CALLER, cart.cartId);
  return quote.ok ? err({ code: "quote_changed", quote: quote.value }) : quote;
}

/** It costs something else than was shown. */
const DIFFERS = "differs";

/** The price reckoned again from truth, and the goods held: all an order needs. */
async function agree(
  env: Env,
  cart: HandedCart,
  payment: Checkout["payment"],
): Promise<Result<Placement, OrderRefusal | typeof DIFFERS>> {
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
  if (now.missing.length > 0) return err({ code: "out_of_stock", lines: shortages(cart, now) });
  if (option === undefined) return err({ code: "unknown_shipping_option" });
  const tooDear = unpriceable(cart.lines, now);
  if (tooDear !== null) return err({ code: "quantity_range", sku: tooDear, max: 1 });
  const cancelRefundId = idsOf(env).sibling("ref", orderId, "cancel");
  const terms = termsOf(
    { orderId, cancelRefundId, customerId, cartId, currency, lines: cart.lines, destination, option, at },
    now,
  );
  if (!(await isWhatWasShown(env, cart, terms, now))) return err(DIFFERS);
  return hold(env, { terms, contact, at }, payment);
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

/** The request made nothing, so the cart is the shopper's again and the key is free. */
async function giveBack(env: Env, cart: HandedCart, meta: CommandMeta): Promise<void> {
  await reopen(env, cart);
  if (cart.customerId !== null) await homeOf(env, cart.customerId).forgetRequest(cart.customerId, meta.commandId);
}

async function reopen(env: Env, cart: HandedCart): Promise<void> {
  await env.CART.giveBack(ORDERS_CALLER, cart.cartId, cart.orderId, true);
}

/** Then its own timer opens the cart again. */
function notGivenBack(cause: unknown): void {
  logProblem("cart not given back", { cause: causeOf(cause) });
}
