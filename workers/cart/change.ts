import type { CommandMeta } from "../../contracts/caller.ts";
import type { CartChange, CartRefusal, NewLine } from "../../contracts/cart.ts";
import type { Change } from "../../domain/cart/command.ts";
import type { CartFailure, KeptCart } from "../../domain/cart/state.ts";
import { CART_LINES_MAX, type CartView } from "../../domain/cart/types.ts";
import { type Destination, destinationOf } from "../../domain/kernel/address.ts";
import { err, ok, type Result } from "../../domain/kernel/result.ts";
import type { Env } from "./index.ts";
import { cartRefusal } from "./refusal.ts";
import { offeredNow, rulesNow, variantsNow } from "./shop.ts";
import { asShown } from "./showing.ts";
import type { Visit } from "./visit.ts";

/** How often a change that depends on what the cart says is tried when the cart moves meanwhile. */
export const STALE_TRIES = 3;

export async function changeCart(
  env: Env,
  visit: Visit,
  meta: CommandMeta,
  change: CartChange,
): Promise<Result<CartView, CartRefusal>> {
  if ((change.lines?.length ?? 0) > CART_LINES_MAX) return err({ code: "too_many_lines", max: CART_LINES_MAX });
  const contact = { email: change.email ?? null, shippingAddress: change.shippingAddress ?? null };
  const hasContact = contact.email !== null || contact.shippingAddress !== null;
  for (let attempt = 1; ; attempt++) {
    const place = await placeOf(visit, change);
    if (!place.ok) return err(cartRefusal(place.error));
    const command = await commandOf(env, visit, change, place.value);
    const changed = await visit.handle(meta, command, hasContact ? contact : undefined);
    if (!changed.ok && changed.error.code === "stale" && attempt < STALE_TRIES) continue;
    return answered(env, visit, changed);
  }
}

export async function addLine(
  env: Env,
  visit: Visit,
  meta: CommandMeta,
  { sku, quantity, ifVersion }: NewLine,
): Promise<Result<CartView, CartRefusal>> {
  const [rules, variants] = await Promise.all([rulesNow(env), variantsNow(env, [sku], visit.currency)]);
  const variant = variants.get(sku) ?? null;
  const line = { sku, quantity, variant, ifVersion: ifVersion ?? null };
  return answered(env, visit, await visit.handle(meta, { type: "AddLine", ...line, rulesVersion: rules.version }));
}

async function answered(
  env: Env,
  visit: Visit,
  changed: Result<KeptCart, CartFailure>,
): Promise<Result<CartView, CartRefusal>> {
  return changed.ok ? ok(await asShown(env, visit, changed.value)) : err(cartRefusal(changed.error));
}

/** Where the ways to ship are asked for: only an option without an address needs the cart itself to say. */
async function placeOf(visit: Visit, change: CartChange): Promise<Result<Destination | null, CartFailure>> {
  if (change.shippingAddress) return ok(destinationOf(change.shippingAddress));
  if (change.shippingOption === undefined) return ok(null);
  const found = await visit.look();
  return found.ok ? ok(found.value.state.destination) : found;
}

async function commandOf(env: Env, visit: Visit, change: CartChange, place: Destination | null): Promise<Change> {
  const lines = change.lines ?? [];
  const wanted = new Set(lines.filter(({ quantity }) => quantity > 0).map(({ sku }) => sku));
  const [rules, variants, offered] = await Promise.all([
    rulesNow(env),
    variantsNow(env, [...wanted], visit.currency),
    place === null ? null : offeredNow(env, place, visit.currency),
  ]);
  return {
    type: "Change",
    lines: lines.map(({ sku, quantity }) => ({ sku, quantity, variant: variants.get(sku) ?? null })),
    destination: change.shippingAddress ? destinationOf(change.shippingAddress) : null,
    shippingOption: change.shippingOption ?? null,
    offered,
    email: change.email !== undefined,
    coupons: change.coupons ?? [],
    ifVersion: change.ifVersion ?? null,
    rulesVersion: rules.version,
  };
}
