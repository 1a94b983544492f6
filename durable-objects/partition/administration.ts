import type { CommandMeta } from "../../contracts/caller.ts";
import type { ReleasedAll, ReplayFrom } from "../../contracts/events.ts";
import { ok, type Result } from "../../domain/kernel/result.ts";
import type { Subscriber } from "../../queues/subscriptions.ts";
import type { Outgoing } from "./advance.ts";
import type { Archive } from "./archive.ts";
import { Commands, type Mismatch } from "./commands.ts";
import type { PartitionLog } from "./partition-log.ts";
import { beginning } from "./replays.ts";

export type Administered<T = number> = { answer: Result<T, Mismatch>; outgoing: Outgoing };

/** Streams released in one turn; each may have hundreds of parked events. */
const RELEASED_MAX = 100;
const NONE: ReleasedAll = { streams: 0, released: 0, more: false };

/** What staff do to a partition: each command once, with what follows from it in one commit. */
export class Administration {
  readonly #log: PartitionLog;
  readonly #archive: Archive;
  readonly #commands: Commands;
  readonly #sql: SqlStorage;

  constructor(log: PartitionLog, archive: Archive, sql: SqlStorage) {
    this.#log = log;
    this.#archive = archive;
    this.#commands = new Commands(sql);
    this.#sql = sql;
  }

  /** The key is this body's, whatever partition the command is for. A log without events remembers nothing. */
  claim(meta: CommandMeta, now: number): Administered["answer"] {
    if (!this.#log.store.exists()) return ok(0);
    const claim = { ...meta, commandId: `claim ${meta.commandId}` };
    return this.#log.commit(() => this.#commands.once(claim, now, () => 0));
  }

  /** A stream that stands still goes on. Answers how many events were parked. */
  release(meta: CommandMeta, subscriber: Subscriber, stream: string, now: number): Administered {
    if (!this.#log.store.exists()) return { answer: ok(0), outgoing: new Map() };
    return this.#log.commit(() => {
      const answer = this.#commands.once(meta, now, () => this.#log.dead.release(subscriber, stream));
      return { answer, outgoing: this.#log.next([subscriber], now) };
    });
  }

  /** The same for as many streams as one turn bears. */
  releaseAll(meta: CommandMeta, subscriber: Subscriber, now: number): Administered<ReleasedAll> {
    if (!this.#log.store.exists()) return { answer: ok(NONE), outgoing: new Map() };
    return this.#log.commit(() => {
      const answer = this.#commands.once(meta, now, () => this.#releaseSome(subscriber));
      return { answer, outgoing: this.#log.next([subscriber], now) };
    });
  }

  #releaseSome(subscriber: Subscriber): ReleasedAll {
    const standing = this.#sql
      .exec<{ stream: string }>(
        "SELECT stream FROM dead_letters WHERE subscriber = ? ORDER BY stream LIMIT ?",
        ...[subscriber, RELEASED_MAX + 1],
      )
      .toArray();
    const streams = standing.slice(0, RELEASED_MAX);
    const released = streams.reduce((sum, { stream }) => sum + this.#log.dead.release(subscriber, stream), 0);
    return { streams: streams.length, released, more: standing.length > RELEASED_MAX };
  }

  /** Everything from there on is sent again; what lies in the archive comes back into the log first. Answers the offset. */
  async replay(meta: CommandMeta, subscriber: Subscriber, from: ReplayFrom, now: number): Promise<Administered> {
    if (!this.#log.store.exists()) return { answer: ok(1), outgoing: new Map() };
    const offset = await beginning(this.#log, this.#archive, from);
    return this.#log.commit(() => {
      const answer = this.#commands.once(meta, now, () => this.#begin(subscriber, offset));
      return { answer, outgoing: this.#log.next([subscriber], now) };
    });
  }

  #begin(subscriber: Subscriber, from: number): number {
    if (from >= this.#log.store.bounds().first) this.#log.rewind(subscriber, from);
    else {
      this.#log.replays.set({ subscriber, from });
      this.#log.cursors.hurry();
    }
    return from;
  }
}
