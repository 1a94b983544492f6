import type { Books } from "../../../scripts/crash/audit/books.ts";
import type { Invariant } from "../../../scripts/crash/audit/finding.ts";
import type { OrderBook } from "../../../scripts/crash/audit/fold/order.ts";
import type { Intent } from "../../../scripts/crash/audit/read/provider.ts";
import type { Spoiled } from "./damage.ts";

/** What is spoiled, and the invariants that are then broken: these and no others. */
export type Damage = [what: string, broken: Invariant[], spoil: (books: Spoiled, was: Books) => void];

export const SKU = "CRASH-MANY-1";
export const ALL = 1_000_000;

export const paidOrder = (books: Books): OrderBook =>
  one(
    [...books.orders.values()],
    ({ status, attempts }) => status === "confirmed" && attempts.get(1)?.status === "captured",
  );
export const paidIntent = (books: Books): Intent => one(books.provider.intents, ({ status }) => status === "succeeded");

export function one<T>(all: readonly T[], isIt: (thing: T) => boolean): T {
  const found = all.find(isIt);
  if (found === undefined) throw new Error("the run had none of these");
  return found;
}

export function intentLine({ orderId, amount, currency }: Intent, more: Record<string, unknown>): unknown {
  const row = { id: "pi_spoiled", amount, amountReceived: 0, currency: currency.toLowerCase(), ...more };
  return [{ table: "intents", row: { ...row, metadata: { order_id: orderId, attempt: "9" } } }];
}

export const chargeLine = (amount: number) => [{ table: "charges", row: { id: "ch_spoiled", amountCaptured: amount } }];
