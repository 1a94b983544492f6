import type { CommandMeta } from "../../contracts/caller.ts";
import type { OrderId, UserId } from "../../domain/kernel/ids.ts";
import { err, ok, type Result } from "../../domain/kernel/result.ts";
import type { Tables } from "../kernel/tables.ts";

export const SHOPPERS_TABLE = `CREATE TABLE IF NOT EXISTS requests (
  customer_id TEXT NOT NULL, command_id TEXT NOT NULL, body_hash TEXT NOT NULL, order_id TEXT NOT NULL, at INTEGER NOT NULL,
  PRIMARY KEY (customer_id, command_id)) STRICT, WITHOUT ROWID`;

/** A customer's last requests to buy are kept so long: longer than any list lags, and than any client repeats itself. */
const KEPT_MS = 24 * 60 * 60_000;
const NEWEST_MAX = 10;

/**
 * What a customer asked to buy of late: so that a key is theirs over all their carts, and their newest order is in their list
 * before the list has heard of it.
 */
export class Shoppers {
  readonly #storage: DurableObjectStorage;
  readonly #tables: Tables;

  constructor(storage: DurableObjectStorage, tables: Tables) {
    this.#storage = storage;
    this.#tables = tables;
  }

  claim(customerId: UserId, meta: CommandMeta, orderId: OrderId): Result<null, { code: "idempotency_mismatch" }> {
    return this.#tables.transaction(() => {
      const sql = this.#storage.sql;
      const row = sql
        .exec<{ body_hash: string }>(
          "SELECT body_hash FROM requests WHERE customer_id = ? AND command_id = ?",
          customerId,
          meta.commandId,
        )
        .toArray()[0];
      if (row) return row.body_hash === meta.bodyHash ? ok(null) : err({ code: "idempotency_mismatch" });
      const now = Date.now();
      sql.exec("DELETE FROM requests WHERE customer_id = ? AND at < ?", customerId, now - KEPT_MS);
      sql.exec(
        "INSERT INTO requests (customer_id, command_id, body_hash, order_id, at) VALUES (?, ?, ?, ?, ?)",
        customerId,
        meta.commandId,
        meta.bodyHash,
        orderId,
        now,
      );
      return ok(null);
    });
  }

  /** A request that changed nothing is not remembered. */
  forget(customerId: UserId, commandId: string): void {
    if (!this.#tables.exist()) return;
    this.#storage.sql.exec("DELETE FROM requests WHERE customer_id = ? AND command_id = ?", customerId, commandId);
  }

  newest(customerId: UserId): OrderId[] {
    if (!this.#tables.exist()) return [];
    const rows = this.#storage.sql
      .exec<{ order_id: string }>(
        "SELECT order_id FROM requests WHERE customer_id = ? ORDER BY at DESC LIMIT ?",
        customerId,
        NEWEST_MAX,
      )
      .toArray();
    return [...new Set(rows.map((row) => row.order_id as OrderId))];
  }
}
