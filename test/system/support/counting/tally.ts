import { AsyncLocalStorage } from "node:async_hooks";

/** What came in; a call to another Worker or object; a statement of D1; a queue's message; a call of the payment provider. */
export type Kind = "request" | "hop" | "object" | "statement" | "message" | "provider";

/**
 * What somebody outside began, and the calls that led here: `7 POST /api/v1/orders > ORDERS.place > CART.handOver`. It goes
 * along with every call between Workers, so that what an order costs is known from what else happens meanwhile.
 */
const cause = new AsyncLocalStorage<string>();
const counts = new Map<string, number>();

export function causeNow(): string {
  return cause.getStore() ?? "start";
}

export function causedBy<T>(named: string, work: () => T): T {
  return cause.run(named, work);
}

export function count(kind: Kind, what: string, times = 1): void {
  const key = JSON.stringify([causeNow(), kind, what]);
  counts.set(key, (counts.get(key) ?? 0) + times);
}

/** All that this isolate has counted. */
export function tally(): [key: string, times: number][] {
  return [...counts];
}
