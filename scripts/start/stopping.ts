import { causeOf } from "../../domain/kernel/log.ts";

const STOP_MAX_MS = 10_000;
const SIGNALS = ["SIGINT", "SIGTERM", "SIGHUP"] as const;

/** What to do before this process ends, the last first. A signal, or the end of whoever started us, sets it off once. */
export class Stopping {
  readonly #steps: (() => Promise<void> | void)[] = [];
  #begun = false;

  constructor() {
    for (const signal of SIGNALS) process.on(signal, () => this.now(0));
    process.on("disconnect", () => this.now(0));
  }

  before(step: () => Promise<void> | void): void {
    this.#steps.unshift(step);
  }

  /** A second call does nothing: Ctrl-C reaches us from the terminal and from npm. */
  async now(code: number): Promise<void> {
    if (this.#begun) return;
    this.#begun = true;
    setTimeout(() => process.exit(1), STOP_MAX_MS).unref();
    for (const step of this.#steps) {
      try {
        await step();
      } catch (cause) {
        console.error(`while stopping: ${causeOf(cause)}`);
      }
    }
    process.exit(code);
  }
}
