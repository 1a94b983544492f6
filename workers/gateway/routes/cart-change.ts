import type { Caller, CommandMeta } from "../../../contracts/caller.ts";
import type { CartChange } from "../../../contracts/cart.ts";
import type { CartId } from "../../../domain/kernel/ids.ts";
import { type Answer, versioned } from "../../../http/answer.ts";
import { address, sku, versionHeaders } from "../../../http/fields.ts";
import type { Env } from "../env.ts";
import { defineRoute } from "../route.ts";
import * as schema from "../schemas/cart.ts";

const shared = {
  tag: "Carts",
  access: "guest",
  idempotency: "optional",
  conditional: true,
  answers: { 200: { description: "The cart as it is now", schema: schema.cartView, headers: versionHeaders } },
} as const;
const cart = { ...shared, params: { cartId: "cart" } } as const;
const line = { ...shared, params: { cartId: "cart", sku }, path: "/api/v1/carts/{cartId}/lines/{sku}" } as const;
const lineRefusals = ["cart_closed", "too_many_lines", "quantity_range", "unknown_sku"] as const;

type CartCall = {
  env: Env;
  caller: Caller;
  params: { cartId: CartId };
  ifVersion: number | undefined;
  meta(): CommandMeta;
};

/** All of these are one command of the cart, with more or less in it. */
async function changed({ env, caller, params, ifVersion, meta }: CartCall, change: CartChange): Promise<Answer> {
  const whole = ifVersion === undefined ? change : { ...change, ifVersion };
  return versioned(200, await env.CART.change(caller, params.cartId, meta(), whole));
}

export const cartChangeRoutes = [
  defineRoute({
    ...cart,
    method: "put",
    path: "/api/v1/carts/{cartId}",
    operationId: "changeCart",
    summary: "Change several things at once",
    description: "One commit. Lines are set by SKU (0 removes); SKUs that are not named stay.",
    body: schema.cartChange,
    refusals: [...lineRefusals, "not_shippable", "unknown_shipping_option", "address_required", "coupon_invalid"],
    handle: (call) => changed(call, call.body),
  }),
  defineRoute({
    ...line,
    method: "patch",
    operationId: "setLine",
    summary: "Set a line's quantity; 0 removes it",
    body: schema.lineQuantity,
    refusals: lineRefusals,
    handle: (call) => changed(call, { lines: [{ sku: call.params.sku, quantity: call.body.quantity }] }),
  }),
  defineRoute({
    ...line,
    method: "delete",
    operationId: "removeLine",
    summary: "Remove a line",
    refusals: lineRefusals,
    handle: (call) => changed(call, { lines: [{ sku: call.params.sku, quantity: 0 }] }),
  }),
  defineRoute({
    ...cart,
    method: "put",
    path: "/api/v1/carts/{cartId}/shipping-address",
    operationId: "setShippingAddress",
    summary: "Set the shipping address",
    body: address,
    refusals: ["cart_closed", "not_shippable"],
    handle: (call) => changed(call, { shippingAddress: call.body }),
  }),
  defineRoute({
    ...cart,
    method: "put",
    path: "/api/v1/carts/{cartId}/shipping-option",
    operationId: "setShippingOption",
    summary: "Choose a shipping option",
    body: schema.chosenOption,
    refusals: ["cart_closed", "address_required", "unknown_shipping_option"],
    handle: (call) => changed(call, { shippingOption: call.body.id }),
  }),
  defineRoute({
    ...cart,
    method: "post",
    path: "/api/v1/carts/{cartId}/coupons",
    operationId: "addCoupon",
    summary: "Use a coupon",
    body: schema.couponCode,
    refusals: ["cart_closed", "coupon_invalid"],
    handle: (call) => changed(call, { coupons: [call.body.code] }),
  }),
  defineRoute({
    ...cart,
    method: "delete",
    path: "/api/v1/carts/{cartId}/coupons/{code}",
    params: { cartId: "cart", code: schema.couponText },
    operationId: "removeCoupon",
    summary: "Remove a coupon",
    refusals: ["cart_closed", "coupon_invalid"],
    // A shop without coupons has none to take back: the code is as unknown here as where it would be used.
    handle: (call) => changed(call, { coupons: [call.params.code] }),
  }),
];
