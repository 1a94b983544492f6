import { WorkerEntrypoint } from "cloudflare:workers";
import type { Caller } from "../../contracts/caller.ts";
import { APPEND_MAX, type Appended, type EventsApi, FETCH_MAX, HEADS_MAX } from "../../contracts/events.ts";
import { assert } from "../../domain/kernel/assert.ts";
import { causeOf, logProblem } from "../../domain/kernel/log.ts";
import { inParallel } from "../../domain/kernel/parallel.ts";
import { traced } from "../../domain/kernel/trace.ts";
import type { Envelope } from "../../queues/envelope.ts";
import { within } from "../../queues/kernel/within.ts";
import { partitionOf } from "../../queues/partition.ts";
import type { Subscriber } from "../../queues/subscriptions.ts";
import { archive } from "./archiving.ts";
import { type Env, partitionAt, partitions } from "./env.ts";
import { countAcked } from "./metrics.ts";
import { monitor } from "./monitor.ts";

export { MetricsObject } from "../../durable-objects/metrics.ts";
export { PartitionObject } from "../../durable-objects/partition.ts";
export { EventsAdmin } from "./admin.ts";
export { MetricsService } from "./metrics.ts";

/** As in wrangler.toml; the other one is the monitor's. */
const ARCHIVING = "41 2 * * *";

/** Half of what an outbox waits for all of them. */
const APPEND_MS = 5_000;

/** An event as it lies in the log. Named here because the types of RPC make nothing of its unknown `data`. */
type LoggedEvent = { offset: number; envelope: Envelope };

/** The log of domain events. Only Workers speak to it, for themselves: any other caller is a bug of ours, and thrown at. */
export class EventsService extends WorkerEntrypoint<Env> implements EventsApi {
  static {
    traced(EventsService);
  }

  async append(caller: Caller, envelopes: Envelope[]): Promise<Appended> {
    assertSystem(caller);
    assert(envelopes.length <= APPEND_MAX, `at most ${APPEND_MAX} events a call`);
    const parts = [...Map.groupBy(envelopes, (envelope) => partitionOf(envelope.stream))];
    const answers = await Promise.all(parts.map(([partition, part]) => appendTo(this.env, partition, part)));
    const conflicts = answers.flatMap((answer) => answer.conflicts ?? []);
    return { gaps: answers.flatMap(({ gaps }) => gaps), ...(conflicts.length === 0 ? {} : { conflicts }) };
  }

  async heads(caller: Caller, streams: string[]): Promise<number[]> {
    assertSystem(caller);
    assert(streams.length <= HEADS_MAX, `at most ${HEADS_MAX} streams a call`);
    const parts = [...Map.groupBy(streams, partitionOf)];
    const seqs = new Map<string, number>();
    await inParallel(parts, async ([partition, part]) => {
      const found = await partitionAt(this.env, partition).heads(part);
      for (const [index, stream] of part.entries()) seqs.set(stream, found[index] ?? 0);
    });
    return streams.map((stream) => seqs.get(stream) ?? 0);
  }

  async ack(...[caller, subscriber, partition, offsets, failed = []]: Parameters<EventsApi["ack"]>): Promise<void> {
    assertSystem(caller);
    await partitionAt(this.env, partition).ack(subscriber, offsets, failed);
    countAcked({ env: this.env, ctx: this.ctx }, subscriber, { applied: offsets.length, failed: failed.length });
  }

  async whole(caller: Caller, partition: number, offsets: number[]): Promise<LoggedEvent[]> {
    assertSystem(caller);
    assert(offsets.length <= FETCH_MAX, `at most ${FETCH_MAX} events a call`);
    return partitionAt(this.env, partition).whole(offsets) as Promise<LoggedEvent[]>;
  }

  async read(
    ...[caller, partition, afterOffset, kinds]: Parameters<EventsApi["read"]>
  ): Promise<{ events: LoggedEvent[]; end: boolean }> {
    assertSystem(caller);
    const page = partitionAt(this.env, partition).read(afterOffset, kinds);
    return page as Promise<{ events: LoggedEvent[]; end: boolean }>;
  }

  async waitingSince(caller: Caller, subscriber: Subscriber): Promise<number | null> {
    assertSystem(caller);
    const places = await inParallel(partitions(this.env), async (partition, number) => partition.status(number));
    const mine = places.flatMap(({ subscribers }) => subscribers.filter((place) => place.subscriber === subscriber));
    if (mine.some(({ deadLetters }) => deadLetters > 0)) return 0;
    const since = mine.map(({ oldestUnackedAt }) => oldestUnackedAt);
    return since.reduce((oldest, at) => (at === null ? oldest : Math.min(oldest ?? at, at)), null);
  }

  async ready(caller: Caller): Promise<void> {
    assertSystem(caller);
    await partitionAt(this.env, 0).read(Number.MAX_SAFE_INTEGER, []);
  }
}

/** Reached over its entrypoints only; by night and each quarter of an hour by its crons. */
export default {
  fetch: () => new Response(null, { status: 404 }),
  scheduled: ({ cron, scheduledTime }, env) => (cron === ARCHIVING ? archive : monitor)(env, scheduledTime),
} satisfies ExportedHandler<Env>;

/**
 * One partition that does not answer must not hold up the others, whose events lie in the same outboxes: its streams are
 * answered as not taken, so they stay where they are and come again. If it has taken them all the same, they are repeats then.
 */
async function appendTo(env: Env, partition: number, part: Envelope[]): Promise<Appended> {
  try {
    return await within(APPEND_MS, "append", partitionAt(env, partition).append(partition, part));
  } catch (cause) {
    logProblem("partition not reached", { partition, cause: causeOf(cause) });
    return { gaps: [...new Set(part.map(({ stream }) => stream))] };
  }
}

function assertSystem(caller: Caller): void {
  assert(caller.kind === "system", "the event log is asked by Workers only");
}
