import type { ShippingOption } from "../../contracts/shipping.ts";
import type { Offered, SeenVariant } from "../../domain/cart/command.ts";
import type { CartState } from "../../domain/cart/state.ts";
import type { SaleVariant } from "../../domain/catalog/types.ts";
import type { Destination } from "../../domain/kernel/address.ts";
import type { Currency } from "../../domain/kernel/currency.ts";
import type { Sku } from "../../domain/kernel/ids.ts";
import type { Rules } from "../../domain/pricing/types.ts";
import { system } from "../kernel/access.ts";
import { Held } from "../kernel/held.ts";
import type { Env } from "./index.ts";

const PLACES_HELD_MAX = 500;

const self = system("cart");
/** How long an isolate may hold what another Worker said: an order asks again. */
const HELD_MS = 1_000;
const heldRules = new Held<Rules>(HELD_MS);
const heldOptions = new Held<ShippingOption[]>(HELD_MS, PLACES_HELD_MAX);

/** The rules in force, at most a second old. */
export function rulesNow(env: Env): Promise<Rules> {
  return heldRules.get("", () => env.PRICING.rules(self));
}

/** The rules a cart was last shown with. Where they are gone (a day or more), today's are shown. */
export async function rulesOf(env: Env, { opened, rulesVersion }: CartState): Promise<Rules> {
  const now = await rulesNow(env);
  if (!opened || now.version === rulesVersion) return now;
  return (await env.PRICING.rulesAt(self, rulesVersion)) ?? now;
}

/** By SKU; what is not for sale in the currency is missing. At most 100. */
export async function variantsNow(env: Env, skus: readonly Sku[], currency: Currency): Promise<Map<Sku, SeenVariant>> {
  if (skus.length === 0) return new Map();
  const variants = await env.CATALOG.variants(self, [...skus], currency);
  return new Map(variants.flatMap((variant) => (variant === null ? [] : [[variant.sku, seen(variant)]])));
}

function seen({ unitPrice, ...rest }: SaleVariant): SeenVariant {
  return { ...rest, unitPriceMinor: unitPrice.minor };
}

export function optionsNow(env: Env, destination: Destination, currency: Currency): Promise<ShippingOption[]> {
  const key = JSON.stringify([currency, destination.country, destination.region, destination.postalCode]);
  return heldOptions.get(key, () => env.SHIPPING.options(self, destination, currency));
}

/** The same as the cart keeps it. */
export async function offeredNow(env: Env, destination: Destination, currency: Currency): Promise<Offered> {
  const options = await optionsNow(env, destination, currency);
  return { destination, options: options.map(({ id, title, price }) => ({ id, title, priceMinor: price.minor })) };
}
