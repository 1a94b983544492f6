import { SUBSCRIBERS, type Subscriber } from "../../queues/subscriptions.ts";
import { type Cursor, NOWHERE, nextDue } from "./cursor.ts";
import type { LogStore } from "./log-store.ts";

/** Each subscriber's cursor, remembered, and the object's alarm: the earliest time at which one of them wants a look. */
export class Cursors {
  readonly #storage: DurableObjectStorage;
  readonly #store: LogStore;
  readonly #resendAfterMs: number;
  #cached = new Map<Subscriber, Cursor>();
  /** When the alarm is set to go off, as far as this instance knows. */
  #armedAt: number | null = null;
  /** Something is left to do that no acknowledgement will bring about: the alarm is to go off at once. */
  #isUnfinished = false;

  constructor(storage: DurableObjectStorage, store: LogStore, resendAfterMs: number) {
    this.#storage = storage;
    this.#store = store;
    this.#resendAfterMs = resendAfterMs;
  }

  get(subscriber: Subscriber): Cursor {
    const known = this.#cached.get(subscriber) ?? this.#store.cursor(subscriber) ?? NOWHERE;
    this.#cached.set(subscriber, known);
    return known;
  }

  save(subscriber: Subscriber, cursor: Cursor): void {
    this.#store.saveCursor(subscriber, cursor);
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
}
