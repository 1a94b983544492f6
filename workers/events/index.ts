import { WorkerEntrypoint } from "cloudflare:workers";
import type { Caller } from "../../contracts/caller.ts";
import { APPEND_MAX, type Appended, type EventsApi, FETCH_MAX, HEADS_MAX } from "../../contracts/events.ts";
import { assert } from "../../domain/kernel/assert.ts";
import { inParallel } from "../../domain/kernel/parallel.ts";
import type { Envelope } from "../../queues/envelope.ts";
import { partitionOf } from "../../queues/partition.ts";
import type { StreamKind } from "../../queues/subscriptions.ts";
import { type Env, partitionAt } from "./env.ts";
import { countAcked } from "./metrics.ts";

export { MetricsObject } from "../../durable-objects/metrics.ts";
export { PartitionObject } from "../../durable-objects/partition.ts";
export { MetricsService } from "./metrics.ts";

/** The log of domain events. Only Workers speak to it, for themselves: any other caller is a bug of ours, and thrown at. */
export class EventsService extends WorkerEntrypoint<Env> implements EventsApi {
  async append(caller: Caller, envelopes: Envelope[]): Promise<Appended> {
    assertSystem(caller);
    assert(envelopes.length <= APPEND_MAX, `at most ${APPEND_MAX} events a call`);
    const parts = [...Map.groupBy(envelopes, (envelope) => partitionOf(envelope.stream))];
    const answers = await Promise.all(
      parts.map(([partition, part]) => partitionAt(this.env, partition).append(partition, part)),
    );
    return { gaps: answers.flatMap((answer) => answer.gaps) };
  }

  async ack(caller: Caller, subscriber: Subscriber, partition: number, offsets: number[]): Promise<void> {
    assertSystem(caller);
    await partitionAt(this.env, partition).ack(subscriber, offsets);
    countAcked(this, subscriber, { applied: offsets.length, failed: 0 });
  }

  async read(
    caller: Caller,
    partition: number,
    afterOffset: number,
    kinds: StreamKind[],
  ): Promise<{ events: { offset: number; envelope: Envelope }[]; end: boolean }> {
    assertSystem(caller);
    return partitionAt(this.env, partition).read(afterOffset, kinds);
  }

  async ready(caller: Caller): Promise<void> {
    assertSystem(caller);
    await partitionAt(this.env, 0).read(Number.MAX_SAFE_INTEGER, []);
  }
}

/** Reached over its entrypoint only. */
export default {
  fetch: () => new Response(null, { status: 404 }),
} satisfies ExportedHandler<Env>;

function assertSystem(caller: Caller): void {
  assert(caller.kind === "system", "the event log is asked by Workers only");
}
