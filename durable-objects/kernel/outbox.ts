import { APPEND_MAX, type Appended } from "../../contracts/events.ts";
import { assert } from "../../domain/kernel/assert.ts";
import { causeOf, logProblem } from "../../domain/kernel/log.ts";
import { ENVELOPE_BYTES_MAX, type Envelope, PAGE_BYTES_MAX } from "../../queues/envelope.ts";
import { within } from "../../queues/kernel/within.ts";
import type { Tables } from "./tables.ts";
import type { Timers } from "./timers.ts";

export const OUTBOX_TIMER = "outbox";
/** The relay runs right after the answer; this is for when it could not. */
const DRAIN_LATEST_MS = 2_000;
const APPEND_MS = 10_000;
/** Calls one drain makes: the platform allows 32 a request. After a long outage the rest follows by the timer. */
const PAGES_MAX = 20;

const utf8 = new TextEncoder();

/** What an event says to other domains. Null where it stays at home. */
export type Published = { type: string; version: number; data: unknown };

export type Append = (envelopes: Envelope[]) => Promise<Appended>;

type Cause = { at: number; causationId: string; correlationId: string; traceparent?: string };

/** Committed events on their way to the log. A row leaves only after the log has it. */
export class Outbox {
  readonly #storage: DurableObjectStorage;
  readonly #tables: Tables;
  readonly #timers: Timers;
  #draining: Promise<void> | null = null;
  /** What was held back until the last drain was cut off: however much it is, what lies behind it leaves with the next. */
  #cutOff: Set<string> | null = null;

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
    const text = JSON.stringify(envelope);
    // Refused here, where it is one command's failure, and not in the log, where it would stop all that follows.
    assert(utf8.encode(text).byteLength <= ENVELOPE_BYTES_MAX, `an event of ${ENVELOPE_BYTES_MAX} bytes at most`);
    this.#storage.sql.exec("INSERT INTO outbox (stream, envelope) VALUES (?, ?)", stream, text);
    this.#timers.setNoLater("", OUTBOX_TIMER, Date.now() + DRAIN_LATEST_MS);
  }

  /**
   * The stream's unsent events follow on the log's last (`head`), which has said more than this object remembers: it was
   * restored to an earlier time. Only for events that bear it, because each says all there is to say.
   */
  continueAfter(stream: string, head: number): void {
    this.#tables.transaction(() => {
      const rows = this.#storage.sql
        .exec<Row>("SELECT position, envelope FROM outbox WHERE stream = ? ORDER BY position", stream)
        .toArray();
      let seq = head;
      for (const { position, envelope } of rows) {
        seq += 1;
        const renumbered = { ...(JSON.parse(envelope) as Envelope), id: `${stream}/${seq}`, seq };
        this.#storage.sql.exec(
          "UPDATE outbox SET envelope = ? WHERE position = ?",
          JSON.stringify(renumbered),
          position,
        );
      }
      this.#storage.sql.exec("UPDATE published SET seq = ? WHERE stream = ?", seq, stream);
    });
  }

  /** Sends all there is, many aggregates' events in one call. One drain at a time; throws when the log cannot be reached. */
  drain(append: Append): Promise<void> {
    this.#draining ??= this.#drain(append).finally(() => {
      this.#draining = null;
    });
    return this.#draining;
  }

  /** The same after an answer was given: a failure is only noted, because the timer will do it again. */
  async drainLater(append: Append): Promise<void> {
    try {
      await this.drain(append);
    } catch (cause) {
      logProblem("outbox not drained", { cause: causeOf(cause) });
    }
  }

  /**
   * Page by page. A stream of which the log misses an earlier event, or says another, keeps its rows and is passed over, so
   * that it holds up nobody else; the drain then ends with a throw, and the timer tries again until somebody has mended it.
   */
  async #drain(append: Append): Promise<void> {
    const stuck = this.#cutOff ?? new Set<string>();
    this.#cutOff = null;
    for (let page = 0; this.#tables.exist(); page++) {
      if (page === PAGES_MAX) {
        this.#cutOff = stuck;
        this.#timers.setNoLater("", OUTBOX_TIMER, Date.now() + 1);
        return;
      }
      const rows = this.#page(stuck);
      const last = rows.at(-1);
      if (last === undefined) break;
      const appended = await within(
        APPEND_MS,
        "append",
        append(rows.map((row) => JSON.parse(row.envelope) as Envelope)),
      );
      for (const stream of notTaken("outbox", appended)) stuck.add(stream);
      this.#storage.sql.exec(
        "DELETE FROM outbox WHERE position <= ? AND stream NOT IN (SELECT value FROM json_each(?))",
        last.position,
        JSON.stringify([...stuck]),
      );
      // In the same commit as the last rows: the timer of an outbox that is empty would go off for nothing.
      if (this.#isEmpty()) this.#timers.clear("", OUTBOX_TIMER);
    }
    if (stuck.size > 0) throw new Error(`the log did not take ${[...stuck].slice(0, 3).join(", ")}`);
  }

  #isEmpty(): boolean {
    return this.#storage.sql.exec("SELECT 1 FROM outbox LIMIT 1").toArray().length === 0;
  }

  #page(stuck: ReadonlySet<string>): Row[] {
    const rows = this.#storage.sql.exec<Row>(
      "SELECT position, envelope FROM outbox WHERE stream NOT IN (SELECT value FROM json_each(?)) ORDER BY position LIMIT ?",
      JSON.stringify([...stuck]),
      APPEND_MAX,
    );
    return withinACall(rows);
  }
}

type Row = { position: number; envelope: string };

/** From the first on, as many as one call carries: one at least. Read one by one, because all may not fit into memory. */
function withinACall(rows: Iterable<Row>): Row[] {
  const page: Row[] = [];
  let bytes = 0;
  for (const row of rows) {
    bytes += row.envelope.length;
    if (bytes > PAGE_BYTES_MAX && page.length > 0) break;
    page.push(row);
  }
  return page;
}

/** Streams whose events stay where they are. `owner`: whose outbox it is. */
export function notTaken(owner: string, { gaps, conflicts = [] }: Appended): string[] {
  for (const stream of conflicts) logProblem("log and object differ", { owner, stream });
  return [...gaps, ...conflicts];
}
