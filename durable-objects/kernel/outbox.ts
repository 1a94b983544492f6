import { APPEND_MAX } from "../../contracts/events.ts";
import { causeOf, logProblem } from "../../domain/kernel/log.ts";
import type { Envelope } from "../../queues/envelope.ts";
import type { Tables } from "./tables.ts";
import type { Timers } from "./timers.ts";

export const OUTBOX_TIMER = "outbox";
/** The relay runs right after the answer; this is for when it could not. */
const DRAIN_LATEST_MS = 2_000;

/** What an event says to other domains. Null where it stays at home. */
export type Published = { type: string; version: number; data: unknown };

type Cause = { at: number; causationId: string; correlationId: string; traceparent?: string };

/** Committed events on their way to the log. A row leaves only after the log has it. */
export class Outbox {
  readonly #storage: DurableObjectStorage;
  readonly #tables: Tables;
  readonly #timers: Timers;
  #draining: Promise<void> | null = null;

  constructor(storage: DurableObjectStorage, tables: Tables, timers: Timers) {
    this.#storage = storage;
    this.#tables = tables;
    this.#timers = timers;
  }

  /** Adds the stream's next event, in the caller's transaction, and sees to it that somebody will send it. */
  add(stream: string, published: Published, cause: Cause): void {
    const { seq } = this.#storage.sql
      .exec<{ seq: number }>(
        "INSERT INTO published (stream, seq) VALUES (?, 1) ON CONFLICT (stream) DO UPDATE SET seq = seq + 1 RETURNING seq",
        stream,
      )
      .one();
    const envelope: Envelope = { id: `${stream}/${seq}`, stream, seq, ...published, ...cause };
    this.#storage.sql.exec("INSERT INTO outbox (envelope) VALUES (?)", JSON.stringify(envelope));
    this.#timers.setNoLater("", OUTBOX_TIMER, Date.now() + DRAIN_LATEST_MS);
  }

  /** Sends all there is, many aggregates' events in one call. One drain at a time; throws when the log cannot be reached. */
  drain(append: (envelopes: Envelope[]) => Promise<{ gaps: string[] }>): Promise<void> {
    this.#draining ??= this.#drain(append).finally(() => {
      this.#draining = null;
    });
    return this.#draining;
  }

  /** The same after an answer was given: a failure is only noted, because the timer will do it again. */
  async drainLater(append: (envelopes: Envelope[]) => Promise<{ gaps: string[] }>): Promise<void> {
    try {
      await this.drain(append);
    } catch (cause) {
      logProblem("outbox not drained", { cause: causeOf(cause) });
    }
  }

  async #drain(append: (envelopes: Envelope[]) => Promise<{ gaps: string[] }>): Promise<void> {
    while (this.#tables.exist()) {
      const rows = this.#storage.sql
        .exec<{ position: number; envelope: string }>(
          "SELECT position, envelope FROM outbox ORDER BY position LIMIT ?",
          APPEND_MAX,
        )
        .toArray();
      const last = rows.at(-1);
      if (last === undefined) return;
      const { gaps } = await append(rows.map((row) => JSON.parse(row.envelope) as Envelope));
      if (gaps.length > 0) throw new Error(`the log misses earlier events of ${gaps.slice(0, 3).join(", ")}`);
      this.#storage.sql.exec("DELETE FROM outbox WHERE position <= ?", last.position);
    }
  }
}
