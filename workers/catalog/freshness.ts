import { causeOf, logProblem } from "../../domain/kernel/log.ts";
import { TimedOut, within } from "../../queues/kernel/within.ts";

/** An isolate looks at the change feed at most this often … */
const CHECK_EVERY_MS = 1_000;
/** … and answers nothing that is older than this, though the look of another request be still on its way. */
const STALE_MAX_MS = 1_900;
/** A look that takes longer has failed. */
const LOOK_MS = 2_000;
/** While the database does not answer, memory does, for so long: nobody can change what he sees, nor buy it, until it is back. */
const DEGRADED_MAX_MS = 60_000;

/** When to look at the change feed, and what counts when it cannot be seen. Times in epoch ms. */
export class Freshness {
  #askedAt = Number.NEGATIVE_INFINITY;
  #freshAt = Number.NEGATIVE_INFINITY;
  /** The last look failed: until one succeeds, one request a second looks, and the others do not wait for it. */
  #isAway = false;

  /** To be awaited before anything is taken from memory. Throws when that is too old to be shown. */
  async ensure(look: () => Promise<void>, now: number): Promise<void> {
    this.#heed(now);
    if (now - this.#askedAt < CHECK_EVERY_MS) {
      if (now - this.#freshAt < STALE_MAX_MS) return;
      if (this.#isAway) return this.#bear(now, new TimedOut("the change feed does not answer"));
    }
    this.#askedAt = now;
    try {
      await within(LOOK_MS, "change feed", this.#look(look, now));
    } catch (cause) {
      if (!this.#isAway) logProblem("change feed not read", { cause: causeOf(cause) });
      this.#isAway = true;
      this.#bear(now, cause);
    }
  }

  /** The next read looks at once: for an isolate that has just written. */
  expire(): void {
    this.#askedAt = Number.NEGATIVE_INFINITY;
  }

  /** A clock that was set back would call what it saw before fresh for as long as it was set back by: it looks at once. */
  #heed(now: number): void {
    if (this.#askedAt > now) this.expire();
    this.#freshAt = Math.min(this.#freshAt, now);
  }

  /** A look that ends late still tells what was true when it began. */
  async #look(look: () => Promise<void>, now: number): Promise<void> {
    await look();
    this.#freshAt = Math.max(this.#freshAt, now);
    this.#isAway = false;
  }

  #bear(now: number, cause: unknown): void {
    if (now - this.#freshAt >= DEGRADED_MAX_MS) throw cause;
  }
}
