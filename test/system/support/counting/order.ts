import type { CountedShop, Operation } from "./shop.ts";
import type { Kind } from "./tally.ts";

/**
 * `asked`: what the shopper waits for, from the empty cart to the confirmed order. `afterwards`: what the order still has to
 * do: capture, the sale of what was held, the cart's end, and the provider's news. `told`: events, queues, and who listens.
 */
const PHASES = ["asked", "afterwards", "told"] as const;
export type Phase = (typeof PHASES)[number];

/** What one order costs. */
export type OrderCost = {
  operations: Record<Phase, Partial<Record<Kind, number>>>;
  /** By what was written: see `commits.ts`. */
  commits: Record<string, number>;
  /** New ones, by class. */
  objects: Record<string, number>;
  /** Every single operation, for whoever wonders what the numbers are made of. */
  listing: string;
};

/** What one ordinary order of a guest costs, when nothing else happens in the shop: cart, fill, order, and all that follows. */
export async function costOfOrder(shop: CountedShop): Promise<OrderCost> {
  await shop.quiet();
  const before = {
    operations: await shop.operations(),
    commits: shop.commits.counts(),
    objects: shop.commits.objects(),
  };
  await shop.buy();
  await shop.quiet();
  const added = addedOperations(before.operations, await shop.operations());
  return {
    operations: Object.fromEntries(PHASES.map((phase) => [phase, sums(added, phase)])) as OrderCost["operations"],
    commits: addedCounts(before.commits, shop.commits.counts()),
    objects: addedCounts(before.objects, shop.commits.objects()),
    listing: listing(added),
  };
}

function phaseOf({ cause, what }: Operation): Phase {
  const path = `${cause} > ${what}`;
  if (/^queue |\bEVENTS\.|\bRELAY\./.test(path)) return "told";
  if (/\/webhooks\/|\bPAYMENTS\.capture|\bINVENTORY\.commit|\bCART\.close|^alarm/.test(path)) return "afterwards";
  return "asked";
}

function sums(operations: Operation[], phase: Phase): Partial<Record<Kind, number>> {
  const kinds: Partial<Record<Kind, number>> = {};
  for (const operation of operations.filter((each) => phaseOf(each) === phase)) {
    kinds[operation.kind] = (kinds[operation.kind] ?? 0) + operation.times;
  }
  return kinds;
}

function addedOperations(before: Operation[], after: Operation[]): Operation[] {
  const keyOf = ({ cause, kind, what }: Operation) => JSON.stringify([cause, kind, what]);
  const known = new Map(before.map((operation) => [keyOf(operation), operation.times]));
  return after
    .map((operation) => ({ ...operation, times: operation.times - (known.get(keyOf(operation)) ?? 0) }))
    .filter(({ times }) => times > 0);
}

function addedCounts(before: Map<string, number>, after: Map<string, number>): Record<string, number> {
  const added = [...after].map(([name, times]) => [name, times - (before.get(name) ?? 0)] as const);
  return Object.fromEntries(added.filter(([, times]) => times > 0));
}

function listing(operations: Operation[]): string {
  const lines = operations.map((each) => `${phaseOf(each)} ${each.kind}: ${each.times} ${each.what}   < ${each.cause}`);
  return lines.sort().join("\n");
}
