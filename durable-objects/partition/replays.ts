import type { ReplayFrom } from "../../contracts/events.ts";
import type { Subscriber } from "../../queues/subscriptions.ts";
import type { Archive } from "./archive.ts";
import type { PartitionLog } from "./partition-log.ts";

export type Replay = { subscriber: Subscriber; from: number };

/** Replays that wait for events to come back from the archive. Callers make the transaction. */
export class Replays {
  readonly #sql: SqlStorage;

  constructor(sql: SqlStorage) {
    this.#sql = sql;
  }

  set({ subscriber, from }: Replay): void {
    this.#sql.exec(
      'INSERT INTO replays (subscriber, "from") VALUES (?1, ?2) ON CONFLICT (subscriber) DO UPDATE SET "from" = min("from", ?2)',
      subscriber,
      from,
    );
  }

  clear(subscriber: Subscriber): void {
    this.#sql.exec("DELETE FROM replays WHERE subscriber = ?", subscriber);
  }

  all(): Replay[] {
    return this.#sql.exec<Replay>('SELECT subscriber, "from" FROM replays').toArray();
  }

  /** Where the earliest begins; null: there is none. */
  lowest(): number | null {
    return this.#sql.exec<{ lowest: number | null }>('SELECT min("from") AS lowest FROM replays').one().lowest;
  }
}

/** Where a replay begins: between the first event of all and the next that will come. */
export async function beginning(log: PartitionLog, archive: Archive, from: ReplayFrom): Promise<number> {
  const { first, last } = log.store.bounds();
  if ("offset" in from) return Math.min(Math.max(from.offset, 1), last + 1);
  return (await archive.offsetAt(from.at)) ?? firstSince(log, first, last, from.at);
}

/** By halves: times rise with offsets, and offsets have no gaps. */
function firstSince(log: PartitionLog, first: number, last: number, time: number): number {
  let [low, high] = [first, last + 1];
  while (low < high) {
    const middle = Math.floor((low + high) / 2);
    if ((log.store.cameAt(middle) ?? 0) >= time) high = middle;
    else low = middle + 1;
  }
  return low;
}

/** Segments that come back in one alarm. */
const STEPS_MAX = 20;

/** Some steps of the replays that wait. True while there is more to do. */
export async function replaySteps(log: PartitionLog, archive: Archive): Promise<boolean> {
  for (let step = 0; step < STEPS_MAX; step++) if (!(await replayStep(log, archive))) return false;
  return true;
}

/** Brings back a segment, or begins those that lack nothing any more. True while there is more to do. */
async function replayStep(log: PartitionLog, archive: Archive): Promise<boolean> {
  if (!log.store.exists()) return false;
  const lowest = log.replays.lowest();
  if (lowest === null) return false;
  if (lowest < log.store.bounds().first) await archive.bringBack(lowest);
  return log.commit(() => {
    const kept = log.store.bounds().first;
    for (const { subscriber, from } of log.replays.all()) {
      if (from < kept) continue;
      log.rewind(subscriber, from);
      log.replays.clear(subscriber);
    }
    return log.replays.lowest() !== null;
  });
}
