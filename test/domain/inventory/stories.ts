import { expect } from "vitest";
import { stock } from "../../../domain/inventory/stock.ts";
import type { StockCommand, StockEvent, StockRefusal, StockState } from "../../../domain/inventory/types.ts";
import { fold } from "../../../domain/kernel/decider.ts";
import type { OrderId } from "../../../domain/kernel/ids.ts";

export const anna = "ord_anna" as OrderId;
export const ben = "ord_ben" as OrderId;

/** Minutes from the beginning of the story, as epoch ms. */
export const minute = (minutes: number): number => 1_800_000_000_000 + minutes * 60_000;

/** Commands that are all taken, one after another. */
export function given(...commands: StockCommand[]): StockState {
  return commands.reduce((state, command) => fold(stock, taken(state, command), state), stock.initial);
}

export function taken(state: StockState, command: StockCommand): StockEvent[] {
  const decided = stock.decide(state, command);
  expect(decided).toMatchObject({ ok: true });
  return decided.ok ? decided.value : [];
}

/** The state after a command that is taken. */
export function next(state: StockState, command: StockCommand): StockState {
  return fold(stock, taken(state, command), state);
}

export function refusal(state: StockState, command: StockCommand): StockRefusal | null {
  const decided = stock.decide(state, command);
  return decided.ok ? null : decided.error;
}

export const put = (onHand: number, location = "main", at = minute(0)): StockCommand => {
  return { type: "Adjust", location, change: { onHand }, reason: "count", at };
};
export const hold = (orderId: OrderId, quantity: number, more: Partial<Hold> = {}): Hold => {
  return { type: "Hold", orderId, quantity, backorder: false, until: minute(10), at: minute(0), ...more };
};
export const commit = (orderId: OrderId, quantity: number, at = minute(1)): StockCommand => {
  return { type: "Commit", orderId, quantity, at };
};
export const release = (orderId: OrderId, at = minute(1)): StockCommand => ({ type: "Release", orderId, at });
export const restock = (orderId: OrderId, restockId: string, quantity: number, at = minute(2)): StockCommand => {
  return { type: "Restock", orderId, restockId, quantity, at };
};

type Hold = Extract<StockCommand, { type: "Hold" }>;
