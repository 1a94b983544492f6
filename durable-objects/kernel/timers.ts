import { causeOf, logProblem } from "../../domain/kernel/log.ts";
import { inParallel } from "../../domain/kernel/parallel.ts";
import type { Tables } from "./tables.ts";

/** Timers run in one alarm at the most; the rest follow in the next, at once. */
const DUE_MAX = 100;
const RETRY_FIRST_MS = 1_000;
const RETRY_MAX_MS = 5 * 60_000;

export type TimerHandlers = Record<string, (aggregate: string) => Promise<void>>;

/**
 * One alarm per object, many timers. The alarm is the earliest of them and nobody else sets it. A timer is liveness, not
 * correctness: it may come late or twice, so its handler checks what is due by itself.
 */
export class Timers {
  readonly #storage: DurableObjectStorage;
  readonly #tables: Tables;
  /** When the alarm is set to go off, as far as this instance knows. */
  #armedAt = Number.POSITIVE_INFINITY;

  constructor(storage: DurableObjectStorage, tables: Tables) {
    this.#storage = storage;
    this.#tables = tables;
  }

  /** Sets or moves a timer, in the caller's turn: it commits with whatever else the turn writes. `at` in epoch ms. */
  set(aggregate: string, name: string, at: number): void {
    this.#tables.ensure();
    this.#storage.sql.exec(
      "INSERT INTO timers (aggregate, name, at, failures) VALUES (?, ?, ?, 0) ON CONFLICT (aggregate, name) DO UPDATE SET at = excluded.at, failures = 0",
      aggregate,
      name,
      at,
    );
    this.#arm(at);
  }

  /** Like `set`, unless it is set to go off by then already. */
  setNoLater(aggregate: string, name: string, at: number): void {
    this.#tables.ensure();
    const cursor = this.#storage.sql.exec(
      "INSERT INTO timers (aggregate, name, at, failures) VALUES (?, ?, ?, 0) ON CONFLICT (aggregate, name) DO UPDATE SET at = excluded.at, failures = 0 WHERE at > excluded.at",
      aggregate,
      name,
      at,
    );
    if (cursor.rowsWritten > 0) this.#arm(at);
  }

  /** The alarm stays as it is: when it finds nothing due it only sets itself anew. */
  clear(aggregate: string, name: string): void {
    if (!this.#tables.exist()) return;
    this.#storage.sql.exec("DELETE FROM timers WHERE aggregate = ? AND name = ?", aggregate, name);
  }

  /** The alarm's handler. Catches everything and sets the retry itself: it never throws, or the platform would give up on it. */
  async run(handlers: TimerHandlers): Promise<void> {
    this.#armedAt = Number.POSITIVE_INFINITY;
    try {
      if (this.#tables.exist()) {
        await inParallel(this.#due(Date.now()), (timer) => this.#runOne(handlers, timer));
        const earliest = this.#storage.sql.exec<{ at: number | null }>("SELECT min(at) AS at FROM timers").one().at;
        if (earliest !== null) this.#arm(earliest);
      }
    } catch (cause) {
      logProblem("alarm failed", { cause: causeOf(cause) });
      this.#arm(Date.now() + RETRY_FIRST_MS);
    }
  }

  async #runOne(handlers: TimerHandlers, timer: Due): Promise<void> {
    try {
      const handler = handlers[timer.name];
      if (handler === undefined) throw new Error(`no handler for the timer ${timer.name}`);
      await handler(timer.aggregate);
      // The handler may have moved its own timer meanwhile: then it stays.
      this.#storage.sql.exec(
        "DELETE FROM timers WHERE aggregate = ? AND name = ? AND at = ?",
        timer.aggregate,
        timer.name,
        timer.at,
      );
    } catch (cause) {
      logProblem("timer failed", { timer: timer.name, aggregate: timer.aggregate, cause: causeOf(cause) });
      const delay = Math.min(RETRY_FIRST_MS * 2 ** timer.failures, RETRY_MAX_MS);
      this.#storage.sql.exec(
        "UPDATE timers SET at = ?, failures = failures + 1 WHERE aggregate = ? AND name = ? AND at = ?",
        Date.now() + delay,
        timer.aggregate,
        timer.name,
        timer.at,
      );
    }
  }

  #due(now: number): Due[] {
    return this.#storage.sql
      .exec<Due>("SELECT aggregate, name, at, failures FROM timers WHERE at <= ? ORDER BY at LIMIT ?", now, DUE_MAX)
      .toArray();
  }

  #arm(at: number): void {
    if (at >= this.#armedAt) return;
    this.#armedAt = at;
    // Not awaited: it belongs to the turn that writes the timer, and commits with it.
    void this.#storage.setAlarm(at);
  }
}

type Due = { aggregate: string; name: string; at: number; failures: number };
