import type { Caller, CommandMeta } from "../../contracts/caller.ts";
import type { OrderRefusal, PlaceOrder } from "../../contracts/orders.ts";
import { QUANTITY_MAX } from "../../domain/cart/types.ts";
import { destinationOf } from "../../domain/kernel/address.ts";
import type { ProductId, Sku, UserId } from "../../domain/kernel/ids.ts";
import { err, ok, type Result } from "../../domain/kernel/result.ts";
import { idsOf } from "../kernel/ids.ts";
import { type Env, homeOf, ORDERS_CALLER } from "./env.ts";
import { existing, hold, type Placing, place } from "./making.ts";
import { termsOf, truth, unpriceable } from "./terms.ts";

type BuyNow = Extract<PlaceOrder, { items: unknown }>;

/** Without a cart: the key names the order, so the same request is the same order. */
export async function buyNow(env: Env, caller: Caller, meta: CommandMeta, request: BuyNow): Placing {
  const customerId = caller.kind === "customer" || caller.kind === "staff" ? caller.userId : null;
  const orderId = idsOf(env).derive("ord", ["buy-now", meta.commandId]);
  const made = await existing(env, orderId, meta);
  if (made) return made;
  const lines = await linesOf(env, request.items);
  if (!lines.ok) return lines;
  const destination = destinationOf(request.shippingAddress);
  const at = Date.now();
  const skus = lines.value.map((line) => line.sku);
  const now = await truth(env, skus, request.currency, destination);
  const [gone] = now.missing;
  if (gone !== undefined) return err({ code: "unknown_sku", sku: gone });
  const [cheapest] = now.options;
  if (cheapest === undefined) return err({ code: "not_shippable" });
  const option =
    request.shippingOption === undefined ? cheapest : now.options.find((each) => each.id === request.shippingOption);
  if (option === undefined) return err({ code: "unknown_shipping_option" });
  const tooDear = unpriceable(lines.value, now);
  if (tooDear !== null) return err({ code: "quantity_range", sku: tooDear, max: 1 });
  const cancelRefundId = idsOf(env).sibling("ref", orderId, "cancel");
  const { currency, email, shippingAddress, payment } = request;
  const sale = {
    orderId,
    cancelRefundId,
    customerId,
    cartId: null,
    currency,
    lines: lines.value,
    destination,
    option,
    at,
  };
  if (customerId) {
    const claimed = await homeOf(env, customerId).claimRequest(customerId, meta, orderId);
    if (!claimed.ok) return claimed;
  }
  const held = await hold(env, { terms: termsOf(sale, now), contact: { email, shippingAddress }, at }, payment);
  if (held.ok) return place(env, meta, held.value);
  if (customerId) await forget(env, customerId, meta);
  return held;
}

async function forget(env: Env, customerId: UserId, meta: CommandMeta): Promise<void> {
  await homeOf(env, customerId).forgetRequest(customerId, meta.commandId);
}

/** By SKU, the same SKU summed; a product stands for its SKU where it has only one. */
async function linesOf(
  env: Env,
  items: BuyNow["items"],
): Promise<Result<{ sku: Sku; quantity: number }[], OrderRefusal>> {
  const productIds: ProductId[] = items.flatMap((item) => ("productId" in item ? [item.productId] : []));
  const found = productIds.length > 0 ? await env.CATALOG.soleSkus(ORDERS_CALLER, productIds) : [];
  const soleSkus = new Map(productIds.map((id, index) => [id, found[index] ?? null]));
  const quantities = new Map<Sku, number>();
  for (const item of items) {
    const sku = "sku" in item ? item.sku : soleSkus.get(item.productId);
    if (!sku) return err({ code: "not_single_variant" });
    quantities.set(sku, (quantities.get(sku) ?? 0) + item.quantity);
  }
  const lines = [...quantities].map(([sku, quantity]) => ({ sku, quantity }));
  const tooMany = lines.find(({ quantity }) => quantity > QUANTITY_MAX);
  return tooMany ? err({ code: "quantity_range", sku: tooMany.sku, max: QUANTITY_MAX }) : ok(lines);
}
