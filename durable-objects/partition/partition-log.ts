import type { Envelope } from "../../queues/envelope.ts";
import { SUBSCRIBERS, SUBSCRIPTIONS, type Subscriber } from "../../queues/subscriptions.ts";
import { acknowledged, advanced, type Cursor, NOWHERE, nextDue, resent, room } from "./cursor.ts";
import { type Logged, type LoggedText, LogStore } from "./log-store.ts";

/** What is to be sent now, by subscriber. It is already written as sent. */
export type Outgoing = Map<Subscriber, number[]>;

/** One partition of the log: what was appended, and how far each subscriber is. One commit for each call that changes anything. */
export class PartitionLog {
  readonly #storage: DurableObjectStorage;
  readonly #resendAfterMs: number;
  readonly #store: LogStore;
  #cursors = new Map<Subscriber, Cursor>();
  /** When the alarm is set to go off, as far as this instance knows. */
  #armedAt: number | null = null;

  constructor(storage: DurableObjectStorage, resendAfterMs: number) {
    this.#storage = storage;
    this.#resendAfterMs = resendAfterMs;
    this.#store = new LogStore(storage.sql);
  }

  /** Takes what follows on its stream's last event, ignores what it has, and names the streams that have a gap. */
  append(partition: number, envelopes: readonly Envelope[]): { gaps: string[]; outgoing: Outgoing } {
    return this.#commit(() => {
      this.#store.ensure(partition);
      const gaps = new Set<string>();
      const heads = new Map<string, number>();
      for (const envelope of envelopes) {
        const { stream, seq } = envelope;
        const head = heads.get(stream) ?? this.#store.head(stream);
        if (seq > head + 1) gaps.add(stream);
        if (seq !== head + 1 || gaps.has(stream)) continue;
        this.#store.append(envelope);
        heads.set(stream, seq);
      }
      for (const [stream, seq] of heads) this.#store.moveHead(stream, seq);
      return { gaps: [...gaps], outgoing: heads.size > 0 ? this.#next(SUBSCRIBERS) : new Map() };
    });
  }

  /** Makes room for what was held back. What is not known, or acknowledged already, is ignored. */
  acknowledge(subscriber: Subscriber, offsets: readonly number[]): Outgoing {
    if (!this.#store.exists()) return new Map();
    const before = this.#cursor(subscriber);
    const after = acknowledged(before, offsets);
    if (after === before) return new Map();
    return this.#commit(() => {
      this.#save(subscriber, after);
      return this.#next([subscriber]);
    });
  }

  /** What was not acknowledged in time. Sets the alarm for the rest. */
  resend(): Outgoing {
    this.#armedAt = null;
    if (!this.#store.exists()) return new Map();
    return this.#commit(() => {
      const outgoing: Outgoing = new Map();
      for (const subscriber of SUBSCRIBERS) {
        const before = this.#cursor(subscriber);
        const { cursor, offsets } = resent(before, Date.now(), this.#resendAfterMs);
        if (offsets.length === 0) continue;
        this.#save(subscriber, cursor);
        outgoing.set(subscriber, offsets);
      }
      return outgoing;
    });
  }

  read(after: number, kinds: readonly string[]): { events: Logged[]; end: boolean } {
    return this.#store.exists() ? this.#store.page(after, kinds) : { events: [], end: true };
  }

  at(offsets: readonly number[]): Iterable<LoggedText> {
    return this.#store.at(offsets);
  }

  partition(): number {
    return this.#store.partition();
  }

  /** Moves each subscriber on, as far as it has room. */
  #next(subscribers: readonly Subscriber[]): Outgoing {
    const outgoing: Outgoing = new Map();
    for (const subscriber of subscribers) {
      const cursor = this.#cursor(subscriber);
      const free = room(cursor);
      const offsets = free > 0 ? this.#store.offsetsAfter(cursor.reached, SUBSCRIPTIONS[subscriber], free) : [];
      if (offsets.length === 0) continue;
      this.#save(subscriber, advanced(cursor, offsets, Date.now() + this.#resendAfterMs));
      outgoing.set(subscriber, offsets);
    }
    return outgoing;
  }

  #commit<T>(work: () => T): T {
    try {
      const result = this.#storage.transactionSync(work);
      this.#arm();
      return result;
    } catch (cause) {
      // What memory says of a rolled-back turn is wrong.
      this.#cursors = new Map();
      this.#store.forget();
      throw cause;
    }
  }

  /** Moved to an earlier time only: a set alarm is a commit of its own, and one that finds nothing due does no harm. */
  #arm(): void {
    const due = nextDue(SUBSCRIBERS.map((subscriber) => this.#cursor(subscriber)));
    if (due === null || (this.#armedAt !== null && due >= this.#armedAt)) return;
    this.#armedAt = due;
    void this.#storage.setAlarm(due);
  }

  #cursor(subscriber: Subscriber): Cursor {
    const known = this.#cursors.get(subscriber) ?? this.#store.cursor(subscriber) ?? NOWHERE;
    this.#cursors.set(subscriber, known);
    return known;
  }

  #save(subscriber: Subscriber, cursor: Cursor): void {
    this.#store.saveCursor(subscriber, cursor);
    this.#cursors.set(subscriber, cursor);
  }
}
