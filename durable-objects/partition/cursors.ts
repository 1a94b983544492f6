import { SUBSCRIBERS, type Subscriber } from "../../queues/subscriptions.ts";
import { type Cursor, NOWHERE, nextDue } from "./cursor.ts";

/** Each subscriber's cursor, remembered, and the object's alarm: the earliest time at which one of them wants a look. */
export class Cursors {
  readonly #storage: DurableObjectStorage;
  readonly #resendAfterMs: number;
  #cached = new Map<Subscriber, Cursor>();
  /** When the alarm is set to go off, as far as this instance knows. */
  #armedAt: number | null = null;
  /** Something is left to do that no acknowledgement will bring about: the alarm is to go off at once. */
  #isUnfinished = false;

  constructor(storage: DurableObjectStorage, resendAfterMs: number) {
    this.#storage = storage;
    this.#resendAfterMs = resendAfterMs;
  }

  get(subscriber: Subscriber): Cursor {
    const known = this.#cached.get(subscriber) ?? this.#load(subscriber) ?? NOWHERE;
    this.#cached.set(subscriber, known);
    return known;
  }

  save(subscriber: Subscriber, cursor: Cursor): void {
    const { reached, unacked, resends, heard } = cursor;
    this.#storage.sql.exec(
      "INSERT OR REPLACE INTO cursors (subscriber, reached, unacked, resends, heard_at, heard_sent_at) VALUES (?, ?, ?, ?, ?, ?)",
      ...[subscriber, reached, JSON.stringify(unacked), resends, heard.at, heard.sentAt],
    );
    this.#cached.set(subscriber, cursor);
  }

  /** What memory says of a rolled-back turn is wrong. */
  forget(): void {
    this.#cached = new Map();
  }

  hurry(): void {
    this.#isUnfinished = true;
  }

  /** The alarm has gone off: whatever is left must set it anew. */
  wentOff(): void {
    this.#armedAt = null;
    this.#isUnfinished = false;
  }

  /**
   * Moved to an earlier time only: a set alarm is a commit of its own, and one that finds nothing due does no harm. (The
   * kernel's timers would write a row more with each move, and this is the busiest object there is.)
   */
  arm(): void {
    const cursors = SUBSCRIBERS.map((subscriber) => this.get(subscriber));
    const at = this.#isUnfinished ? 1 : nextDue(cursors, this.#resendAfterMs);
    if (at === null || (this.#armedAt !== null && at >= this.#armedAt)) return;
    this.#armedAt = at;
    void this.#storage.setAlarm(at);
  }

  #load(subscriber: Subscriber): Cursor | null {
    const [row] = this.#storage.sql
      .exec<{ reached: number; unacked: string; resends: number; heard_at: number; heard_sent_at: number }>(
        "SELECT reached, unacked, resends, heard_at, heard_sent_at FROM cursors WHERE subscriber = ?",
        subscriber,
      )
      .toArray();
    if (row === undefined) return null;
    const { reached, resends } = row;
    const unacked = JSON.parse(row.unacked) as Cursor["unacked"];
    return { reached, unacked, resends, heard: { at: row.heard_at, sentAt: row.heard_sent_at } };
  }
}
