import { causeOf, logProblem } from "../../domain/kernel/log.ts";
import { inParallel } from "../../domain/kernel/parallel.ts";
import type { Tables } from "./tables.ts";

/** Timers run in one alarm at the most; the rest follow in the next, at once. */
const DUE_MAX = 100;
const RETRY_FIRST_MS = 1_000;
const RETRY_MAX_MS = 5 * 60_000;
/** The platform drops an alarm whose run was cut off more often than this (by its limits of time or memory). */
const RETRIES_BEFORE_FRESH = 5;

export type TimerHandlers = Record<string, (aggregate: string) => Promise<void>>;

/**
 * One alarm per object, many timers. The alarm is the earliest of them and nobody else sets it. A timer is liveness, not
 * correctness: it may come late or twice, so its handler checks what is due by itself.
 */
export class Timers {
  readonly #storage: DurableObjectStorage;
  readonly #tables: Tables;
  /** When the alarm is set to go off; null when this instance does not know. */
  #armedAt: number | null = null;
  /** The timers that are being run, and whether they were set anew meanwhile. */
  readonly #running = new Map<string, { setAnew: boolean }>();

  constructor(storage: DurableObjectStorage, tables: Tables) {
    this.#storage = storage;
    this.#tables = tables;
    tables.onRollback(() => {
      this.#armedAt = null;
    });
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
    const running = this.#running.get(keyOf(aggregate, name));
    if (running) running.setAnew = true;
    this.#arm(at);
  }

  /** Like `set`, unless it is set to go off by then already. One that is being run has gone off: it is set. */
  setNoLater(aggregate: string, name: string, at: number): void {
    const running = this.#running.get(keyOf(aggregate, name));
    if (running && !running.setAnew) {
      this.set(aggregate, name, at);
      return;
    }
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

  /**
   * The alarm's handler. Catches everything and sets the retry itself: it never throws, or the platform would give up on it.
   * `info` is what the platform says of the run: one that was cut off again and again gets a fresh alarm before the last.
   */
  async run(handlers: TimerHandlers, info?: AlarmInvocationInfo): Promise<void> {
    this.#armedAt = Number.POSITIVE_INFINITY;
    try {
      if ((info?.retryCount ?? 0) >= RETRIES_BEFORE_FRESH) this.#setAlarm(Date.now() + RETRY_MAX_MS);
      if (!this.#tables.exist()) return;
      await inParallel(this.#due(Date.now()), (timer) => this.#runOne(handlers, timer));
      this.#armEarliest();
    } catch (cause) {
      logProblem("alarm failed", { cause: causeOf(cause) });
      this.#setAlarm(Date.now() + RETRY_FIRST_MS);
    }
  }

  async #runOne(handlers: TimerHandlers, { aggregate, name, failures }: Due): Promise<void> {
    const key = keyOf(aggregate, name);
    const running = { setAnew: false };
    this.#running.set(key, running);
    try {
      const handler = handlers[name];
      if (handler === undefined) throw new Error(`no handler for the timer ${name}`);
      await handler(aggregate);
      if (!running.setAnew) this.clear(aggregate, name);
    } catch (cause) {
      logProblem("timer failed", { timer: name, aggregate, cause: causeOf(cause) });
      // Even when the handler has set it anew: one that always fails must not run without a pause.
      this.#storage.sql.exec(
        "UPDATE timers SET at = max(at, ?), failures = ? WHERE aggregate = ? AND name = ?",
        Date.now() + Math.min(RETRY_FIRST_MS * 2 ** failures, RETRY_MAX_MS),
        failures + 1,
        aggregate,
        name,
      );
    } finally {
      this.#running.delete(key);
    }
  }

  #due(now: number): Due[] {
    return this.#storage.sql
      .exec<Due>("SELECT aggregate, name, at, failures FROM timers WHERE at <= ? ORDER BY at LIMIT ?", now, DUE_MAX)
      .toArray();
  }

  #arm(at: number): void {
    // Not knowing, it may be set for an earlier timer than this one: that must not be moved.
    if (this.#armedAt === null) this.#armEarliest();
    else if (at < this.#armedAt) this.#setAlarm(at);
  }

  #armEarliest(): void {
    const earliest = this.#storage.sql.exec<{ at: number | null }>("SELECT min(at) AS at FROM timers").one().at;
    if (earliest !== null && earliest !== this.#armedAt) this.#setAlarm(earliest);
  }

  #setAlarm(at: number): void {
    this.#armedAt = at;
    // Not awaited: it belongs to the turn that writes the timer, and commits with it.
    void this.#storage.setAlarm(at);
  }
}

function keyOf(aggregate: string, name: string): string {
  return `${name} ${aggregate}`;
}

type Due = { aggregate: string; name: string; at: number; failures: number };
