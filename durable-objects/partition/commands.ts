import type { CommandMeta } from "../../contracts/caller.ts";
import { err, ok, type Result } from "../../domain/kernel/result.ts";

export type Mismatch = { code: "idempotency_mismatch" };

const KEPT_MS = 7 * 24 * 60 * 60_000;
/** Old rows one command takes away. */
const PRUNED_MAX = 100;

/** What commands of staff were answered, so that a repeat is answered the same. Kept 7 days. Callers make the transaction. */
export class Commands {
  readonly #sql: SqlStorage;

  constructor(sql: SqlStorage) {
    this.#sql = sql;
  }

  /** The first answer again, or that of `work`, which is then remembered. */
  once<T>(meta: CommandMeta, now: number, work: () => T): Result<T, Mismatch> {
    const [known] = this.#sql
      .exec<{ body_hash: string; answer: string }>(
        "SELECT body_hash, answer FROM commands WHERE command_id = ?",
        meta.commandId,
      )
      .toArray();
    if (known !== undefined && known.body_hash !== meta.bodyHash) return err({ code: "idempotency_mismatch" });
    if (known !== undefined) return ok(JSON.parse(known.answer) as T);
    const answer = work();
    this.#sql.exec(
      "INSERT INTO commands (command_id, body_hash, answer, at) VALUES (?, ?, ?, ?)",
      ...[meta.commandId, meta.bodyHash, JSON.stringify(answer), now],
    );
    this.#sql.exec(
      "DELETE FROM commands WHERE command_id IN (SELECT command_id FROM commands WHERE at < ? ORDER BY at LIMIT ?)",
      ...[now - KEPT_MS, PRUNED_MAX],
    );
    return ok(answer);
  }
}
