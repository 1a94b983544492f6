/** How long an isolate may hold what another Worker said. Nothing is decided from it: an order asks again. */
const HELD_MS = 1_000;

/** The last answers of another Worker, for a second. Values only: a promise of one request must not be awaited by another. */
export class Held<T> {
  readonly #values = new Map<string, { value: T; at: number }>();
  readonly #max: number;

  constructor(max: number) {
    this.#max = max;
  }

  async get(key: string, ask: () => Promise<T>): Promise<T> {
    const held = this.#values.get(key);
    if (held && Date.now() - held.at < HELD_MS) return held.value;
    const value = await ask();
    this.#values.delete(key);
    this.#values.set(key, { value, at: Date.now() });
    if (this.#values.size > this.#max) this.#values.delete(this.#values.keys().next().value as string);
    return value;
  }
}
