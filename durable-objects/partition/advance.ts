import { SUBSCRIPTIONS, type Subscriber } from "../../queues/subscriptions.ts";
import { room, sent } from "./cursor.ts";
import type { Cursors } from "./cursors.ts";
import type { DeadLetters } from "./dead-letters.ts";
import type { LogStore } from "./log-store.ts";
import type { Replays } from "./replays.ts";
import type { Segments } from "./segments.ts";

/** What is to be sent now, by subscriber. It is already written as sent. */
export type Outgoing = Map<Subscriber, number[]>;

/**
 * While more waits than there is room for, events are sent so many at a time: sent as room appears, a handful of each partition
 * would come in every batch, and be acknowledged by a call to each.
 */
const LUMP = 100;
/** Pages one turn looks through for what a subscriber may be sent, where most of it belongs to streams that stand still. */
const SCANS_MAX = 10;

/** The parts of a partition's log that say what a subscriber is sent next. */
type Parts = { store: LogStore; cursors: Cursors; dead: DeadLetters; segments: Segments; replays: Replays };

/** Moves subscribers on along the log, in the caller's transaction. */
export class Advance {
  readonly #log: Parts;
  readonly #resendAfterMs: number;

  constructor(log: Parts, resendAfterMs: number) {
    this.#log = log;
    this.#resendAfterMs = resendAfterMs;
  }

  /** Moves each subscriber on, as far as it has room: what was released first, so that a stream stays in its order. */
  next(subscribers: readonly Subscriber[], now: number, lump = LUMP): Outgoing {
    const outgoing: Outgoing = new Map();
    for (const subscriber of subscribers) {
      const before = this.#log.cursors.get(subscriber);
      if (before.reached === 0 && this.#beginsInArchive(subscriber)) continue;
      let free = room(before);
      if (free < lump && this.#isMore(subscriber, free)) continue;
      let { reached } = before;
      const offsets = this.#log.dead.takeReleased(subscriber, free);
      free -= offsets.length;
      for (let scans = 0; free > 0; scans++) {
        const found = this.#log.store.offsetsAfter(reached, SUBSCRIPTIONS[subscriber], free);
        reached = found.at(-1) ?? reached;
        const parked = this.#log.dead.behindOne(subscriber, found);
        this.#log.dead.park(subscriber, parked);
        const still = new Set(parked.map(({ offset }) => offset));
        offsets.push(...found.filter((offset) => !still.has(offset)));
        if (still.size === 0) break;
        free -= found.length - still.size;
        if (scans === SCANS_MAX) {
          this.#log.cursors.hurry();
          break;
        }
      }
      if (reached === before.reached && offsets.length === 0) continue;
      this.#log.cursors.save(subscriber, { ...sent(before, offsets, now, this.#resendAfterMs), reached });
      if (offsets.length > 0) outgoing.set(subscriber, offsets);
    }
    return outgoing;
  }

  /** Does more wait for the subscriber than this? */
  #isMore(subscriber: Subscriber, free: number): boolean {
    const { reached } = this.#log.cursors.get(subscriber);
    return this.#log.store.offsetsAfter(reached, SUBSCRIPTIONS[subscriber], free + 1).length > free;
  }

  /** A subscriber that is newer than what was archived of its kinds: that comes back first. */
  #beginsInArchive(subscriber: Subscriber): boolean {
    const first = this.#log.segments.after(0, SUBSCRIPTIONS[subscriber]);
    if (first === null) return false;
    this.#log.replays.set({ subscriber, from: first.first });
    this.#log.cursors.hurry();
    return true;
  }
}
