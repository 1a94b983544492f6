import { type Flush, SERIES_MAX } from "../../contracts/metrics.ts";
import { assert } from "../../domain/kernel/assert.ts";

/** Series kept: several releases' worth. Beyond it, what is known goes on counting and nothing new begins. */
const SERIES_KEPT_MAX = 20_000;
/** An isolate that has not flushed for so long is gone, and sends nothing again. */
const ISOLATE_KEPT_MS = 24 * 60 * 60_000;
/** Forgotten in one commit at the most. */
const FORGET_MAX = 100;

/** Sums of what isolates have counted. Made by its first write. */
export class CounterStore {
  readonly #storage: DurableObjectStorage;
  #exists = false;

  constructor(storage: DurableObjectStorage) {
    this.#storage = storage;
  }

  /** One commit. A flush that was added before, or is older than the isolate's last one, changes nothing. */
  add({ isolate, number, counts }: Flush, now: number): void {
    assert(counts.length <= SERIES_MAX, `at most ${SERIES_MAX} series a flush`);
    if (this.#existsNow() && number <= this.#lastOf(isolate)) return;
    this.#storage.transactionSync(() => {
      for (const statement of TABLES) this.#storage.sql.exec(statement);
      this.#storage.sql.exec(
        "INSERT INTO flushes (isolate, number, at) VALUES (?, ?, ?) ON CONFLICT (isolate) DO UPDATE SET number = excluded.number, at = excluded.at",
        ...[isolate, number, now],
      );
      this.#storage.sql.exec(
        `INSERT INTO counters (series, value) SELECT value ->> 0, value ->> 1 FROM json_each(?)
          WHERE value ->> 0 IN (SELECT series FROM counters) OR (SELECT count(*) FROM counters) < ?
          ON CONFLICT (series) DO UPDATE SET value = value + excluded.value`,
        JSON.stringify(counts),
        SERIES_KEPT_MAX,
      );
      this.#storage.sql.exec(
        "DELETE FROM flushes WHERE isolate IN (SELECT isolate FROM flushes WHERE at < ? ORDER BY at LIMIT ?)",
        now - ISOLATE_KEPT_MS,
        FORGET_MAX,
      );
    });
  }

  read(): Map<string, number> {
    if (!this.#existsNow()) return new Map();
    const rows = this.#storage.sql
      .exec<{ series: string; value: number }>("SELECT series, value FROM counters LIMIT ?", SERIES_KEPT_MAX)
      .toArray();
    return new Map(rows.map(({ series, value }) => [series, value]));
  }

  #lastOf(isolate: string): number {
    const [row] = this.#storage.sql
      .exec<{ number: number }>("SELECT number FROM flushes WHERE isolate = ?", isolate)
      .toArray();
    return row?.number ?? 0;
  }

  #existsNow(): boolean {
    this.#exists ||=
      this.#storage.sql.exec("SELECT 1 FROM sqlite_master WHERE type = 'table' AND name = 'counters'").toArray()
        .length > 0;
    return this.#exists;
  }
}

const TABLES = [
  "CREATE TABLE IF NOT EXISTS counters (series TEXT PRIMARY KEY, value REAL NOT NULL) STRICT, WITHOUT ROWID",
  `CREATE TABLE IF NOT EXISTS flushes (
    isolate TEXT PRIMARY KEY, number INTEGER NOT NULL, at INTEGER NOT NULL) STRICT, WITHOUT ROWID`,
  "CREATE INDEX IF NOT EXISTS flushes_by_at ON flushes (at)",
];
