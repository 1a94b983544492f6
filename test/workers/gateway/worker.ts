import { WorkerEntrypoint } from "cloudflare:workers";
import type { Caller } from "../../../contracts/caller.ts";

export { default } from "../../../workers/gateway/index.ts";

type Args = [caller: Caller, ...rest: never[]];
type Reply = (...args: Args) => unknown;

/** What the Workers behind the front door were asked, in order, and what they say next. */
export const behind = {
  calls: [] as { name: string; args: Args }[],
  /** The trace of each call, which is taken off the caller: who it is does not depend on it. */
  traces: [] as (string | undefined)[],
  replies: new Map<string, Reply>(),
};

/** Scripts one method: `says("CART.view", () => ok(view))`. */
export function says(name: string, reply: (...args: never[]) => unknown): void {
  behind.replies.set(name, reply as Reply);
}

export function callsOf(name: string): Args[] {
  return behind.calls.filter((call) => call.name === name).map((call) => call.args);
}

export function forget(): void {
  behind.calls.length = 0;
  behind.traces.length = 0;
  behind.replies.clear();
}

/** A Worker of which only the names of its methods are real. */
function fake(binding: string, methods: readonly string[]) {
  class Fake extends WorkerEntrypoint {}
  for (const method of methods) {
    const name = `${binding}.${method}`;
    Object.defineProperty(Fake.prototype, method, {
      value: async (...args: Args) => {
        // Its own counters leave whenever it is time, in the middle of any test.
        if (name === "METRICS.add" && !behind.replies.has(name)) return;
        const [caller, ...rest] = args;
        const { traceparent, ...who } = caller;
        behind.traces.push(traceparent);
        behind.calls.push({ name, args: [who, ...rest] });
        const reply = behind.replies.get(name);
        if (reply === undefined) throw new Error(`${name} was not expected`);
        return reply(...args);
      },
    });
  }
  return Fake;
}

export const Identity = fake("IDENTITY", [
  ...["register", "login", "refresh", "logout", "authenticate", "jwks", "user", "updateUser"],
  ...["addresses", "addAddress", "setAddress", "removeAddress", "setStaff", "ready"],
]);
export const Catalog = fake("CATALOG", [...["products", "product", "variants", "categories", "ready"]]);
export const Search = fake("SEARCH", ["search", "products", "suggestions", "rebuild", "rebuildStatus", "ready"]);
export const CatalogAdmin = fake("CATALOG_ADMIN", ["create", "replace", "remove", "upsert"]);
export const Pricing = fake("PRICING", ["rules", "ready"]);
export const PricingAdmin = fake("PRICING_ADMIN", ["setRules"]);
export const Cart = fake("CART", [
  ...["open", "view", "change", "addLine", "claim", "shippingOptions", "quote", "ready"],
]);
export const Inventory = fake("INVENTORY", ["availability", "levels", "ledger", "ready"]);
export const InventoryAdmin = fake("INVENTORY_ADMIN", ["adjust", "rebuild", "rebuildStatus"]);
export const Orders = fake("ORDERS", [
  ...["place", "view", "events", "cancel", "setStatus", "pay", "payment", "refund"],
  ...["ofCustomer", "poke", "figures", "rebuild", "rebuildStatus", "ready"],
]);
export const Payments = fake("PAYMENTS", ["receive", "note", "ready"]);
export const Shipping = fake("SHIPPING", ["ready"]);
export const ShippingAdmin = fake("SHIPPING_ADMIN", ["zones", "setZones"]);
export const Notifications = fake("NOTIFICATIONS", ["ready"]);
export const Events = fake("EVENTS", ["read", "ready"]);
export const EventsAdmin = fake("EVENTS_ADMIN", ["status", "deadLetters", "deadLetter", "claim", "release", "replay"]);
export const Metrics = fake("METRICS", ["add", "read"]);
