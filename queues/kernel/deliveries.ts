import type { SystemName } from "../../contracts/caller.ts";
import type { EventsApi } from "../../contracts/events.ts";
import { causeOf, logProblem } from "../../domain/kernel/log.ts";
import { type Delivery, DeliverySchema, type Envelope } from "../envelope.ts";
import type { Subscriber } from "../subscriptions.ts";
import { within } from "./within.ts";

/** An event that was read, and every message of the batch that brought it. */
export type Item<Event> = { envelope: Envelope; event: Event; messages: Message<Delivery>[] };

const ACK_MS = 10_000;
/** After so many tries the queue forgets a message: the log sends the event again, at its own slower pace. */
const TRIES_MAX = 5;

/** The readable events, one list per stream, by seq, without doubles. What cannot be read is left to the log. */
export function readBatch<Event>(batch: MessageBatch<Delivery>, read: (envelope: Envelope) => Event): Item<Event>[][] {
  const items = new Map<string, Item<Event>>();
  for (const message of batch.messages) {
    try {
      const { envelope } = DeliverySchema.parse(message.body);
      const known = items.get(envelope.id);
      if (known) known.messages.push(message);
      else items.set(envelope.id, { envelope, event: read(envelope), messages: [message] });
    } catch (cause) {
      // Never acknowledged in the log: it comes again, and stops its stream until a release can read it.
      logProblem("unreadable message", { queue: batch.queue, delivery: message.id, cause: causeOf(cause) });
      message.ack();
    }
  }
  const inOrder = [...items.values()].sort((a, b) => a.envelope.seq - b.envelope.seq);
  return [...Map.groupBy(inOrder, (item) => item.envelope.stream).values()];
}

/** Settles the batch: what is done is acknowledged in the log, once per partition, and then in the queue; the rest comes again. */
export async function settle<Event>(
  own: { subscriber: Subscriber; events: EventsApi },
  streams: Item<Event>[][],
  done: Set<Item<Event>>,
): Promise<void> {
  const items = streams.flat();
  for (const item of items) if (!done.has(item)) item.messages.forEach(postpone);
  const messages = items.filter((item) => done.has(item)).flatMap((item) => item.messages);
  for (const [partition, applied] of Map.groupBy(messages, (message) => message.body.partition)) {
    try {
      const offsets = [...new Set(applied.map((message) => message.body.offset))];
      const caller = { kind: "system", name: ownerOf(own.subscriber) } as const;
      await within(ACK_MS, "ack", own.events.ack(caller, own.subscriber, partition, offsets));
      for (const message of applied) message.ack();
    } catch (cause) {
      logProblem("events done but not acknowledged", { subscriber: own.subscriber, cause: causeOf(cause) });
      applied.forEach(postpone);
    }
  }
}

/** Soon again over the queue; when that does not help, the log will send it. */
function postpone(message: Message<Delivery>): void {
  if (message.attempts >= TRIES_MAX) message.ack();
  else message.retry({ delaySeconds: 2 ** message.attempts });
}

/** A subscriber is named after the Worker that runs it: `orders-lists` is run by `orders`. */
function ownerOf(subscriber: Subscriber): SystemName {
  return subscriber.slice(0, subscriber.indexOf("-")) as SystemName;
}
