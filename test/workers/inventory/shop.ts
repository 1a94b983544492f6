import { createExecutionContext, evictDurableObject } from "cloudflare:test";
import { env } from "cloudflare:workers";
import { expect } from "vitest";
import type { Caller } from "../../../contracts/caller.ts";
import type { StockLevel } from "../../../contracts/inventory.ts";
import type { OrderId, UserId } from "../../../domain/kernel/ids.ts";
import { type Bindings, InventoryService } from "./worker.ts";

export const { INVENTORY, INVENTORY_ADMIN, EVENTS, STOCK, DB } = env as unknown as Bindings;

export const orders: Caller = { kind: "system", name: "orders" };
export const warehouse: Caller = {
  kind: "staff",
  userId: "usr_1" as UserId,
  permissions: ["inventory:write"],
  tokens: {},
};
/** Everybody who must not touch stock. */
export const strangers: Caller[] = [
  { kind: "guest", tokens: {} },
  { kind: "customer", userId: "usr_2" as UserId, tokens: {} },
  { kind: "staff", userId: "usr_3" as UserId, permissions: ["catalog:write"], tokens: {} },
  { kind: "system", name: "cart" },
];

/** The Worker without RPC between: for what is thrown, which a stub would report a second time as unhandled. */
export const atHand = () => new InventoryService(createExecutionContext(), env as unknown as Bindings);

let minted = 0;
/** Storage is shared by all tests: each takes names of its own. */
export const newOrder = (): OrderId => `ord_${++minted}` as OrderId;
export const newSku = (): string => `SKU-${++minted}`;

export const soon = (ms = 600_000): number => Date.now() + ms;
export const line = (sku: string, quantity: number, backorder = false) => ({ sku, quantity, backorder });

/** A new SKU with so many on hand. */
export async function stocked(onHand: number, location = "main"): Promise<string> {
  const sku = newSku();
  await put(sku, onHand, location);
  return sku;
}

export async function put(sku: string, onHand: number, location = "main"): Promise<void> {
  const adjusted = await adjust({ sku, location, onHand, reason: "count" });
  expect(adjusted).toMatchObject({ ok: true });
}

export async function adjust(change: Parameters<typeof INVENTORY_ADMIN.adjust>[2][number], key = newOrder() as string) {
  const meta = { commandId: key, bodyHash: JSON.stringify(change), correlationId: "test" };
  const answer = await INVENTORY_ADMIN.adjust(warehouse, meta, [change]);
  if (!answer.ok) throw new Error(answer.error.code);
  return answer.value[0];
}

export async function levels(sku: string): Promise<StockLevel[]> {
  const answer = await INVENTORY.levels(warehouse, sku);
  if (!answer.ok) throw new Error(answer.error.code);
  return answer.value;
}

/** The level over all places. */
export async function level(sku: string): Promise<{ onHand: number; held: number; available: number }> {
  const places = await levels(sku);
  const sum = (key: "onHand" | "held" | "available") => places.reduce((total, place) => total + place[key], 0);
  return { onHand: sum("onHand"), held: sum("held"), available: sum("available") };
}

/** Forgets what the SKU's object has in memory; its storage stays. */
export function evict(sku: string): Promise<void> {
  return evictDurableObject(STOCK.getByName(sku));
}
