import { createExecutionContext, evictDurableObject, runInDurableObject } from "cloudflare:test";
import { env } from "cloudflare:workers";
import { vi } from "vitest";
import type { Caller, CommandMeta } from "../../../contracts/caller.ts";
import type { CartApi, CartChange } from "../../../contracts/cart.ts";
import type { CartView } from "../../../domain/cart/types.ts";
import type { Address } from "../../../domain/kernel/address.ts";
import type { Country } from "../../../domain/kernel/country.ts";
import type { CartId, UserId } from "../../../domain/kernel/ids.ts";
import type { Result } from "../../../domain/kernel/result.ts";
import type { Rules } from "../../../domain/pricing/types.ts";
import { home } from "../../../workers/kernel/home.ts";
import { idsOf } from "../../../workers/kernel/ids.ts";
import { type Bindings, CartService, shop } from "./worker.ts";

export const bindings = env as unknown as Bindings;
export const ids = idsOf(bindings);

/** Both settings of a deployment: an object per cart, and eight homes for all. */
export const settings: { homes: number; cart: CartApi }[] = [
  { homes: 0, cart: bindings.CART },
  { homes: 8, cart: bindings.CART_OF_8_HOMES },
];

/** The service without a call in between: what it throws is not logged as an outage. */
export const atHand = (homes: number): CartApi =>
  new CartService(createExecutionContext(), { ...bindings, HOMES: String(homes) });

export const orders: Caller = { kind: "system", name: "orders" };
export const guest = (token?: string): Caller => ({
  kind: "guest",
  tokens: token === undefined ? {} : { cart: token },
});
export const customer = (userId: UserId = ids.mint("usr"), token?: string) => {
  return { kind: "customer" as const, userId, tokens: token === undefined ? {} : { cart: token } };
};

export const berlin: Address = {
  name: "Ann Example",
  line1: "Invalidenstr. 1",
  city: "Berlin",
  postalCode: "10115",
  country: "DE" as Country,
};
export const RULES: Rules = {
  version: 1,
  taxIncluded: true,
  taxRounding: "order",
  shippingTaxClass: "standard",
  taxRates: [{ country: "DE" as Country, taxClass: "standard", ppm: 190_000, from: 0 }],
  promotions: [],
};
/** Longer than an isolate holds what others said. */
export const HELD_MS = 1_001;

/** Moves the clock; it stands still otherwise. Alarms do not run by it: a test runs them. */
export function pass(ms: number): void {
  vi.setSystemTime(Date.now() + ms);
}

/** A shop as every test finds it; what was held of an earlier test's is too old. */
export function freshShop(): void {
  vi.useFakeTimers({ toFake: ["Date"] });
  pass(HELD_MS);
  shop.prices = new Map([
    ["mug", 1_000],
    ["cup", 500],
  ]);
  shop.postMinor = 400;
  shop.rules = [RULES];
  shop.calls = [];
  shop.meanwhile = null;
}

let keys = 0;
export function meta(commandId = `key-${++keys}`, bodyHash = "body"): CommandMeta {
  return { commandId, bodyHash, correlationId: "test" };
}

export function done<T>(result: Result<T, unknown>): T {
  if (!result.ok) throw new Error(JSON.stringify(result.error));
  return result.value;
}

export const toBerlin: CartChange = {
  lines: [{ sku: "mug", quantity: 2 }],
  shippingAddress: berlin,
  email: "ann@kiosk.example",
};

/** A guest's cart, filled as `change` says. */
export async function guestCart(cart: CartApi, change: CartChange = toBerlin) {
  const opened = done(await cart.open(guest(), "EUR"));
  const caller = guest(opened.token);
  const view = done(await cart.change(caller, opened.id, meta(), change));
  return { id: opened.id, caller, token: opened.token ?? "", view };
}

export const quantities = ({ lines }: CartView) =>
  Object.fromEntries(lines.map(({ sku, quantity }) => [sku, quantity]));

export const objectOf = (homes: number, id: CartId | UserId) => bindings.CARTS.getByName(home("cart", id, homes));
export const evict = (homes: number, id: CartId) => evictDurableObject(objectOf(homes, id));

/** Rows as they lie in the object's tables. */
export function rows(homes: number, id: CartId | UserId, query: string, ...bound: string[]) {
  return runInDurableObject(objectOf(homes, id), (_, { storage }) => storage.sql.exec(query, ...bound).toArray());
}

export const eventsOf = (homes: number, id: CartId) =>
  rows(homes, id, "SELECT type, data FROM events WHERE aggregate = ? ORDER BY version", id);

/** Empty where nothing was ever written. */
export const tablesOf = (homes: number, id: CartId | UserId) =>
  rows(homes, id, "SELECT name FROM sqlite_master WHERE type = 'table' AND name IN ('events', 'timers')");
