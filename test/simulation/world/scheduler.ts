import type { Random } from "./random.ts";

type Pending = { at: number; label: string; run: () => void | Promise<void> };

/** Time and chance: everything that will happen is an item in one list; the next one is picked by the seed. */
export class Scheduler {
  now = 1_800_000_000_000;
  readonly trace: string[] = [];
  #pending: Pending[] = [];
  readonly #random: Random;
  readonly #began = this.now;

  constructor(random: Random) {
    this.#random = random;
  }

  after(ms: number, label: string, run: Pending["run"]): void {
    this.#pending.push({ at: this.now + ms, label, run });
  }

  /** Runs one item: a random one of those that are due, else the earliest. False when there is none. */
  async step(): Promise<boolean> {
    if (this.#pending.length === 0) return false;
    const due = this.#pending.filter((item) => item.at <= this.now);
    const earliest = this.#pending.reduce((a, b) => (b.at < a.at ? b : a));
    const chosen = due.length > 0 ? this.#random.pick(due) : earliest;
    this.now = Math.max(this.now, chosen.at);
    this.#pending.splice(this.#pending.indexOf(chosen), 1);
    this.note(chosen.label);
    await chosen.run();
    return true;
  }

  note(line: string): void {
    this.trace.push(`${((this.now - this.#began) / 1000).toFixed(3).padStart(9)}  ${line}`);
  }
}
