import * as z from "zod";
import { CART_LINES_MAX } from "../../../domain/cart/types.ts";
import {
  address,
  currency,
  email,
  idText,
  money,
  quantity,
  shopperText,
  sku,
  wholeNumber,
} from "../../../http/fields.ts";
import { optionId } from "./cart.ts";

const REASON_MAX = 500;
const METHOD_MAX = 200;
const RETURN_PATH_MAX = 500;
const VERSION_MAX = 1_000_000;

/** The provider's name for it. A card's number in its place is refused before it is stored, logged or sent on. */
const method = shopperText(METHOD_MAX)
  .regex(/^[A-Za-z]\w*$/, "format")
  .meta({ examples: ["pm_card_visa"] });
const flow = z.literal("hosted");
const ownPath = z
  .string()
  .max(RETURN_PATH_MAX, "too_long")
  .regex(/^\/(?!\/)/, "format");

/** Either the shopper's payment method, or the provider's own page. */
const payment = z
  .strictObject({
    provider: z.literal("stripe"),
    method: method.exactOptional(),
    flow: flow.exactOptional(),
    returnPath: ownPath.exactOptional(),
    cancelPath: ownPath.exactOptional(),
  })
  .superRefine((value, context) => oneOf(context, value, ["method", "flow"]))
  .meta({ id: "PaymentRequest", examples: [{ provider: "stripe", method: "pm_card_visa" }] });

const item = z
  .strictObject({ sku: sku.exactOptional(), productId: idText("prod").exactOptional(), quantity })
  .superRefine((value, context) => oneOf(context, value, ["sku", "productId"]));

const OF_ITEMS_ONLY = ["currency", "shippingAddress", "shippingOption"] as const;

/** A cart's order, or some goods without a cart. */
export const placeOrder = z
  .strictObject({
    cartId: idText("cart").exactOptional(),
    quoteId: idText("quo").exactOptional(),
    items: z
      .array(item)
      .min(1, "too_few")
      .max(CART_LINES_MAX, { error: "too_many_lines", abort: true })
      .exactOptional(),
    currency: currency.exactOptional(),
    email: email.exactOptional(),
    shippingAddress: address.exactOptional(),
    shippingOption: optionId.exactOptional(),
    payment: payment.exactOptional(),
  })
  .superRefine((value, context) => {
    oneOf(context, value, ["cartId", "items"]);
    if (value.cartId !== undefined) {
      for (const name of OF_ITEMS_ONLY) if (value[name] !== undefined) fault(context, name, "unknown_field");
    } else if (value.items !== undefined) {
      if (value.quoteId !== undefined) fault(context, "quoteId", "unknown_field");
      if (value.shippingAddress === undefined) fault(context, "shippingAddress", "required");
    }
  })
  .meta({
    id: "PlaceOrder",
    examples: [
      {
        cartId: "cart_usd_7k2m9q4t1v8x3z5w6y0abcdefghjkmnp",
        email: "ada@example.org",
        payment: { provider: "stripe", method: "pm_card_visa" },
      },
    ],
  });

export const newPayment = z
  .strictObject({
    orderId: idText("ord"),
    provider: z.literal("stripe").exactOptional(),
    method: method.exactOptional(),
    flow: flow.exactOptional(),
  })
  .superRefine((value, context) => oneOf(context, value, ["method", "flow"]));

export const newRefund = z.strictObject({
  amount: money.refine((amount) => amount.minor > 0, { error: "range", path: ["minor"] }).exactOptional(),
  reason: shopperText(REASON_MAX).min(1, "too_short"),
  lines: z
    .array(z.strictObject({ sku, quantity }))
    .min(1, "too_few")
    .max(CART_LINES_MAX, { error: "too_many_lines", abort: true })
    .exactOptional(),
});
export const cancellation = z.strictObject({ reason: shopperText(REASON_MAX).default("") });
export const statusChange = z.strictObject({ status: z.enum(["fulfilled", "delivered"]) });
export const versionQuery = z.strictObject({
  version: wholeNumber(1, VERSION_MAX).exactOptional(),
});

type Context = { addIssue(issue: { code: "custom"; path: string[]; message: string }): void };

function oneOf(context: Context, value: object, names: readonly [string, string]): void {
  const given = names.filter((name) => Object.hasOwn(value, name));
  if (given.length === 0) fault(context, names[0], "required");
  if (given.length === 2) fault(context, names[1], "conflict");
}

function fault(context: Context, name: string, message: string): void {
  context.addIssue({ code: "custom", path: [name], message });
}
