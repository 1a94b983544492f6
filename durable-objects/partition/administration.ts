import type { CommandMeta } from "../../contracts/caller.ts";
import type { ReplayFrom } from "../../contracts/events.ts";
import { ok, type Result } from "../../domain/kernel/result.ts";
import type { Subscriber } from "../../queues/subscriptions.ts";
import type { Outgoing } from "./advance.ts";
import type { Archive } from "./archive.ts";
import { Commands, type Mismatch } from "./commands.ts";
import type { PartitionLog } from "./partition-log.ts";
import { beginning } from "./replays.ts";

export type Administered = { answer: Result<number, Mismatch>; outgoing: Outgoing };

/** What staff do to a partition: each command once, with what follows from it in one commit. */
export class Administration {
  readonly #log: PartitionLog;
  readonly #archive: Archive;
  readonly #commands: Commands;

  constructor(log: PartitionLog, archive: Archive, sql: SqlStorage) {
    this.#log = log;
    this.#archive = archive;
    this.#commands = new Commands(sql);
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
