import type { Caller, SystemName } from "../../contracts/caller.ts";
import { causeOf, logProblem } from "../../domain/kernel/log.ts";
import type { Delivery } from "../envelope.ts";
import type { Subscriber } from "../subscriptions.ts";
import type { Consumer, Failure, Item } from "./deliveries.ts";
import { within } from "./within.ts";

const ACK_MS = 10_000;
/** After so many tries the queue forgets a message: the log sends the event again, at its own slower pace. */
const TRIES_MAX = 5;

/** What became of a slice: what is applied, why others are not, and what could not even be read. */
export type Outcome<Event> = { done: Set<Item<Event>>; causes: Map<Item<Event>, string>; failures: Failure[] };

/**
 * Settles a slice: what is done is acknowledged in the log, once per partition and with the causes of what failed, and then
 * in the queue; the rest comes again.
 */
export async function settle<Event>(own: Consumer, items: Item<Event>[], outcome: Outcome<Event>): Promise<void> {
  const { done, causes } = outcome;
  const messages = items.filter((item) => done.has(item)).flatMap((item) => item.messages);
  const failures = [...outcome.failures];
  for (const item of items) {
    if (done.has(item)) continue;
    const cause = causes.get(item) ?? missingBefore(item);
    if (cause !== null) failures.push(...item.messages.map(({ body }) => ({ ...placeOf(body), cause })));
    item.messages.forEach(postpone);
  }
  const partitions = new Set([...messages.map(({ body }) => body.partition), ...failures.map((one) => one.partition)]);
  for (const partition of partitions) {
    const applied = messages.filter(({ body }) => body.partition === partition);
    await report(own, partition, { applied, failed: failures.filter((one) => one.partition === partition) });
  }
}

async function report(
  own: Consumer,
  partition: number,
  { applied, failed }: { applied: Message<Delivery>[]; failed: Failure[] },
): Promise<void> {
  try {
    const offsets = [...new Set(applied.map(({ body }) => body.offset))];
    const why = [...new Map(failed.map(({ offset, cause }) => [offset, { offset, cause }])).values()];
    const said = own.events.ack(
      callerOf(own.subscriber),
      ...([own.subscriber, partition, offsets] as const),
      ...(why.length === 0 ? [] : [why]),
    );
    await within(ACK_MS, "ack", said);
    for (const message of applied) message.ack();
  } catch (cause) {
    logProblem("events done but not acknowledged", { subscriber: own.subscriber, cause: causeOf(cause) });
    applied.forEach(postpone);
  }
}

/** Waiting for an earlier event is ordinary for a while; after the queue's last try it is worth saying. */
function missingBefore(item: Item<unknown>): string | null {
  const isLast = item.messages.some(({ attempts }) => attempts >= TRIES_MAX);
  return isLast ? "an earlier event of its stream has not been applied" : null;
}

/** Soon again over the queue; when that does not help, the log will send it. */
function postpone(message: Message<Delivery>): void {
  if (message.attempts >= TRIES_MAX) message.ack();
  else message.retry({ delaySeconds: 2 ** message.attempts });
}

function placeOf({ partition, offset }: Delivery): { partition: number; offset: number } {
  return { partition, offset };
}

/** A subscriber is named after the Worker that runs it: `orders-lists` is run by `orders`. */
export function callerOf(subscriber: Subscriber): Caller {
  return { kind: "system", name: subscriber.slice(0, subscriber.indexOf("-")) as SystemName };
}
