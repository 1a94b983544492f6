import type { Books } from "./books.ts";
import { checkChain } from "./check/chain.ts";
import { checkCheckouts } from "./check/checkout.ts";
import { checkLists } from "./check/lists.ts";
import { checkLog, checkShipments, logOf, unackedOf } from "./check/log.ts";
import { checkMails, checkRecipients } from "./check/mails.ts";
import { checkLiveIntents, checkMoney, checkPrices } from "./check/money.ts";
import { checkPromises } from "./check/promises.ts";
import { checkRepeats, checkStrangers } from "./check/repeats.ts";
import { checkDangling, checkEnds, checkGraph, unfinished } from "./check/saga.ts";
import { checkSearch } from "./check/search.ts";
import { checkConservation, checkOversell } from "./check/stock.ts";
import { checkStreams } from "./check/streams.ts";
import { type Finding, Findings } from "./finding.ts";
import { text } from "./read/rows.ts";
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
  checkStreams,
  checkShipments,
  checkMails,
  checkLists,
  checkSearch,
  checkPromises,
  checkRepeats,
  checkStrangers,
  checkRecipients,
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
  const mails = shop.lists.mails.flatMap((row) =>
    row.state === "queued" ? [`mail ${text(row, "key")} has not left`] : [],
  );
  return [...sagas, ...outboxes, ...cursors, ...mails];
}

/** What was looked at, for people. */
export function counted({ orders, shop, provider, mailbox, asked }: Books): string {
  const statuses = Map.groupBy(orders.values(), ({ status }) => status);
  const named = [...statuses].map(([status, its]) => `${its.length} ${status}`).join(", ");
  return `${orders.size} orders (${named || "none"}), ${logOf(shop).length} events in the log, ${provider.intents.length} payments, ${mailbox.length} mails, ${asked.length} requests`;
}
