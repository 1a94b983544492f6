import type { Subscriber } from "../../queues/subscriptions.ts";

export type DeadLetterRow = { subscriber: Subscriber; stream: string; offset: number; since: number; sends: number };

/**
 * Events that were sent as often as an event is, and those of their streams parked behind them. Callers make the
 * transaction. Where no stream stands still, nothing is written and nothing read.
 */
export class DeadLetters {
  readonly #sql: SqlStorage;
  /** Whether a table holds anything of a subscriber, as far as this instance has looked. */
  readonly #known = new Map<string, boolean>();

  constructor(sql: SqlStorage) {
    this.#sql = sql;
  }

  /** After a rolled-back transaction what memory says is wrong. */
  forget(): void {
    this.#known.clear();
  }

  /** Does a stream stand still for the subscriber? */
  any(subscriber: Subscriber): boolean {
    return this.#has("dead_letters", subscriber);
  }

  /** Makes an event a dead letter. Those behind it are parked by `park`. */
  add({ subscriber, stream, offset, since, sends }: DeadLetterRow): void {
    this.#sql.exec(
      'INSERT OR REPLACE INTO dead_letters (subscriber, stream, "offset", since, sends) VALUES (?, ?, ?, ?, ?)',
      ...[subscriber, stream, offset, since, sends],
    );
    // What was released of it and has not left yet waits behind it again.
    this.#sql.exec(
      `INSERT OR IGNORE INTO parked (subscriber, stream, "offset")
       SELECT released.subscriber, log.stream, released."offset" FROM released JOIN log ON log."offset" = released."offset"
       WHERE released.subscriber = ? AND log.stream = ?`,
      subscriber,
      stream,
    );
    this.#sql.exec(
      `DELETE FROM released WHERE subscriber = ?1 AND "offset" IN (
         SELECT "offset" FROM parked WHERE subscriber = ?1 AND stream = ?2)`,
      subscriber,
      stream,
    );
    this.#known.set(`dead_letters ${subscriber}`, true);
  }

  park(subscriber: Subscriber, events: readonly { stream: string; offset: number }[]): void {
    for (const { stream, offset } of events) {
      this.#sql.exec(
        'INSERT OR IGNORE INTO parked (subscriber, stream, "offset") VALUES (?, ?, ?)',
        ...[subscriber, stream, offset],
      );
    }
  }

  /** Of these events, those that come behind a dead letter of their stream. Those before one were applied: a replay sends them. */
  behindOne(subscriber: Subscriber, offsets: readonly number[]): { stream: string; offset: number }[] {
    if (!this.any(subscriber)) return [];
    return this.#sql
      .exec<{ stream: string; offset: number }>(
        `SELECT log.stream, log."offset" FROM json_each(?) AS given JOIN log ON log."offset" = given.value
         JOIN dead_letters AS dead ON dead.subscriber = ? AND dead.stream = log.stream AND dead."offset" <= log."offset"`,
        JSON.stringify(offsets),
        subscriber,
      )
      .toArray();
  }

  /** A stream goes on: its parked events are to be sent again, in order. Answers how many; 0 when it was not parked. */
  release(subscriber: Subscriber, stream: string): number {
    const released = this.parkedIn(subscriber, stream);
    this.#sql.exec(
      'INSERT OR IGNORE INTO released (subscriber, "offset") SELECT subscriber, "offset" FROM parked WHERE subscriber = ? AND stream = ?',
      subscriber,
      stream,
    );
    this.#sql.exec("DELETE FROM parked WHERE subscriber = ? AND stream = ?", subscriber, stream);
    this.#sql.exec("DELETE FROM dead_letters WHERE subscriber = ? AND stream = ?", subscriber, stream);
    this.#known.delete(`released ${subscriber}`);
    this.#known.delete(`dead_letters ${subscriber}`);
    return released;
  }

  /** How many events of a stream wait for a release. */
  parkedIn(subscriber: Subscriber, stream: string): number {
    return this.#sql
      .exec<{ events: number }>(
        "SELECT count(*) AS events FROM parked WHERE subscriber = ? AND stream = ?",
        subscriber,
        stream,
      )
      .one().events;
  }

  /** Which of these events wait for a release. */
  parkedOf(subscriber: Subscriber, offsets: readonly number[]): number[] {
    if (!this.any(subscriber)) return [];
    return this.#sql
      .exec<{ offset: number }>(
        `SELECT parked."offset" FROM json_each(?) AS given JOIN log ON log."offset" = given.value
         JOIN parked ON parked.subscriber = ? AND parked.stream = log.stream AND parked."offset" = log."offset"`,
        JSON.stringify(offsets),
        subscriber,
      )
      .toArray()
      .map((row) => row.offset);
  }

  /** The next of the released events, as many as the subscriber has room for. They are now whoever asks' to send. */
  takeReleased(subscriber: Subscriber, limit: number): number[] {
    if (limit <= 0 || !this.#has("released", subscriber)) return [];
    const offsets = this.#sql
      .exec<{ offset: number }>(
        'SELECT "offset" FROM released WHERE subscriber = ? ORDER BY "offset" LIMIT ?',
        subscriber,
        limit,
      )
      .toArray()
      .map((row) => row.offset);
    this.#sql.exec('DELETE FROM released WHERE subscriber = ? AND "offset" <= ?', subscriber, offsets.at(-1) ?? 0);
    this.#known.delete(`released ${subscriber}`);
    return offsets;
  }

  /**
   * These were applied after all: they are not sent, and a stream whose dead letter is among them goes on. Answers whether
   * any of them was parked or released.
   */
  settle(subscriber: Subscriber, offsets: readonly number[]): boolean {
    const json = JSON.stringify(offsets);
    let wasKnown = false;
    const dead = this.any(subscriber)
      ? this.#sql
          .exec<{ stream: string }>(
            'SELECT stream FROM dead_letters WHERE subscriber = ? AND "offset" IN (SELECT value FROM json_each(?))',
            subscriber,
            json,
          )
          .toArray()
      : [];
    const parked = this.parkedOf(subscriber, offsets);
    if (parked.length > 0) {
      this.#sql.exec(
        `DELETE FROM parked WHERE (subscriber, stream, "offset") IN (
           SELECT ?1, log.stream, log."offset" FROM json_each(?2) AS given JOIN log ON log."offset" = given.value)`,
        subscriber,
        JSON.stringify(parked),
      );
      wasKnown = true;
    }
    if (this.#has("released", subscriber)) {
      const { rowsWritten } = this.#sql.exec(
        'DELETE FROM released WHERE subscriber = ? AND "offset" IN (SELECT value FROM json_each(?))',
        subscriber,
        json,
      );
      if (rowsWritten > 0) wasKnown = true;
    }
    for (const { stream } of dead) this.release(subscriber, stream);
    return wasKnown;
  }

  /** What is released from there on is no longer to be sent: a replay sends it. */
  dropReleased(subscriber: Subscriber, from: number): void {
    this.#sql.exec('DELETE FROM released WHERE subscriber = ? AND "offset" >= ?', subscriber, from);
  }

  /** The lowest offset that some subscriber has yet to be sent once it is released; null: none. */
  lowest(): number | null {
    return this.#sql
      .exec<{ lowest: number | null }>(
        'SELECT min(lowest) AS lowest FROM (SELECT min("offset") AS lowest FROM parked UNION ALL SELECT min("offset") FROM released)',
      )
      .one().lowest;
  }

  #has(table: keyof typeof ANY, subscriber: Subscriber): boolean {
    const key = `${table} ${subscriber}`;
    const known = this.#known.get(key) ?? this.#sql.exec(ANY[table], subscriber).toArray().length > 0;
    this.#known.set(key, known);
    return known;
  }
}

const ANY = {
  dead_letters: "SELECT 1 FROM dead_letters WHERE subscriber = ? LIMIT 1",
  released: "SELECT 1 FROM released WHERE subscriber = ? LIMIT 1",
} as const;
