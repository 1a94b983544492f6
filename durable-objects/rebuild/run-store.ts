import type { CommandMeta } from "../../contracts/caller.ts";
import { present } from "../../domain/kernel/assert.ts";
import { PARTITIONS } from "../../queues/partition.ts";
import type { Tables } from "../kernel/tables.ts";

/** `clearing` what lies beside, `reading` the log into it, `following` what the live one had heard before a forced swap, `sweeping` what is old. */
export type Phase = "clearing" | "reading" | "following" | "sweeping" | "done";

/** The last run. `id` is when it began (epoch ms), and rises from run to run. `partition`: the one being read; PARTITIONS: all were. */
export type Run = {
  id: number;
  phase: Phase;
  partition: number;
  /** Swaps that came too late: the live one had overtaken. */
  rounds: number;
  events: number;
  finishedAt: number | null;
  /** Why the last step failed; null when it did not. */
  cause: string | null;
};

/** The rows of a rebuild: how far it is, so that a death at any moment costs at most one page. */
export class RunStore {
  readonly #sql: SqlStorage;
  readonly #tables: Tables;

  constructor(sql: SqlStorage, tables: Tables) {
    this.#sql = sql;
    this.#tables = tables;
  }

  last(): Run | null {
    if (!this.#tables.exist()) return null;
    const [run] = this.#sql
      .exec<Run>("SELECT id, phase, partition, rounds, events, finished_at AS finishedAt, cause FROM run")
      .toArray();
    return run ?? null;
  }

  /** The offset up to which a partition was read. */
  place(partition: number): number {
    return this.#sql.exec<{ offset: number }>('SELECT "offset" FROM places WHERE partition = ?', partition).one()
      .offset;
  }

  /** In the caller's transaction. */
  begin(now: number): void {
    const id = Math.max(now, (this.last()?.id ?? 0) + 1);
    this.#sql.exec("DELETE FROM run");
    this.#sql.exec(
      "INSERT INTO run (id, phase, partition, rounds, events, finished_at, cause) VALUES (?, 'clearing', 0, 0, 0, NULL, NULL)",
      id,
    );
    for (let partition = 0; partition < PARTITIONS; partition++) {
      this.#sql.exec('INSERT OR REPLACE INTO places (partition, "offset") VALUES (?, 0)', partition);
    }
  }

  /** A page was applied: the place moves on, and to the next partition where this one is at its end. */
  read(partition: number, page: { offset: number; events: number; end: boolean }): void {
    this.#tables.transaction(() => {
      this.#sql.exec('UPDATE places SET "offset" = ? WHERE partition = ?', page.offset, partition);
      this.#sql.exec("UPDATE run SET events = events + ?, partition = partition + ?", page.events, page.end ? 1 : 0);
    });
  }

  enter(phase: Phase, now: number): void {
    this.#sql.exec(
      "UPDATE run SET phase = ?, partition = 0, finished_at = ?",
      ...[phase, phase === "done" ? now : null],
    );
  }

  /** The live one had overtaken: everything is looked at once more. */
  nextRound(): void {
    this.#sql.exec("UPDATE run SET partition = 0, rounds = rounds + 1");
  }

  note(cause: string | null): void {
    this.#sql.exec("UPDATE run SET cause = ?", cause);
  }

  /** Was this very command given before? With another body it is another command under the same name. */
  seen(meta: CommandMeta): "new" | "repeated" | "mismatch" {
    if (!this.#tables.exist()) return "new";
    const rows = this.#sql
      .exec<{ body_hash: string }>(
        "SELECT body_hash FROM commands WHERE aggregate = '' AND command_id = ?",
        meta.commandId,
      )
      .toArray();
    if (rows.length === 0) return "new";
    return present(rows[0], "a command").body_hash === meta.bodyHash ? "repeated" : "mismatch";
  }

  /** In the caller's transaction. */
  remember(meta: CommandMeta): void {
    this.#sql.exec(
      "INSERT INTO commands (aggregate, command_id, body_hash, version) VALUES ('', ?, ?, 0)",
      ...[meta.commandId, meta.bodyHash],
    );
  }
}

export const RUN_TABLES = [
  `CREATE TABLE IF NOT EXISTS run (
    id INTEGER PRIMARY KEY,
    phase TEXT NOT NULL CHECK (phase IN ('clearing', 'reading', 'following', 'sweeping', 'done')),
    partition INTEGER NOT NULL CHECK (partition >= 0), rounds INTEGER NOT NULL, events INTEGER NOT NULL,
    finished_at INTEGER, cause TEXT) STRICT`,
  `CREATE TABLE IF NOT EXISTS places (partition INTEGER PRIMARY KEY, "offset" INTEGER NOT NULL) STRICT`,
];
