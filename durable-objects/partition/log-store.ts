import { assert } from "../../domain/kernel/assert.ts";
import { type Envelope, INLINE_BYTES_MAX, PAGE_BYTES_MAX } from "../../queues/envelope.ts";
import { chained } from "./chain.ts";
import { TABLES } from "./tables.ts";

export type Logged = { offset: number; envelope: Envelope };
/** An event as a queue may carry it: as text, for whoever counts bytes; a large one without its data. */
export type LoggedText = { offset: number; envelope: string; isWhole: boolean };
/** A stream's last event; both 0 before the first. */
export type Head = { seq: number; offset: number };

const PAGE_MAX = 500;

/** The log of a partition and its cursors, made by its first write. Every method is synchronous: callers make the transaction. */
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

  head(stream: string): Head {
    const [row] = this.#sql.exec<Head>('SELECT seq, "offset" FROM heads WHERE stream = ?', stream).toArray();
    return row ?? { seq: 0, offset: 0 };
  }

  moveHead(stream: string, head: Head): void {
    this.#sql.exec(
      'INSERT INTO heads (stream, seq, "offset") VALUES (?, ?, ?) ON CONFLICT (stream) DO UPDATE SET seq = excluded.seq, "offset" = excluded."offset"',
      stream,
      head.seq,
      head.offset,
    );
  }

  /** The next offset is the last plus one: the last row is never deleted. Answers it. */
  append(envelope: Envelope, previous: number, at: number): number {
    const text = JSON.stringify(envelope);
    return this.#sql
      .exec<{ offset: number }>(
        'INSERT INTO log (kind, stream, previous, at, envelope, chain) VALUES (?, ?, ?, ?, ?, ?) RETURNING "offset"',
        ...[kindOf(envelope.stream), envelope.stream, previous, at, text, chained(this.chain(), text)],
      )
      .one().offset;
  }

  /** The last event's link of the chain of hashes; empty before the first. */
  chain(): string {
    const [last] = this.#sql.exec<{ chain: string }>('SELECT chain FROM log ORDER BY "offset" DESC LIMIT 1').toArray();
    return last?.chain ?? "";
  }

  /** The first offset that lies here and the last, and when the last came (epoch ms); zeros where nothing ever was. */
  bounds(): { first: number; last: number; lastAt: number } {
    const [last] = this.#sql
      .exec<{ offset: number; at: number }>('SELECT "offset", at FROM log ORDER BY "offset" DESC LIMIT 1')
      .toArray();
    if (last === undefined) return { first: 0, last: 0, lastAt: 0 };
    const { first } = this.#sql.exec<{ first: number }>('SELECT min("offset") AS first FROM log').one();
    return { first, last: last.offset, lastAt: last.at };
  }

  /** When an event came into the log, epoch ms; null where it does not lie here. */
  cameAt(offset: number): number | null {
    const [row] = this.#sql.exec<{ at: number }>('SELECT at FROM log WHERE "offset" = ?', offset).toArray();
    return row?.at ?? null;
  }

  /** Those events of a stream, by seq. What lies in the archive is not found. */
  ofStream(stream: string, seqs: readonly number[]): Map<number, Envelope> {
    const rows = this.#sql.exec<{ seq: number; envelope: string }>(
      `WITH RECURSIVE back (seq, at) AS (
         SELECT seq, "offset" FROM heads WHERE stream = ?1
         UNION ALL
         SELECT back.seq - 1, log.previous FROM back JOIN log ON log."offset" = back.at WHERE back.seq > ?2)
       SELECT back.seq, log.envelope FROM back JOIN log ON log."offset" = back.at
       WHERE back.seq IN (SELECT value FROM json_each(?3))`,
      stream,
      Math.min(...seqs),
      JSON.stringify(seqs),
    );
    return new Map([...rows].map((row) => [row.seq, JSON.parse(row.envelope) as Envelope]));
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

  /** These events as they are sent, in order; read one by one, because a hundred large ones do not fit into memory. */
  *toSend(offsets: readonly number[]): Iterable<LoggedText> {
    const rows = this.#sql.exec<{ offset: number; envelope: string; isWhole: number }>(
      `SELECT "offset", length(CAST(envelope AS BLOB)) <= ?1 AS isWhole,
         CASE WHEN length(CAST(envelope AS BLOB)) <= ?1 THEN envelope ELSE json_replace(envelope, '$.data', NULL) END AS envelope
       FROM log WHERE "offset" IN (SELECT value FROM json_each(?2)) ORDER BY "offset"`,
      INLINE_BYTES_MAX,
      JSON.stringify(offsets),
    );
    for (const row of rows) yield { ...row, isWhole: row.isWhole === 1 };
  }

  /** These events whole, in order, as many as one call carries. What lies in the archive is left out. */
  at(offsets: readonly number[]): Logged[] {
    const rows = this.#sql.exec<{ offset: number; envelope: string }>(
      'SELECT "offset", envelope FROM log WHERE "offset" IN (SELECT value FROM json_each(?)) ORDER BY "offset"',
      JSON.stringify(offsets),
    );
    return withinAPage(rows).map((row) => ({ offset: row.offset, envelope: JSON.parse(row.envelope) as Envelope }));
  }

  /** `end`: there is nothing behind this page. */
  page(after: number, kinds: readonly string[]): { events: Logged[]; end: boolean } {
    const offsets = this.offsetsAfter(after, kinds, PAGE_MAX);
    const events = this.at(offsets);
    return { events, end: offsets.length < PAGE_MAX && events.length === offsets.length };
  }

  streamsOf(offsets: readonly number[]): { offset: number; stream: string }[] {
    return this.#sql
      .exec<{ offset: number; stream: string }>(
        'SELECT "offset", stream FROM log WHERE "offset" IN (SELECT value FROM json_each(?)) ORDER BY "offset"',
        JSON.stringify(offsets),
      )
      .toArray();
  }

  partition(): number {
    return this.#sql.exec<{ number: number }>("SELECT number FROM partition").one().number;
  }
}

function kindOf(stream: string): string {
  return stream.slice(0, stream.indexOf("/"));
}

/** From the first on, as many as one call carries: one at least. */
export function withinAPage<Row extends { envelope: string }>(rows: Iterable<Row>): Row[] {
  const page: Row[] = [];
  let bytes = 0;
  for (const row of rows) {
    bytes += row.envelope.length;
    if (bytes > PAGE_BYTES_MAX && page.length > 0) break;
    page.push(row);
  }
  return page;
}
