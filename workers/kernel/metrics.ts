import { randomUUID } from "node:crypto";
import type { Flush } from "../../contracts/metrics.ts";
import { causeOf, logProblem } from "../../domain/kernel/log.ts";
import { within } from "../../queues/kernel/within.ts";

/** What an isolate may lose when it dies, and how seldom it speaks of what it has counted. */
const FLUSH_EVERY_MS = 10_000;
/** After this a flush that was to come, or to answer, is given up: the platform ends what waits longer than 30 s. */
const GIVEN_UP_MS = 30_000;
const ADD_MS = 5_000;
/** So long does who reads the counters wait for what this isolate has just counted. */
const READER_WAITS_MS = 1_000;

export type Add = (flush: Flush) => Promise<void>;
type WaitUntil = (work: Promise<void>) => void;

/**
 * Counters of one isolate, handed on at most every ten seconds. Whoever counts first after a flush leaves one behind, which waits
 * after the answer and takes along what others count meanwhile: nothing stays when the traffic stops.
 */
export class Counters {
  readonly #everyMs: number;
  readonly #pending = new Map<string, number>();
  /** Sent, and not known to have arrived: it goes again under its number, and is counted once. */
  #unsure: Flush | null = null;
  /** Made with the first flush: outside of a request there is no randomness. */
  #isolate: string | null = null;
  #number = 0;
  #scheduledAt = Number.NEGATIVE_INFINITY;
  #sendingSince = Number.NEGATIVE_INFINITY;

  constructor(everyMs = FLUSH_EVERY_MS) {
    this.#everyMs = everyMs;
  }

  count(series: string, by = 1): void {
    this.#pending.set(series, (this.#pending.get(series) ?? 0) + by);
  }

  /** To be called by whoever has counted. */
  flushLater(waitUntil: WaitUntil, add: Add): void {
    const now = Date.now();
    if (now - this.#scheduledAt < GIVEN_UP_MS) return;
    this.#scheduledAt = now;
    waitUntil(this.#flushIn(this.#everyMs, add));
  }

  async #flushIn(ms: number, add: Add): Promise<void> {
    await scheduler.wait(ms);
    this.#scheduledAt = Number.NEGATIVE_INFINITY;
    await this.flush(add);
  }

  /** Hands on what there is. Never throws, and never waits for another's flush: I/O belongs to the request that began it. */
  async flush(add: Add): Promise<void> {
    const now = Date.now();
    if (now - this.#sendingSince < GIVEN_UP_MS) return;
    this.#sendingSince = now;
    try {
      // What is in doubt first: it has its own number.
      if (this.#unsure) await this.#send(this.#unsure, add);
      const next = this.#take();
      if (next) await this.#send(next, add);
    } catch (cause) {
      logProblem("counters not added", { cause: causeOf(cause) });
    } finally {
      this.#sendingSince = Number.NEGATIVE_INFINITY;
    }
  }

  /** For who reads the counters next: what is known is not to be held up by an object that hangs. */
  async flushForReader(add: Add): Promise<void> {
    await Promise.race([this.flush(add), scheduler.wait(READER_WAITS_MS)]);
  }

  #take(): Flush | null {
    if (this.#pending.size === 0) return null;
    this.#isolate ??= randomUUID();
    this.#number += 1;
    this.#unsure = { isolate: this.#isolate, number: this.#number, counts: [...this.#pending] };
    this.#pending.clear();
    return this.#unsure;
  }

  async #send(flush: Flush, add: Add): Promise<void> {
    await within(ADD_MS, "add", add(flush));
    if (this.#unsure === flush) this.#unsure = null;
  }
}
