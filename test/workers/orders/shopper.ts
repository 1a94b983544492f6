import { env } from "cloudflare:workers";
import type { Caller, CommandMeta } from "../../../contracts/caller.ts";
import type { OrdersApi, PlaceOrder } from "../../../contracts/orders.ts";
import type { Country } from "../../../domain/kernel/country.ts";
import type { OrderId } from "../../../domain/kernel/ids.ts";
import type { OrderObject } from "../../../durable-objects/order.ts";
import { home } from "../../../workers/kernel/home.ts";
import { world } from "./worker.ts";

export const bindings = env as unknown as {
  SERVICE: OrdersApi;
  ORDERS: DurableObjectNamespace<OrderObject>;
  ID_KEYS: string;
};
export const orders = bindings.SERVICE;
export const guest: Caller = { kind: "guest", tokens: {} };

let count = 0;
/** A SKU of one's own with so many on the shelf. */
export function stocked(quantity: number, prefix = "MUG"): string {
  const sku = `${prefix}-${++count}`;
  world.stock.receive(sku, quantity);
  return sku;
}

export function onShelf(sku: string): { onHand: number; held: number } {
  const [shelf] = world.stock.state(sku).shelves;
  return { onHand: shelf?.onHand ?? 0, held: shelf?.held ?? 0 };
}

export function meta(key = `key-${++count}`, body = "body"): CommandMeta {
  return { commandId: key, bodyHash: body, correlationId: key };
}

export function wants(sku: string, method: string | null = "pm_card_visa", quantity = 1): PlaceOrder {
  return {
    items: [{ sku, quantity }],
    currency: "USD",
    email: "ada@shop.example",
    shippingAddress: {
      name: "Ada",
      line1: "1 High St",
      city: "New York",
      region: "NY",
      postalCode: "10001",
      country: "US" as Country,
    },
    ...(method === null ? {} : { payment: { provider: "stripe", method } }),
  };
}

/** Buys, expects the order to stand, and answers it with the caller who may see it. */
export async function bought(sku: string, method: string | null = "pm_card_visa", key = meta()) {
  const placed = await orders.place(guest, key, wants(sku, method));
  if (!placed.ok) throw new Error(`refused: ${placed.error.code}`);
  const { order, state } = placed.value;
  const owner: Caller = { kind: "guest", tokens: { order: order.token ?? "" } };
  return { order, state, owner };
}

export function objectOf(orderId: OrderId): DurableObjectStub<OrderObject> {
  return bindings.ORDERS.getByName(home("order", orderId, 8));
}

export async function viewed(owner: Caller, orderId: OrderId) {
  const found = await orders.view(owner, orderId);
  if (!found.ok) throw new Error(found.error.code);
  return found.value;
}
