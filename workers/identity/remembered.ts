/** How old an answer may be. */
const HOLD_MS = 5_000;
const ENTRIES_MAX = 1_000;

/** Answers an isolate may give again for a moment, by key. Values only; the oldest goes when it is full. */
export class Remembered<T> {
  readonly #answers = new Map<string, { value: T; askedAt: number }>();

  /** `now` in epoch ms. */
  get(key: string, now: number): T | null {
    const answer = this.#answers.get(key);
    return answer !== undefined && now - answer.askedAt < HOLD_MS ? answer.value : null;
  }

  /** `askedAt`: before it was asked, so that it is never held for longer than it is true. */
  keep(key: string, value: T, askedAt: number): void {
    this.#answers.delete(key);
    this.#answers.set(key, { value, askedAt });
    const oldest = this.#answers.keys().next();
    if (this.#answers.size > ENTRIES_MAX && !oldest.done) this.#answers.delete(oldest.value);
  }

  forget(key: string): void {
    this.#answers.delete(key);
  }
}
