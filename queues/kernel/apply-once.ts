import type { DrizzleD1Database } from "drizzle-orm/d1";
import type { EventsApi } from "../../contracts/events.ts";
import { causeOf, logProblem } from "../../domain/kernel/log.ts";
import { inParallel } from "../../domain/kernel/parallel.ts";
import { following } from "../../domain/kernel/trace.ts";
import type { Delivery, Envelope } from "../envelope.ts";
import type { Subscriber } from "../subscriptions.ts";
import { apply, type Projection } from "./apply.ts";
import { type Consumer, type Item, readSlice, slicesOf } from "./deliveries.ts";
import { settle } from "./settle.ts";
import { within } from "./within.ts";

export type { Projection } from "./apply.ts";

const CALL_MS = 20_000;

/**
 * Applies a queue's batch to a projection, each event once and in its stream's order. Never throws: what was applied is
 * acknowledged in the log, and what was not comes again.
 */
export async function consume<Event>(
  batch: MessageBatch<Delivery>,
  own: { db: DrizzleD1Database; subscriber: Subscriber; events: EventsApi },
  projection: Projection<Event>,
): Promise<void> {
  await eachSlice(batch, own, projection.read, async (streams, causes) => {
    try {
      return await apply({ db: own.db, name: own.subscriber }, streams, projection, causes);
    } catch (cause) {
      logProblem("batch not applied", { subscriber: own.subscriber, cause: causeOf(cause) });
      for (const item of streams.flat()) causes.set(item, causeOf(cause));
      return new Set<Item<Event>>();
    }
  });
}

/**
 * The same for a consumer whose effect is a call. The call must be idempotent and bear a late or early event of its
 * stream: within a batch a stream is kept in order and stops at its first failure, but no place is kept between batches.
 */
export async function consumeCalls(
  batch: MessageBatch<Delivery>,
  own: { subscriber: Subscriber; events: EventsApi },
  handle: (envelope: Envelope) => Promise<void>,
): Promise<void> {
  await eachSlice(
    batch,
    own,
    (envelope) => envelope,
    async (streams, causes) => {
      const done = new Set<Item<Envelope>>();
      await inParallel(streams, async (items) => {
        for (const item of items) {
          try {
            await within(
              CALL_MS,
              "call",
              following(item.envelope.traceparent, () => handle(item.envelope)),
            );
            done.add(item);
          } catch (thrown) {
            const cause = causeOf(thrown);
            causes.set(item, cause);
            following(item.envelope.traceparent, () =>
              logProblem("event not handled", { subscriber: own.subscriber, event: item.envelope.id, cause }),
            );
            return;
          }
        }
      });
      return done;
    },
  );
}

/** Reads a batch, does what there is to do with it, and settles it: at once, unless large events make it more slices. */
async function eachSlice<Event>(
  batch: MessageBatch<Delivery>,
  own: Consumer,
  read: (envelope: Envelope) => Event,
  work: (streams: Item<Event>[][], causes: Map<Item<Event>, string>) => Promise<Set<Item<Event>>>,
): Promise<void> {
  const { slices, failures } = slicesOf(batch);
  for (const slice of slices) {
    const unread = failures.splice(0);
    const streams = await readSlice({ ...own, queue: batch.queue }, slice, read, unread);
    const causes = new Map<Item<Event>, string>();
    const done = await work(streams, causes);
    await settle(own, streams.flat(), { done, causes, failures: unread });
  }
}
