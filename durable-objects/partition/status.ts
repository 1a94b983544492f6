import { type DeadLetter, LAG_MAX, type PartitionStatus, type SubscriberPlace } from "../../contracts/events.ts";
import { SUBSCRIBERS, SUBSCRIPTIONS, type Subscriber } from "../../queues/subscriptions.ts";
import type { PartitionLog } from "./partition-log.ts";

/** What of a partition waits for staff. `oldestSince`: epoch ms; null: nothing waits. */
export type Waiting = { deadLetters: number; parked: number; oldestSince: number | null };

/** Where a list of dead letters goes on. */
export type After = { subscriber: string; stream: string };

/** What staff and instruments see of a partition. Only reads. */
export class Status {
  readonly #log: PartitionLog;
  readonly #sql: SqlStorage;

  constructor(log: PartitionLog, sql: SqlStorage) {
    this.#log = log;
    this.#sql = sql;
  }

  of(partition: number): PartitionStatus {
    if (!this.#log.store.exists())
      return { partition, head: 0, chain: "", kept: 1, subscribers: SUBSCRIBERS.map(nowhere) };
    const { first, last } = this.#log.store.bounds();
    return {
      partition,
      head: last,
      chain: this.#log.store.chain(),
      kept: Math.max(first, 1),
      subscribers: SUBSCRIBERS.map((each) => this.#place(each)),
    };
  }

  waiting(): Waiting {
    if (!this.#log.store.exists()) return { deadLetters: 0, parked: 0, oldestSince: null };
    return this.#sql
      .exec<Waiting>(
        `SELECT count(*) AS deadLetters, (SELECT count(*) FROM parked) AS parked, min(since) AS oldestSince
         FROM dead_letters`,
      )
      .one();
  }

  /** By subscriber and stream. */
  deadLetters(subscriber: Subscriber | null, after: After, limit: number): DeadLetter[] {
    return this.#select(after, { subscriber, stream: null }, limit);
  }

  deadLetter(subscriber: Subscriber, stream: string): DeadLetter | null {
    return this.#select({ subscriber, stream: "" }, { subscriber, stream }, 1)[0] ?? null;
  }

  #select(after: After, only: { subscriber: string | null; stream: string | null }, limit: number): DeadLetter[] {
    if (!this.#log.store.exists()) return [];
    const partition = this.#log.store.partition();
    return this.#sql
      .exec<Omit<DeadLetter, "partition" | "subscriber"> & { subscriber: string }>(
        `SELECT dead.subscriber, dead.stream, dead."offset", dead.since, dead.sends, failures.cause,
           log.envelope ->> 'id' AS event, log.envelope ->> 'type' AS type, log.envelope ->> 'version' AS version,
           (SELECT count(*) FROM parked WHERE parked.subscriber = dead.subscriber AND parked.stream = dead.stream) AS parked
         FROM dead_letters AS dead JOIN log ON log."offset" = dead."offset"
         LEFT JOIN failures ON failures.subscriber = dead.subscriber AND failures."offset" = dead."offset"
         WHERE (dead.subscriber, dead.stream) > (?1, ?2)
           AND (?3 IS NULL OR dead.subscriber = ?3) AND (?4 IS NULL OR dead.stream = ?4)
         ORDER BY dead.subscriber, dead.stream LIMIT ?5`,
        ...[after.subscriber, after.stream, only.subscriber, only.stream, limit],
      )
      .toArray()
      .map((row) => ({ ...row, partition, subscriber: row.subscriber as Subscriber }));
  }

  #place(subscriber: Subscriber): SubscriberPlace {
    const { store, cursors } = this.#log;
    const { reached, unacked, resends } = cursors.get(subscriber);
    const offsets = unacked.flatMap((sending) => sending.offsets);
    const oldest = offsets.length === 0 ? null : Math.min(...offsets);
    const { deadLetters, parked, oldestDeadLetterAt } = this.#sql
      .exec<{ deadLetters: number; parked: number; oldestDeadLetterAt: number | null }>(
        `SELECT count(*) AS deadLetters, min(since) AS oldestDeadLetterAt,
           (SELECT count(*) FROM parked WHERE subscriber = ?1) AS parked FROM dead_letters WHERE subscriber = ?1`,
        subscriber,
      )
      .one();
    return {
      ...{ subscriber, reached, resends, deadLetters, parked, oldestDeadLetterAt },
      lag: this.#lag(subscriber, reached),
      unacked: offsets.length,
      oldestUnackedAt: oldest === null ? null : store.cameAt(oldest),
    };
  }

  #lag(subscriber: Subscriber, reached: number): number {
    const counts = SUBSCRIPTIONS[subscriber].map(
      (kind) =>
        this.#sql
          .exec<{ events: number }>(
            'SELECT count(*) AS events FROM (SELECT 1 FROM log WHERE kind = ? AND "offset" > ? LIMIT ?)',
            ...[kind, reached, LAG_MAX],
          )
          .one().events,
    );
    return Math.min(
      LAG_MAX,
      counts.reduce((sum, count) => sum + count, 0),
    );
  }
}

function nowhere(subscriber: Subscriber): SubscriberPlace {
  return {
    ...{ subscriber, reached: 0, lag: 0, unacked: 0, oldestUnackedAt: null, resends: 0 },
    ...{ deadLetters: 0, parked: 0, oldestDeadLetterAt: null },
  };
}
