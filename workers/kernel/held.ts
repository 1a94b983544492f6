/**
 * One value an isolate may remember for a moment, to spare the database what hardly changes. Values only, never a promise:
 * I/O belongs to the request that began it. Nothing is decided from here.
 */
export class Held<T> {
  readonly #forMs: number;
  #held: { value: T; readAt: number } | null = null;

  constructor(forMs: number) {
    this.#forMs = forMs;
  }

  /** The value, at most `forMs` old, counted from before it was read. `now` in epoch ms. */
  async get(now: number, read: () => Promise<T>): Promise<T> {
    if (this.#held && now - this.#held.readAt < this.#forMs) return this.#held.value;
    const value = await read();
    this.#held = { value, readAt: now };
    return value;
  }

  /** After one's own write. */
  forget(): void {
    this.#held = null;
  }
}
