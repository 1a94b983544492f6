import { assert } from "../../domain/kernel/assert.ts";
import { SUBSCRIBERS, SUBSCRIPTIONS } from "../../queues/subscriptions.ts";
import type { Logged } from "./log-store.ts";
import type { PartitionLog } from "./partition-log.ts";
import type { Archived, Segment } from "./segments.ts";

/** Segments moved in one call; the rest follows the next day. */
const MOVED_MAX = 200;

/** Old events, in R2: written there first, then taken from the log in one transaction. Read from there as if they lay here. */
export class Archive {
  readonly #log: PartitionLog;
  readonly #bucket: R2Bucket;

  constructor(log: PartitionLog, bucket: R2Bucket) {
    this.#log = log;
    this.#bucket = bucket;
  }

  /** Moves out what came before a time (epoch ms) and what every subscriber has acknowledged. Answers how many events. */
  async moveOut(before: number): Promise<number> {
    let moved = 0;
    for (let count = 0; count < MOVED_MAX && this.#log.store.exists(); count++) {
      const rows = this.#log.segments.oldest(this.#settledUpTo(), before);
      const [first, last] = [rows[0], rows.at(-1)];
      if (first === undefined || last === undefined) break;
      const segment = { first: first.offset, last: last.offset, lastAt: last.at };
      const kinds = [...new Set(rows.map(({ kind }) => kind))];
      // Cut off after this the same events are written again under the same name; nothing reads what no row names.
      await this.#bucket.put(this.#key(segment), rows.map((row) => `${JSON.stringify(row)}\n`).join(""));
      const isMoved = this.#log.commit(() => {
        // A replay may have begun meanwhile.
        const isStill = this.#log.store.bounds().first === segment.first && this.#settledUpTo() >= segment.last;
        if (isStill) this.#log.segments.moveOut(segment, kinds);
        return isStill;
      });
      if (!isMoved) break;
      moved += rows.length;
    }
    return moved;
  }

  /** A page of the whole log, wherever it lies. `end`: there is nothing behind it. */
  async page(after: number, kinds: readonly string[]): Promise<{ events: Logged[]; end: boolean }> {
    const { store, segments } = this.#log;
    if (!store.exists()) return { events: [], end: true };
    const segment = segments.after(after, kinds);
    // In the same turn: meanwhile nothing can move from one place to the other.
    if (segment === null) return store.page(after, kinds);
    const rows = await this.#read(segment);
    const events = rows.filter(({ offset, kind }) => offset > after && kinds.includes(kind)).map(logged);
    return events.length > 0 ? { events, end: false } : this.page(segment.last, kinds);
  }

  /** These events whole, wherever they lie. */
  async at(offsets: readonly number[]): Promise<Logged[]> {
    const { store, segments } = this.#log;
    if (!store.exists()) return [];
    const here = store.at(offsets);
    const isHere = new Set(here.map(({ offset }) => offset));
    const missing = offsets.filter((offset) => !isHere.has(offset));
    const holding = new Map(missing.map((offset) => segments.holding(offset)).map((one) => [one?.first, one]));
    for (const segment of holding.values()) {
      if (segment)
        here.push(...(await this.#read(segment)).filter(({ offset }) => missing.includes(offset)).map(logged));
    }
    return here;
  }

  /** The first event of the archive that came at a time or later; null: it lies in the log. */
  async offsetAt(time: number): Promise<number | null> {
    const segment = this.#log.store.exists() ? this.#log.segments.at(time) : null;
    if (segment === null) return null;
    return (await this.#read(segment)).find(({ at }) => at >= time)?.offset ?? null;
  }

  /** Brings the newest segment back into the log, if a replay begins in it or before. */
  async bringBack(from: number): Promise<void> {
    const segment = this.#log.segments.newest();
    if (segment === null || segment.last < from) return;
    const rows = await this.#read(segment);
    this.#log.commit(() => {
      if (this.#log.segments.newest()?.first === segment.first) this.#log.segments.moveIn(segment, rows);
    });
  }

  /**
   * Up to here every subscriber has acknowledged everything of its kinds. Never the last event of all: its offset would be
   * given a second time.
   */
  #settledUpTo(): number {
    const { store, cursors, dead } = this.#log;
    const waiting = SUBSCRIBERS.flatMap((subscriber) => {
      const { reached, unacked } = cursors.get(subscriber);
      const next = store.offsetsAfter(reached, SUBSCRIPTIONS[subscriber], 1);
      return [...next, ...unacked.flatMap(({ offsets }) => offsets)];
    });
    const open = [dead.lowest(), this.#log.replays.lowest()].filter((offset) => offset !== null);
    return Math.min(store.bounds().last, ...waiting, ...open) - 1;
  }

  async #read(segment: Segment): Promise<Archived[]> {
    const key = this.#key(segment);
    const object = await this.#bucket.get(key);
    assert(object !== null, `the archive holds ${key}`);
    const lines = (await object.text()).split("\n").filter((line) => line !== "");
    return lines.map((line) => JSON.parse(line) as Archived);
  }

  #key({ first, last }: Segment): string {
    return `partition-${String(this.#log.store.partition()).padStart(2, "0")}/${first}-${last}.jsonl`;
  }
}

function logged({ offset, envelope }: Archived): Logged {
  return { offset, envelope };
}
