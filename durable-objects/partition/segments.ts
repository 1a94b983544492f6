import type { Envelope } from "../../queues/envelope.ts";
import { withinAPage } from "./log-store.ts";

/** Events that left the log for the archive, and when the last of them had come (epoch ms). */
export type Segment = { first: number; last: number; lastAt: number };
/** A row of the log, as it lies in the archive. */
export type Archived = {
  offset: number;
  kind: string;
  previous: number;
  at: number;
  envelope: Envelope;
  chain: string;
};

const SEGMENT_MAX = 500;

/** Which events lie in the archive, and the moves between it and the log. Callers make the transaction. */
export class Segments {
  readonly #sql: SqlStorage;

  constructor(sql: SqlStorage) {
    this.#sql = sql;
  }

  /** The next segment that holds an event of these kinds behind an offset. */
  after(offset: number, kinds: readonly string[]): Segment | null {
    return this.#one(
      `SELECT first, last, last_at AS lastAt FROM segments WHERE last > ?
       AND EXISTS (SELECT 1 FROM json_each(kinds) WHERE value IN (SELECT value FROM json_each(?))) ORDER BY first LIMIT 1`,
      offset,
      JSON.stringify(kinds),
    );
  }

  holding(offset: number): Segment | null {
    return this.#one(
      "SELECT first, last, last_at AS lastAt FROM segments WHERE first <= ?1 AND last >= ?1 ORDER BY first DESC LIMIT 1",
      offset,
    );
  }

  /** The first that holds an event which came then or later. */
  at(time: number): Segment | null {
    return this.#one(
      "SELECT first, last, last_at AS lastAt FROM segments WHERE last_at >= ? ORDER BY first LIMIT 1",
      time,
    );
  }

  /** The one whose events would come next before those of the log. */
  newest(): Segment | null {
    return this.#one("SELECT first, last, last_at AS lastAt FROM segments ORDER BY first DESC LIMIT 1");
  }

  /** The oldest rows of the log up to an offset that came before a time, as many as one segment holds. */
  oldest(upTo: number, before: number): Archived[] {
    const rows = this.#sql.exec<Omit<Archived, "envelope"> & { envelope: string }>(
      'SELECT "offset", kind, previous, at, envelope, chain FROM log WHERE "offset" <= ? AND at < ? ORDER BY "offset" LIMIT ?',
      upTo,
      before,
      SEGMENT_MAX,
    );
    return withinAPage(rows).map((row) => ({ ...row, envelope: JSON.parse(row.envelope) as Envelope }));
  }

  /** The rows have been written to the archive: here they go. */
  moveOut(segment: Segment, kinds: readonly string[]): void {
    this.#sql.exec('DELETE FROM log WHERE "offset" BETWEEN ? AND ?', segment.first, segment.last);
    this.#sql.exec(
      "INSERT INTO segments (first, last, last_at, kinds) VALUES (?, ?, ?, ?)",
      ...[segment.first, segment.last, segment.lastAt, JSON.stringify(kinds)],
    );
  }

  /** They come back, at their own offsets. */
  moveIn(segment: Segment, rows: readonly Archived[]): void {
    for (const { offset, kind, previous, at, envelope, chain } of rows) {
      this.#sql.exec(
        'INSERT INTO log ("offset", kind, stream, previous, at, envelope, chain) VALUES (?, ?, ?, ?, ?, ?, ?)',
        ...[offset, kind, envelope.stream, previous, at, JSON.stringify(envelope), chain],
      );
    }
    this.#sql.exec("DELETE FROM segments WHERE first = ?", segment.first);
  }

  #one(query: string, ...given: SqlStorageValue[]): Segment | null {
    return this.#sql.exec<Segment>(query, ...given).toArray()[0] ?? null;
  }
}
