/**
 * The tables of an object, made by the first write: an object that was only asked has none, and costs nothing. Statements are
 * append-only and each is re-runnable.
 */
export class Tables {
  readonly #storage: DurableObjectStorage;
  readonly #statements: readonly string[];
  readonly #rolledBack: (() => void)[] = [];
  #ready = false;

  constructor(storage: DurableObjectStorage, own: readonly string[] = []) {
    this.#storage = storage;
    this.#statements = [...KERNEL_TABLES, ...own];
  }

  /** Makes what is missing. To be called inside the turn that writes. */
  ensure(): void {
    if (this.#ready) return;
    for (const statement of this.#statements) this.#storage.sql.exec(statement);
    this.#ready = true;
  }

  /** Was anything ever written here? Reading code asks this first. */
  exist(): boolean {
    if (this.#ready) return true;
    const found = this.#storage.sql
      .exec("SELECT 1 FROM sqlite_master WHERE type = 'table' AND name = 'timers'")
      .toArray();
    if (found.length === 0) return false;
    this.ensure();
    return true;
  }

  /** One commit: all of `work`, or nothing. What was remembered of a turn that is rolled back is forgotten. */
  transaction<T>(work: () => T): T {
    try {
      return this.#storage.transactionSync(() => {
        this.ensure();
        return work();
      });
    } catch (cause) {
      this.#ready = false;
      for (const forget of this.#rolledBack) forget();
      throw cause;
    }
  }

  /** For whoever keeps in memory what a transaction wrote. */
  onRollback(forget: () => void): void {
    this.#rolledBack.push(forget);
  }
}

const KERNEL_TABLES = [
  `CREATE TABLE IF NOT EXISTS events (
    aggregate TEXT NOT NULL, version INTEGER NOT NULL, type TEXT NOT NULL, at INTEGER NOT NULL, data TEXT NOT NULL,
    PRIMARY KEY (aggregate, version)) STRICT, WITHOUT ROWID`,
  `CREATE TABLE IF NOT EXISTS commands (
    aggregate TEXT NOT NULL, command_id TEXT NOT NULL, body_hash TEXT NOT NULL, version INTEGER NOT NULL,
    PRIMARY KEY (aggregate, command_id)) STRICT, WITHOUT ROWID`,
  `CREATE TABLE IF NOT EXISTS snapshots (
    aggregate TEXT PRIMARY KEY, version INTEGER NOT NULL, state TEXT NOT NULL) STRICT, WITHOUT ROWID`,
  `CREATE TABLE IF NOT EXISTS published (stream TEXT PRIMARY KEY, seq INTEGER NOT NULL) STRICT, WITHOUT ROWID`,
  `CREATE TABLE IF NOT EXISTS outbox (
    position INTEGER PRIMARY KEY, stream TEXT NOT NULL, envelope TEXT NOT NULL) STRICT`,
  `CREATE TABLE IF NOT EXISTS timers (
    aggregate TEXT NOT NULL, name TEXT NOT NULL, at INTEGER NOT NULL, failures INTEGER NOT NULL,
    PRIMARY KEY (aggregate, name)) STRICT, WITHOUT ROWID`,
  `CREATE INDEX IF NOT EXISTS timers_by_at ON timers (at)`,
];
