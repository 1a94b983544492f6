/**
 * Values an isolate may remember for a moment, to spare a call for what hardly changes. Values only, never a promise: I/O
 * belongs to the request that began it. Nothing is decided from here.
 */
export class Held<T> {
  readonly #forMs: number;
  readonly #max: number;
  readonly #values = new Map<string, { value: T; readAt: number }>();

  constructor(forMs: number, max = 1) {
    this.#forMs = forMs;
    this.#max = max;
  }

  /** The key's value, at most `forMs` old, counted from before it was read. The oldest of more than `max` are dropped. */
  async get(key: string, read: () => Promise<T>): Promise<T> {
    const now = Date.now();
    const held = this.#values.get(key);
    if (held && now - held.readAt < this.#forMs) return held.value;
    const value = await read();
    this.#values.delete(key);
    this.#values.set(key, { value, readAt: now });
    if (this.#values.size > this.#max) this.#values.delete(this.#values.keys().next().value as string);
    return value;
  }

  /** After one's own write. */
  forget(): void {
    this.#values.clear();
  }
}
