import { WorkerEntrypoint } from "cloudflare:workers";
import type { Caller } from "../../contracts/caller.ts";
import type { PartitionStatus } from "../../contracts/events.ts";
import type { Counts, Flush, MetricsApi, MetricsReading } from "../../contracts/metrics.ts";
import { assert } from "../../domain/kernel/assert.ts";
import { causeOf, logProblem } from "../../domain/kernel/log.ts";
import { inParallel } from "../../domain/kernel/parallel.ts";
import { traced } from "../../domain/kernel/trace.ts";
import { seriesOf } from "../../http/exposition.ts";
import { within } from "../../queues/kernel/within.ts";
import { PARTITIONS } from "../../queues/partition.ts";
import type { Subscriber } from "../../queues/subscriptions.ts";
import { home } from "../kernel/home.ts";
import { Counters } from "../kernel/metrics.ts";
import { type Env, partitionAt } from "./env.ts";

/** So that no object is asked by all isolates. Fixed for a shop's life: an isolate must not change its object. */
const OBJECTS = 8;
/** A scraper waits ten seconds by default, for all parts together. */
const PART_MS = 2_000;
const STORES = named("metrics", OBJECTS);
const LOG = named("partition", PARTITIONS);
const PARTS = [...STORES, ...LOG];

/** What this isolate has seen subscribers acknowledge. */
const counters = new Counters();

/** An isolate always speaks to the same object, which knows its last flush. */
async function addCounts(env: Env, flush: Flush): Promise<void> {
  await env.METRICS.getByName(home("metrics", flush.isolate, OBJECTS)).add(flush);
}

/** Counts what a subscriber has said of its events. */
export function countAcked(
  { env, ctx }: { env: Env; ctx: ExecutionContext },
  subscriber: Subscriber,
  acked: { applied: number; failed: number },
): void {
  counters.count(seriesOf("kiosk_events_applied_total", { subscriber }), acked.applied);
  counters.count(seriesOf("kiosk_events_failed_total", { subscriber }), acked.failed);
  counters.flushLater(
    (work) => ctx.waitUntil(work),
    (flush) => addCounts(env, flush),
  );
}

/** Counters of the whole shop. Bound by Workers that count, and by the front door, which is asked for them. */
export class MetricsService extends WorkerEntrypoint<Env> implements MetricsApi {
  static {
    traced(MetricsService);
  }

  async add(caller: Caller, flush: Flush): Promise<void> {
    assertSystem(caller);
    await addCounts(this.env, flush);
  }

  async read(caller: Caller): Promise<MetricsReading> {
    assertSystem(caller);
    await counters.flushForReader((flush) => addCounts(this.env, flush));
    const silent: string[] = [];
    const { env } = this;
    const [counts, partitions] = await Promise.all([
      inParallel(STORES, (name) =>
        answerOf<Map<string, number>>(name, () => env.METRICS.getByName(name).read(), silent),
      ),
      inParallel(LOG, (name, n) => answerOf<PartitionStatus>(name, () => partitionAt(env, n).status(n), silent)),
    ]);
    return { counts: summed(known(counts)), partitions: known(partitions), parts: PARTS, silent };
  }
}

/** A part that does not answer is named instead: the others are still worth reading. */
async function answerOf<T>(part: string, asked: () => Promise<T>, silent: string[]): Promise<T | null> {
  try {
    return await within(PART_MS, part, asked());
  } catch (cause) {
    logProblem("metrics not read", { part, cause: causeOf(cause) });
    silent.push(part);
    return null;
  }
}

function known<T>(answers: (T | null)[]): T[] {
  return answers.filter((answer) => answer !== null);
}

function summed(shares: Map<string, number>[]): Counts {
  const sums = new Map<string, number>();
  for (const [series, value] of shares.flatMap((share) => [...share]))
    sums.set(series, (sums.get(series) ?? 0) + value);
  return [...sums];
}

function named(part: string, count: number): string[] {
  return Array.from({ length: count }, (_, number) => `${part}-${number}`);
}

function assertSystem(caller: Caller): void {
  assert(caller.kind === "system", "counters are for Workers only");
}
