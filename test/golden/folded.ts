import { cart } from "../../domain/cart/cart.ts";
import type { CartEvent } from "../../domain/cart/state.ts";
import { stock } from "../../domain/inventory/stock.ts";
import type { StockEvent } from "../../domain/inventory/types.ts";
import { fold } from "../../domain/kernel/decider.ts";
import { order } from "../../domain/orders/decide.ts";
import type { OrderEvent } from "../../domain/orders/events.ts";

/** The classes in whose objects the histories of aggregates lie. */
export const STORED = { order: "OrderObject", cart: "CartObject", stock: "StockObject" } as const;
export type Stored = keyof typeof STORED;

/** What a stored history amounts to by today's rules, as JSON would keep it. */
export function foldedOf(domain: Stored, events: readonly unknown[]): unknown {
  return JSON.parse(JSON.stringify(FOLD[domain](events)));
}

const FOLD: Record<Stored, (events: readonly unknown[]) => unknown> = {
  order: (events) => fold(order, events as OrderEvent[]),
  cart: (events) => fold(cart, events as CartEvent[]),
  stock: (events) => fold(stock, events as StockEvent[]),
};
