import type { Tables } from "../kernel/tables.ts";

export const TRACES_TABLE =
  "CREATE TABLE IF NOT EXISTS traces (order_id TEXT PRIMARY KEY, traceparent TEXT NOT NULL) STRICT, WITHOUT ROWID";

/** Whose request an order's further steps belong to, when nobody waits for them any more: after a crash, by the alarm, by a webhook. */
export class Traces {
  readonly #sql: SqlStorage;
  readonly #tables: Tables;

  constructor(storage: DurableObjectStorage, tables: Tables) {
    this.#sql = storage.sql;
    this.#tables = tables;
  }

  /** In the commit of a command: what follows from now on follows from it. */
  note(orderId: string, traceparent: string | undefined): void {
    if (traceparent === undefined) return;
    this.#sql.exec(
      "INSERT INTO traces (order_id, traceparent) VALUES (?, ?) ON CONFLICT (order_id) DO UPDATE SET traceparent = excluded.traceparent",
      orderId,
      traceparent,
    );
  }

  of(orderId: string): string | undefined {
    if (!this.#tables.exist()) return undefined;
    return this.#sql
      .exec<{ traceparent: string }>("SELECT traceparent FROM traces WHERE order_id = ?", orderId)
      .toArray()[0]?.traceparent;
  }
}
