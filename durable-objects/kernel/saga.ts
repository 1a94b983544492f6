import { causeOf, logProblem } from "../../domain/kernel/log.ts";
import { inParallel } from "../../domain/kernel/parallel.ts";

/** Turns one drive takes at the most; what is left then is taken up by the timer. */
const TURNS_MAX = 50;

export type SagaSteps<State, Step, Outcome> = {
  current: (id: string) => State;
  /** What to do now. `poked`: somebody outside has news. */
  next: (state: State, poked: boolean) => Step[];
  /** One step into the outside world. Never throws: a fault is an outcome too. */
  run: (id: string, step: Step, state: State) => Promise<Outcome>;
  /** Commits what a turn's steps answered, and all that follows, at once. */
  settle: (id: string, outcomes: Outcome[]) => void;
};

/** Drives aggregates through their steps. Single flight per aggregate; many at once in one object. */
export class Saga<State, Step, Outcome> {
  readonly #steps: SagaSteps<State, Step, Outcome>;
  readonly #running = new Map<string, Promise<void>>();
  readonly #poked = new Set<string>();
  readonly #watchers = new Map<string, Set<(state: State) => void>>();

  constructor(steps: SagaSteps<State, Step, Outcome>) {
    this.#steps = steps;
  }

  /** Goes on until there is nothing to do now. Joins a drive that is under way; a poke makes that one look again. */
  drive(id: string, poked = false): Promise<void> {
    if (poked) this.#poked.add(id);
    const running = this.#running.get(id);
    if (running) return running;
    const started = this.#turns(id).finally(() => {
      this.#running.delete(id);
    });
    this.#running.set(id, started);
    return started;
  }

  /** The state as soon as `isDone` holds, the drive has ended, or `limitMs` have passed; whichever is first. */
  async until(id: string, isDone: (state: State) => boolean, limitMs: number): Promise<State> {
    const drive = this.drive(id);
    if (isDone(this.#steps.current(id))) {
      drive.catch(noteLost);
      return this.#steps.current(id);
    }
    await this.#firstOf(id, drive, isDone, limitMs);
    return this.#steps.current(id);
  }

  async #firstOf(id: string, drive: Promise<void>, isDone: (state: State) => boolean, limitMs: number): Promise<void> {
    const watchers = this.#watchers.get(id) ?? new Set();
    this.#watchers.set(id, watchers);
    await new Promise<void>((resolve) => {
      const finish = () => {
        clearTimeout(timer);
        watchers.delete(watch);
        if (watchers.size === 0) this.#watchers.delete(id);
        resolve();
      };
      const watch = (state: State) => {
        if (isDone(state)) finish();
      };
      const timer = setTimeout(finish, limitMs);
      watchers.add(watch);
      drive.catch(noteLost).finally(finish);
    });
  }

  async #turns(id: string): Promise<void> {
    for (let turn = 0; turn < TURNS_MAX; turn++) {
      const state = this.#steps.current(id);
      const steps = this.#steps.next(state, this.#poked.delete(id));
      if (steps.length === 0) return;
      const outcomes = await inParallel(steps, (step) => this.#steps.run(id, step, state));
      this.#steps.settle(id, outcomes);
      const after = this.#steps.current(id);
      for (const watch of [...(this.#watchers.get(id) ?? [])]) watch(after);
    }
  }
}

/** A drive that fails has its timer: the answer says what is known, the rest follows. */
function noteLost(cause: unknown): void {
  logProblem("saga interrupted", { cause: causeOf(cause) });
}
