import type { Failed } from "../../contracts/events.ts";
import type { Subscriber } from "../../queues/subscriptions.ts";

const CAUSE_MAX = 500;

/** What subscribers said last of why they could not apply an event, until they have. Callers make the transaction. */
export class Failures {
  readonly #sql: SqlStorage;
  /** Subscribers that said something, as far as this instance has looked: where nothing fails nothing is read. */
  #known = new Map<Subscriber, boolean>();

  constructor(sql: SqlStorage) {
    this.#sql = sql;
  }

  /** After a rolled-back transaction what memory says is wrong. */
  forget(): void {
    this.#known = new Map();
  }

  /** Remembers the last cause of each. */
  note(subscriber: Subscriber, failed: readonly Failed[]): void {
    for (const { offset, cause } of failed) {
      this.#sql.exec(
        'INSERT INTO failures (subscriber, "offset", cause) VALUES (?, ?, ?) ON CONFLICT (subscriber, "offset") DO UPDATE SET cause = excluded.cause WHERE cause <> excluded.cause',
        ...[subscriber, offset, cause.slice(0, CAUSE_MAX)],
      );
      this.#known.set(subscriber, true);
    }
  }

  /** They were applied after all. */
  settle(subscriber: Subscriber, offsets: readonly number[]): void {
    if (!this.#any(subscriber)) return;
    this.#sql.exec(
      'DELETE FROM failures WHERE subscriber = ? AND "offset" IN (SELECT value FROM json_each(?))',
      subscriber,
      JSON.stringify(offsets),
    );
    this.#known.delete(subscriber);
  }

  cause(subscriber: Subscriber, offset: number): string | null {
    if (!this.#any(subscriber)) return null;
    const [row] = this.#sql
      .exec<{ cause: string }>('SELECT cause FROM failures WHERE subscriber = ? AND "offset" = ?', subscriber, offset)
      .toArray();
    return row?.cause ?? null;
  }

  #any(subscriber: Subscriber): boolean {
    const known =
      this.#known.get(subscriber) ??
      this.#sql.exec("SELECT 1 FROM failures WHERE subscriber = ? LIMIT 1", subscriber).toArray().length > 0;
    this.#known.set(subscriber, known);
    return known;
  }
}
