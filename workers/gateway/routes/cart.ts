import * as z from "zod";
import { answer, versioned, whole } from "../../../http/answer.ts";
import { versionHeaders } from "../../../http/fields.ts";
import { currencyFor, defineRoute } from "../route.ts";
import * as schema from "../schemas/cart.ts";

const cart = { 200: { description: "The cart as it is now", schema: schema.cartView, headers: versionHeaders } };
const one = { tag: "Carts", access: "guest", params: { cartId: "cart" } } as const;
const command = { ...one, idempotency: "optional" } as const;
const empty = { body: z.strictObject({}), bodyOptional: true } as const;

export const cartRoutes = [
  defineRoute({
    method: "post",
    path: "/api/v1/carts",
    operationId: "openCart",
    summary: "Open a cart",
    description: "A guest gets a new one with its token; a customer the one open cart they have.",
    tag: "Carts",
    access: "guest",
    guests: ["nobody"],
    idempotency: "none",
    body: schema.newCart,
    bodyOptional: true,
    answers: { 201: { description: "The cart", schema: schema.openedCart, headers: versionHeaders } },
    refusals: ["currency"],
    handle: async ({ env, caller, body }) =>
      versioned(201, await env.CART.open(caller, currencyFor(env, body.currency))),
  }),
  defineRoute({
    ...one,
    method: "get",
    path: "/api/v1/carts/{cartId}",
    operationId: "getCart",
    summary: "Read a cart",
    idempotency: "none",
    answers: cart,
    handle: async ({ env, caller, params }) => versioned(200, await env.CART.view(caller, params.cartId)),
  }),
  defineRoute({
    ...command,
    method: "post",
    path: "/api/v1/carts/{cartId}/lines",
    operationId: "addLine",
    summary: "Add to what is in a cart already",
    conditional: true,
    body: schema.newLine,
    answers: cart,
    refusals: ["cart_closed", "too_many_lines", "quantity_range", "unknown_sku"],
    handle: async ({ env, caller, params, meta, body, ifVersion }) => {
      const line = ifVersion === undefined ? body : { ...body, ifVersion };
      return versioned(200, await env.CART.addLine(caller, params.cartId, meta(), line));
    },
  }),
  defineRoute({
    ...command,
    ...empty,
    method: "post",
    path: "/api/v1/carts/{cartId}/claim",
    operationId: "claimCart",
    summary: "Take over a guest's cart",
    description: "Needs the access token and the cart's token. Per SKU the larger quantity, once per guest cart.",
    access: "customer",
    answers: cart,
    refusals: ["cart_closed", "too_many_lines", "quantity_range"],
    handle: async ({ env, caller, params, meta }) =>
      versioned(200, await env.CART.claim(caller, params.cartId, meta())),
  }),
  defineRoute({
    ...command,
    ...empty,
    method: "post",
    path: "/api/v1/carts/{cartId}/quote",
    operationId: "quoteCart",
    summary: "Quote a cart: its totals, for 15 minutes",
    answers: { 201: { description: "The quote", schema: schema.quoteView } },
    refusals: ["cart_closed"],
    handle: async ({ env, caller, params, meta }) => answer(201, await env.CART.quote(caller, params.cartId, meta())),
  }),
  defineRoute({
    ...one,
    method: "get",
    path: "/api/v1/carts/{cartId}/shipping-options",
    operationId: "listShippingOptions",
    summary: "List the shipping options for a cart's address, cheapest first",
    idempotency: "none",
    answers: { 200: { description: "The options", schema: schema.shippingOptions } },
    refusals: ["address_required"],
    handle: async ({ env, caller, params }) =>
      answer(200, whole(await env.CART.shippingOptions(caller, params.cartId))),
  }),
];
