import type { Books } from "./books.ts";
import { checkChain } from "./check/chain.ts";
import { checkCheckouts } from "./check/checkout.ts";
import { checkLists } from "./check/lists.ts";
import { checkLog, checkShipments, logOf, unackedOf } from "./check/log.ts";
import { checkLiveIntents, checkMoney, checkPrices } from "./check/money.ts";
import { checkPromises } from "./check/promises.ts";
import { checkRepeats, checkStrangers } from "./check/repeats.ts";
import { checkDangling, checkEnds, checkGraph, unfinished } from "./check/saga.ts";
import { checkConservation, checkOversell } from "./check/stock.ts";
import { type Finding, Findings } from "./finding.ts";
import { rowsOf } from "./read/shop.ts";

const CHECKS = [
  checkOversell,
  checkConservation,
  checkMoney,
  checkLiveIntents,
  checkCheckouts,
  checkEnds,
  checkDangling,
  checkLog,
  checkShipments,
  checkLists,
  checkPromises,
  checkRepeats,
  checkStrangers,
  checkPrices,
  checkGraph,
  checkChain,
];

/** All that is wrong with the books of a shop that has come to rest. */
export function audit(books: Books): Finding[] {
  const findings = new Findings();
  for (const check of CHECKS) check(books, findings);
  return findings.all;
}

/** What a shop has yet to do before it is at rest; empty: nothing. */
export function unrest({ shop, orders, now }: Books): string[] {
  const sagas = [...orders.values()].flatMap((order) => unfinished(order, now).map((why) => `${order.id}: ${why}`));
  const outboxes = shop.outbox.map(({ stream }) => `${stream} is not in the log`);
  const cursors = shop.partitions.flatMap(({ number, tables }) =>
    rowsOf(tables, "cursors").flatMap((cursor) => {
      const open = unackedOf(cursor).length;
      return open === 0 ? [] : [`partition ${number}: ${open} events for ${String(cursor.subscriber)}`];
    }),
  );
  return [...sagas, ...outboxes, ...cursors];
}

/** What was looked at, for people. */
export function counted({ orders, shop, provider, asked }: Books): string {
  const statuses = Map.groupBy(orders.values(), ({ status }) => status);
  const named = [...statuses].map(([status, its]) => `${its.length} ${status}`).join(", ");
  return `${orders.size} orders (${named || "none"}), ${logOf(shop).length} events in the log, ${provider.intents.length} payments, ${asked.length} requests`;
}
