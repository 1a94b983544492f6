import type { CommonRefusal, FieldError } from "../contracts/caller.ts";
import type { CartRefusal, HandOverRefusal } from "../contracts/cart.ts";
import type { CatalogRefusal } from "../contracts/catalog.ts";
import type { IdentityRefusal } from "../contracts/identity.ts";
import type { InventoryRefusal } from "../contracts/inventory.ts";
import type { OrderRefusal } from "../contracts/orders.ts";
import type { WebhookRefusal } from "../contracts/payments.ts";

/** What the edge itself refuses, before any domain is asked. */
export type EdgeRefusal =
  | { code: "invalid"; errors: FieldError[] }
  | { code: "bad_path" }
  | { code: "method"; allow: string }
  | { code: "content_type" }
  | { code: "encoding" }
  | { code: "too_large" }
  | { code: "invalid_utf8" }
  | { code: "invalid_json" }
  | { code: "too_deep" }
  | { code: "unauthenticated" }
  | { code: "invalid_token" }
  | { code: "idempotency_key_required" }
  | { code: "idempotency_key_invalid" }
  | { code: "hosted_not_available" }
  | { code: "not_ready"; workers: string[] }
  | { code: "unavailable" }
  | { code: "internal" };

/** Every refusal that can reach a client. */
export type Refusal =
  | CommonRefusal
  | CartRefusal
  | HandOverRefusal
  | OrderRefusal
  | CatalogRefusal
  | IdentityRefusal
  | InventoryRefusal
  | WebhookRefusal
  | EdgeRefusal;

export type RefusalCode = Refusal["code"];
type Row = readonly [status: number, title: string];

/** The one place that names a status. A refusal that is missing here does not compile. */
export const REFUSALS = {
  not_found: [404, "There is no such thing, or it is not yours"],
  forbidden: [403, "Your role does not allow this"],
  idempotency_mismatch: [422, "This Idempotency-Key was used with another request"],
  in_progress: [409, "The first request with this key is still running"],
  parameter: [400, "A parameter is not valid"],

  cart_closed: [409, "The cart is closed: it became an order, or is becoming one"],
  cart_empty: [409, "The cart is empty"],
  too_many_lines: [400, "Too many lines"],
  quantity_range: [400, "The quantity is out of range"],
  unknown_sku: [404, "There is no such article for sale"],
  unknown_shipping_option: [422, "There is no such shipping option for this cart"],
  not_shippable: [422, "The shop does not ship there"],
  coupon_invalid: [422, "The coupon cannot be used"],
  version: [412, "It has changed since you read it"],
  email_required: [409, "An e-mail address is needed first"],
  address_required: [409, "A shipping address is needed first"],
  shipping_option_required: [409, "A shipping option is needed first"],
  quote_expired: [409, "The total is not what was shown"],

  out_of_stock: [409, "Not enough in stock"],
  quote_changed: [409, "The total is not what was shown"],
  payment_declined: [402, "The payment was declined"],
  not_single_variant: [422, "The product has several variants: name a SKU"],
  order_not_payable: [409, "The order does not wait for a payment"],
  order_not_cancellable: [409, "The order can no longer be cancelled"],
  status_conflict: [409, "The order is not in a state that allows this"],
  refund_exceeds_captured: [409, "More than what is left of the captured amount"],
  currency: [400, "The currency cannot be used here"],
  list_behind: [409, "The list of orders has not heard of everything yet"],
  hosted_not_available: [422, "The hosted payment page is not available in this shop"],

  handle_taken: [409, "Another product has this handle"],
  sku_taken: [409, "Another product has this SKU"],
  version_conflict: [409, "It was changed by somebody else meanwhile"],
  invalid_product: [422, "The product is not valid"],
  below_held: [409, "Stock cannot go below what is held for orders"],

  email_taken: [409, "There is an account with this e-mail address"],
  email_invalid: [400, "The e-mail address is not valid"],
  password_too_short: [400, "The password is too short"],
  password_too_long: [400, "The password is too long"],
  password_too_common: [400, "The password is among the most common ones"],
  invalid_credentials: [401, "The e-mail address or the password is wrong"],
  invalid_token: [401, "The token is not valid"],
  unauthenticated: [401, "An access token is needed"],
  too_many_attempts: [429, "Too many attempts"],
  too_many_addresses: [422, "Too many addresses"],

  webhook_signature: [400, "The signature is not valid"],
  webhook_timestamp: [400, "The signature is too old, or from the future"],
  webhook_livemode: [400, "The event belongs to another mode"],

  invalid: [400, "The request is not valid"],
  bad_path: [400, "The path is not valid"],
  method: [405, "The path does not know this method"],
  content_type: [415, "The body has to be application/json"],
  encoding: [415, "The body has to be sent without a Content-Encoding"],
  too_large: [413, "The body is too large"],
  invalid_utf8: [400, "The body is not valid UTF-8"],
  invalid_json: [400, "The body is not valid JSON"],
  too_deep: [400, "The body is nested too deeply"],
  idempotency_key_required: [400, "An Idempotency-Key is needed"],
  idempotency_key_invalid: [400, "The Idempotency-Key is not 1 to 255 visible characters"],
  not_ready: [503, "Not ready"],
  unavailable: [503, "Something needed cannot be reached just now"],
  internal: [500, "Something went wrong on our side"],
} as const satisfies Record<RefusalCode, Row>;

export function statusOf(code: RefusalCode): number {
  return REFUSALS[code][0];
}
