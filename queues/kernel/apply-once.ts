import type { DrizzleD1Database } from "drizzle-orm/d1";
import type { EventsApi } from "../../contracts/events.ts";
import { causeOf, logProblem } from "../../domain/kernel/log.ts";
import { inParallel } from "../../domain/kernel/parallel.ts";
import type { Delivery, Envelope } from "../envelope.ts";
import type { Subscriber } from "../subscriptions.ts";
import { apply, type Projection } from "./apply.ts";
import { type Item, readBatch, settle } from "./deliveries.ts";
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
  const streams = readBatch(batch, projection.read);
  let done = new Set<Item<Event>>();
  try {
    done = await apply({ db: own.db, name: own.subscriber }, streams, projection);
  } catch (cause) {
    logProblem("batch not applied", { subscriber: own.subscriber, cause: causeOf(cause) });
  }
  await settle(own, streams, done);
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
  const streams = readBatch(batch, (envelope) => envelope);
  const done = new Set<Item<Envelope>>();
  await inParallel(streams, async (items) => {
    for (const item of items) {
      try {
        await within(CALL_MS, "call", handle(item.envelope));
        done.add(item);
      } catch (cause) {
        logProblem("event not handled", {
          subscriber: own.subscriber,
          event: item.envelope.id,
          cause: causeOf(cause),
        });
        return;
      }
    }
  });
  await settle(own, streams, done);
}
