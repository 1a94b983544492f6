import type { CartApi } from "../../contracts/cart.ts";
import type { CatalogApi } from "../../contracts/catalog.ts";
import type { EventsApi } from "../../contracts/events.ts";
import type { InventoryApi } from "../../contracts/inventory.ts";
import type { PaymentsApi } from "../../contracts/payments.ts";
import type { PricingApi } from "../../contracts/pricing.ts";
import type { ShippingApi } from "../../contracts/shipping.ts";
import type { OrderObject } from "../../durable-objects/order.ts";
import { system } from "../kernel/access.ts";
import { home } from "../kernel/home.ts";
import type { RebuildObject } from "./rebuild.ts";

export type Env = {
  ID_KEYS: string;
  HOMES: string;
  ORDERS: DurableObjectNamespace<OrderObject>;
  REBUILD: DurableObjectNamespace<RebuildObject>;
  DB: D1Database;
  CART: CartApi;
  INVENTORY: InventoryApi;
  PRICING: PricingApi;
  CATALOG: CatalogApi;
  PAYMENTS: PaymentsApi;
  SHIPPING: ShippingApi;
  EVENTS: EventsApi;
};

export const ORDERS_CALLER = system("orders");

/** The object where an order, or what a customer asked of late, lives. A new stub for each call. */
export function homeOf(env: Env, id: string): DurableObjectStub<OrderObject> {
  return env.ORDERS.getByName(home("order", id, Number(env.HOMES)));
}
