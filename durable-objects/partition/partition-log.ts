import type { Appended, Failed } from "../../contracts/events.ts";
import { logProblem } from "../../domain/kernel/log.ts";
import type { Envelope } from "../../queues/envelope.ts";
import { SUBSCRIBERS, type Subscriber } from "../../queues/subscriptions.ts";
import { Advance, type Outgoing } from "./advance.ts";
import { conflictsOf } from "./conflicts.ts";
import { acknowledged, resent, unsent, without } from "./cursor.ts";
import { Cursors } from "./cursors.ts";
import { DeadLetters } from "./dead-letters.ts";
import { Failures } from "./failures.ts";
import { type Head, LogStore } from "./log-store.ts";
import { Replays } from "./replays.ts";
import { Segments } from "./segments.ts";

/** One partition of the log: what was appended, and how far each subscriber is. One commit for each call that changes anything. Times in epoch ms. */
export class PartitionLog {
  readonly store: LogStore;
  readonly dead: DeadLetters;
  readonly failures: Failures;
  readonly cursors: Cursors;
  readonly segments: Segments;
  readonly replays: Replays;
  readonly #advance: Advance;
  readonly #storage: DurableObjectStorage;
  readonly #resendAfterMs: number;

  constructor(storage: DurableObjectStorage, resendAfterMs: number) {
    this.#storage = storage;
    this.#resendAfterMs = resendAfterMs;
    this.store = new LogStore(storage.sql);
    this.dead = new DeadLetters(storage.sql);
    this.failures = new Failures(storage.sql);
    this.cursors = new Cursors(storage, resendAfterMs);
    this.segments = new Segments(storage.sql);
    this.replays = new Replays(storage.sql);
    this.#advance = new Advance(this, resendAfterMs);
  }

  /** Takes what follows on its stream's last event, ignores what it has, and names the streams that have a gap or differ. */
  append(partition: number, envelopes: readonly Envelope[], now: number): { answer: Appended; outgoing: Outgoing } {
    return this.commit(() => {
      this.store.ensure(partition);
      const before = new Map([...new Set(envelopes.map(({ stream }) => stream))].map((s) => [s, this.store.head(s)]));
      const conflicts = conflictsOf(this.store, envelopes, before);
      const gaps = new Set<string>();
      const heads = new Map<string, Head>();
      const at = Math.max(now, this.store.bounds().lastAt);
      for (const envelope of envelopes) {
        const { stream, seq } = envelope;
        const head = heads.get(stream) ?? before.get(stream) ?? { seq: 0, offset: 0 };
        if (conflicts.has(stream)) continue;
        if (seq > head.seq + 1) gaps.add(stream);
        if (seq !== head.seq + 1 || gaps.has(stream)) continue;
        heads.set(stream, { seq, offset: this.store.append(envelope, head.offset, at) });
      }
      for (const [stream, head] of heads) this.store.moveHead(stream, head);
      const answer = { gaps: [...gaps], ...(conflicts.size === 0 ? {} : { conflicts: [...conflicts] }) };
      return { answer, outgoing: heads.size > 0 ? this.next(SUBSCRIBERS, now) : new Map() };
    });
  }

  /** Makes room for what was held back, and remembers why others could not be applied. What is not known is ignored. */
  acknowledge(subscriber: Subscriber, offsets: readonly number[], failed: readonly Failed[], now: number): Outgoing {
    if (!this.store.exists()) return new Map();
    const before = this.cursors.get(subscriber);
    const after = acknowledged(before, offsets, now, this.#resendAfterMs);
    if (after === before && failed.length === 0 && !this.dead.any(subscriber)) return new Map();
    return this.commit(() => {
      const waited = new Set(after.unacked.flatMap((sending) => sending.offsets));
      for (const offset of this.dead.parkedOf(
        subscriber,
        failed.map(({ offset }) => offset),
      ))
        waited.add(offset);
      this.failures.note(
        subscriber,
        failed.filter(({ offset }) => waited.has(offset)),
      );
      this.failures.settle(subscriber, offsets);
      const wasKnown = this.dead.settle(subscriber, offsets);
      if (after !== before) this.cursors.save(subscriber, after);
      return after !== before || wasKnown ? this.next([subscriber], now) : new Map();
    });
  }

  /** What was not acknowledged in time is sent again, or parked when it was sent often enough. Sets the alarm for the rest. */
  resend(now: number): Outgoing {
    this.cursors.wentOff();
    if (!this.store.exists()) return new Map();
    const problems: Record<string, string | null>[] = [];
    const outgoing = this.commit(() => {
      const again: Outgoing = new Map();
      for (const subscriber of SUBSCRIBERS) {
        const { cursor, offsets, exhausted } = resent(this.cursors.get(subscriber), now, this.#resendAfterMs);
        if (offsets.length > 0) this.cursors.save(subscriber, cursor);
        if (exhausted.length > 0) problems.push(...this.#bury(subscriber, exhausted, now));
        const waited = new Set(this.cursors.get(subscriber).unacked.flatMap((sending) => sending.offsets));
        again.set(
          subscriber,
          offsets.filter((offset) => waited.has(offset)),
        );
      }
      // Whatever fits: where the room is taken by events that never apply, there may never be more of it.
      for (const [subscriber, offsets] of this.next(SUBSCRIBERS, now, 1)) again.get(subscriber)?.push(...offsets);
      return again;
    });
    for (const problem of problems) logProblem("dead letter", problem);
    return outgoing;
  }

  /** The queue did not take these. */
  unsent(subscriber: Subscriber, offsets: readonly number[]): void {
    this.commit(() => this.cursors.save(subscriber, unsent(this.cursors.get(subscriber), offsets)));
  }

  /** Everything from an offset on is sent again, in the caller's transaction. What lay behind it unacknowledged is sent with it. */
  rewind(subscriber: Subscriber, from: number): void {
    const cursor = this.cursors.get(subscriber);
    if (from > cursor.reached) return;
    const behind = cursor.unacked.flatMap(({ offsets }) => offsets).filter((offset) => offset >= from);
    this.dead.dropReleased(subscriber, from);
    this.cursors.save(subscriber, { ...without(cursor, new Set(behind)), reached: from - 1 });
  }

  /** Moves each subscriber on, as far as it has room. */
  next(subscribers: readonly Subscriber[], now: number, lump?: number): Outgoing {
    return this.#advance.next(subscribers, now, lump);
  }

  /** More is left to do: the alarm goes off again at once. */
  hurry(): void {
    this.commit(() => this.cursors.hurry());
  }

  /** All of `work` or nothing, and the alarm with it. */
  commit<T>(work: () => T): T {
    try {
      const result = this.#storage.transactionSync(work);
      this.cursors.arm();
      return result;
    } catch (cause) {
      // What memory says of a rolled-back turn is wrong.
      this.cursors.forget();
      this.store.forget();
      this.dead.forget();
      this.failures.forget();
      throw cause;
    }
  }

  /** Streams whose events were sent often enough stand still from their first unacknowledged event on. Answers what to say of it. */
  #bury(subscriber: Subscriber, exhausted: readonly number[], now: number): Record<string, string | null>[] {
    const cursor = this.cursors.get(subscriber);
    const sendsOf = new Map(cursor.unacked.flatMap(({ offsets, sends }) => offsets.map((offset) => [offset, sends])));
    const streams = new Set(this.store.streamsOf(exhausted).map(({ stream }) => stream));
    const standing = this.store.streamsOf([...sendsOf.keys()]).filter(({ stream }) => streams.has(stream));
    this.cursors.save(subscriber, without(cursor, new Set(standing.map(({ offset }) => offset))));
    const problems: Record<string, string | null>[] = [];
    for (const [stream, events] of Map.groupBy(standing, (event) => event.stream)) {
      const first = events[0]?.offset ?? 0;
      this.dead.park(subscriber, events);
      this.dead.add({ subscriber, stream, offset: first, since: now, sends: sendsOf.get(first) ?? 0 });
      const event = this.store.at([first])[0]?.envelope.id ?? null;
      problems.push({ subscriber, event, cause: this.failures.cause(subscriber, first) });
    }
    return problems;
  }
}
