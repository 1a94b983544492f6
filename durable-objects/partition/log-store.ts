import { assert } from "../../domain/kernel/assert.ts";
import type { Envelope } from "../../queues/envelope.ts";
import type { Cursor } from "./cursor.ts";

export type Logged = { offset: number; envelope: Envelope };
/** An event as text, for whoever counts bytes before sending. */
export type LoggedText = { offset: number; envelope: string };

/** A page for a rebuild ends before it grows beyond this. */
const PAGE_BYTES_MAX = 8 * 1024 * 1024;
const PAGE_MAX = 500;

/** The tables of a partition, made by its first write. Every method is synchronous: callers make the transaction. */
export class LogStore {
  readonly #sql: SqlStorage;
  #exists = false;

  constructor(sql: SqlStorage) {
    this.#sql = sql;
  }

  /** Makes the tables with the first event of all, and notes the partition's number: an alarm comes without arguments. */
  ensure(partition: number): void {
    if (!this.exists()) {
      for (const statement of TABLES) this.#sql.exec(statement);
      this.#sql.exec("INSERT INTO partition (number) VALUES (?)", partition);
      this.#exists = true;
    }
    assert(this.partition() === partition, "a partition keeps its number");
  }

  exists(): boolean {
    this.#exists ||=
      this.#sql.exec("SELECT 1 FROM sqlite_master WHERE type = 'table' AND name = 'log'").toArray().length > 0;
    return this.#exists;
  }

  /** After a rolled-back transaction the tables may be gone again. */
  forget(): void {
    this.#exists = false;
  }

  /** The seq of the stream's last event; 0 before the first. */
  head(stream: string): number {
    const [row] = this.#sql.exec<{ seq: number }>("SELECT seq FROM heads WHERE stream = ?", stream).toArray();
    return row?.seq ?? 0;
  }

  moveHead(stream: string, seq: number): void {
    this.#sql.exec(
      "INSERT INTO heads (stream, seq) VALUES (?, ?) ON CONFLICT (stream) DO UPDATE SET seq = excluded.seq",
      stream,
      seq,
    );
  }

  /** The next offset is the last plus one: nothing is ever deleted at the end. */
  append(envelope: Envelope): void {
    const kind = envelope.stream.slice(0, envelope.stream.indexOf("/"));
    this.#sql.exec("INSERT INTO log (kind, envelope) VALUES (?, ?)", kind, JSON.stringify(envelope));
  }

  /** The next offsets of some kinds, by the index of each: no kind is slow because another is busy. */
  offsetsAfter(after: number, kinds: readonly string[], limit: number): number[] {
    const found = kinds.flatMap((kind) =>
      this.#sql
        .exec<{ offset: number }>(
          'SELECT "offset" FROM log WHERE kind = ? AND "offset" > ? ORDER BY "offset" LIMIT ?',
          kind,
          after,
          limit,
        )
        .toArray(),
    );
    return found
      .map((row) => row.offset)
      .sort((a, b) => a - b)
      .slice(0, limit);
  }

  /** These events, in order. */
  at(offsets: readonly number[]): Iterable<LoggedText> {
    return this.#sql.exec<LoggedText>(
      'SELECT "offset", envelope FROM log WHERE "offset" IN (SELECT value FROM json_each(?)) ORDER BY "offset"',
      JSON.stringify(offsets),
    );
  }

  /** `end`: there is nothing behind this page. */
  page(after: number, kinds: readonly string[]): { events: Logged[]; end: boolean } {
    const offsets = this.offsetsAfter(after, kinds, PAGE_MAX);
    const events: Logged[] = [];
    let bytes = 0;
    for (const row of this.at(offsets)) {
      bytes += row.envelope.length;
      if (bytes > PAGE_BYTES_MAX && events.length > 0) return { events, end: false };
      events.push({ offset: row.offset, envelope: JSON.parse(row.envelope) as Envelope });
    }
    return { events, end: offsets.length < PAGE_MAX };
  }

  partition(): number {
    return this.#sql.exec<{ number: number }>("SELECT number FROM partition").one().number;
  }

  cursor(subscriber: string): Cursor | null {
    const [row] = this.#sql
      .exec<{ reached: number; unacked: string }>(
        "SELECT reached, unacked FROM cursors WHERE subscriber = ?",
        subscriber,
      )
      .toArray();
    return row === undefined ? null : { reached: row.reached, unacked: JSON.parse(row.unacked) as Cursor["unacked"] };
  }

  saveCursor(subscriber: string, cursor: Cursor): void {
    this.#sql.exec(
      "INSERT INTO cursors (subscriber, reached, unacked) VALUES (?, ?, ?) ON CONFLICT (subscriber) DO UPDATE SET reached = excluded.reached, unacked = excluded.unacked",
      subscriber,
      cursor.reached,
      JSON.stringify(cursor.unacked),
    );
  }
}

/** `unacked` is one small document per subscriber (at most 500 offsets): a row for each would cost two writes per event. */
const TABLES = [
  `CREATE TABLE IF NOT EXISTS log (
    "offset" INTEGER PRIMARY KEY, kind TEXT NOT NULL, envelope TEXT NOT NULL) STRICT`,
  `CREATE INDEX IF NOT EXISTS log_by_kind ON log (kind, "offset")`,
  "CREATE TABLE IF NOT EXISTS partition (number INTEGER NOT NULL) STRICT",
  `CREATE TABLE IF NOT EXISTS heads (stream TEXT PRIMARY KEY, seq INTEGER NOT NULL) STRICT, WITHOUT ROWID`,
  `CREATE TABLE IF NOT EXISTS cursors (
    subscriber TEXT PRIMARY KEY, reached INTEGER NOT NULL, unacked TEXT NOT NULL CHECK (json_valid(unacked)))
    STRICT, WITHOUT ROWID`,
];
