import { type EventsApi, FETCH_MAX } from "../../contracts/events.ts";
import { causeOf, logProblem } from "../../domain/kernel/log.ts";
import { inParallel } from "../../domain/kernel/parallel.ts";
import { type Delivery, DeliverySchema, type Envelope, PlaceSchema } from "../envelope.ts";
import type { Subscriber } from "../subscriptions.ts";
import { callerOf } from "./settle.ts";
import { within } from "./within.ts";

/** Who consumes, and the log it consumes from. */
export type Consumer = { subscriber: Subscriber; events: EventsApi };

/** An event that was read, and every message of the batch that brought it. */
export type Item<Event> = { envelope: Envelope; event: Event; messages: Message<Delivery>[] };

/** What was not applied and why, by where it lies in the log. */
export type Failure = { partition: number; offset: number; cause: string };

/** An event as it came: perhaps without its data, and not read yet. */
type Arrived = { delivery: Delivery; messages: Message<Delivery>[] };

const FETCH_MS = 20_000;

/**
 * A batch in slices that fit into memory: each stream in order, within a slice and from one to the next, without doubles. A
 * batch without large events is one slice. What is no delivery of ours is left to the log, which sends it again.
 */
export function slicesOf(batch: MessageBatch<Delivery>): { slices: Arrived[][]; failures: Failure[] } {
  const arrived = new Map<string, Arrived>();
  const failures: Failure[] = [];
  for (const message of batch.messages) {
    const parsed = DeliverySchema.safeParse(message.body);
    if (parsed.success) {
      const { id } = parsed.data.envelope;
      const known = arrived.get(id);
      if (known) known.messages.push(message);
      else arrived.set(id, { delivery: parsed.data, messages: [message] });
    } else unreadable({ queue: batch.queue, message, cause: causeOf(parsed.error) }, failures);
  }
  const inOrder = [...arrived.values()].sort((a, b) => a.delivery.envelope.seq - b.delivery.envelope.seq);
  const slices: Arrived[][] = [[]];
  let large = 0;
  for (const one of [...Map.groupBy(inOrder, ({ delivery }) => delivery.envelope.stream).values()].flat()) {
    if (one.delivery.withoutData && ++large > FETCH_MAX) {
      slices.push([]);
      large = 1;
    }
    slices.at(-1)?.push(one);
  }
  return { slices, failures };
}

/** The readable events of a slice, one list per stream, by seq. Those that came without their data get it from the log. */
export async function readSlice<Event>(
  own: Consumer & { queue: string },
  slice: Arrived[],
  read: (envelope: Envelope) => Event,
  failures: Failure[],
): Promise<Item<Event>[][]> {
  const fetched = await fetchData(own, slice);
  const items: Item<Event>[] = [];
  for (const { delivery, messages } of slice) {
    try {
      const envelope = delivery.withoutData ? fetched.get(delivery.envelope.id) : delivery.envelope;
      if (envelope === undefined) throw new Error("its data was not to be had from the log");
      items.push({ envelope, event: read(envelope), messages });
    } catch (cause) {
      for (const message of messages) unreadable({ queue: own.queue, message, cause: causeOf(cause) }, failures);
    }
  }
  return [...Map.groupBy(items, (item) => item.envelope.stream).values()];
}

/** By id. Without the log they cannot be read, and come again. */
async function fetchData(own: Consumer & { queue: string }, slice: Arrived[]): Promise<Map<string, Envelope>> {
  const large = slice.map(({ delivery }) => delivery).filter(({ withoutData }) => withoutData);
  const byPartition = [...Map.groupBy(large, ({ partition }) => partition)];
  const fetched = await inParallel(byPartition, async ([partition, deliveries]) => {
    const offsets = deliveries.map(({ offset }) => offset);
    try {
      return await within(FETCH_MS, "whole", own.events.whole(callerOf(own.subscriber), partition, offsets));
    } catch (cause) {
      logProblem("event not fetched", { subscriber: own.subscriber, partition, cause: causeOf(cause) });
      return [];
    }
  });
  return new Map(fetched.flat().map(({ envelope }) => [envelope.id, envelope]));
}

/** Never acknowledged in the log: it comes again, and stops its stream until a release can read it. */
function unreadable(
  { queue, message, cause }: { queue: string; message: Message<Delivery>; cause: string },
  failures: Failure[],
): void {
  logProblem("unreadable message", { queue, delivery: message.id, cause });
  const place = PlaceSchema.safeParse(message.body);
  if (place.success) failures.push({ ...place.data, cause });
  message.ack();
}
