/** A SKU in a rush tells the log four times a second, not once per order. */
const RELAY_EVERY_MS = 250;

/** Gathers what happens within a moment into one call. */
export class Relay {
  readonly #drain: () => Promise<void>;
  #waiting: Promise<void> | null = null;

  constructor(drain: () => Promise<void>) {
    this.#drain = drain;
  }

  soon(): Promise<void> {
    this.#waiting ??= scheduler.wait(RELAY_EVERY_MS).then(() => {
      // From here on a new event asks for a new call: this one may have read the outbox already.
      this.#waiting = null;
      return this.#drain();
    });
    return this.#waiting;
  }
}
