/** Whether the shop is up. Whoever lost an answer waits here. */
export class Gate {
  #open: Promise<void>;
  #isOpen = false;
  #pass: () => void = () => undefined;

  constructor() {
    this.#open = this.#closed();
  }

  /** Resolves while the shop is up. */
  wait(): Promise<void> {
    return this.#open;
  }

  open(): void {
    this.#isOpen = true;
    this.#pass();
  }

  /** Whoever waits already goes on waiting. */
  close(): void {
    if (!this.#isOpen) return;
    this.#isOpen = false;
    this.#open = this.#closed();
  }

  #closed(): Promise<void> {
    return new Promise((resolve) => {
      this.#pass = resolve;
    });
  }
}
