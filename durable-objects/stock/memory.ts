import { keysOf, settledBy } from "../../domain/inventory/settled.ts";
import { stock } from "../../domain/inventory/stock.ts";
import {
  type Part,
  SETTLED_KEPT_MS,
  type Settled,
  type StockCommand,
  type StockEvent,
  type StockRefusal,
  type StockState,
} from "../../domain/inventory/types.ts";
import type { Decider } from "../../domain/kernel/decider.ts";
import type { Tables } from "../kernel/tables.ts";

/** Forgotten in one commit at the most: a busy SKU catches up, and none waits for it. */
const FORGET_MAX = 100;

export const MEMORY_TABLES = [
  `CREATE TABLE IF NOT EXISTS settled (
    key TEXT PRIMARY KEY,
    outcome TEXT NOT NULL CHECK (outcome IN ('committed', 'released', 'restocked')),
    backordered INTEGER NOT NULL CHECK (backordered >= 0),
    out TEXT NOT NULL,
    at INTEGER NOT NULL) STRICT, WITHOUT ROWID`,
  "CREATE INDEX IF NOT EXISTS settled_by_at ON settled (at)",
];

/**
 * What is over, as rows instead of folded state: a SKU that sells by the thousand would outgrow a snapshot's row within
 * the days this is kept. The rules see only what the command at hand is about.
 */
export class Memory {
  readonly #sql: SqlStorage;
  readonly #tables: Tables;

  constructor(storage: DurableObjectStorage, tables: Tables) {
    this.#sql = storage.sql;
    this.#tables = tables;
  }

  /** The state with what is remembered of the command's order and restock. */
  about(state: StockState, command: StockCommand): StockState {
    const settled: StockState["settled"] = {};
    if (!this.#tables.exist()) return { ...state, settled };
    for (const key of keysOf(command)) {
      const known = this.#read(key);
      if (known) settled[key] = known;
    }
    return { ...state, settled };
  }

  /** Notes what these events ended and forgets what is old, in the transaction that appends them. `now` in epoch ms. */
  note(events: readonly StockEvent[], now: number): void {
    for (const [key, settled] of events.flatMap((event) => settledBy(event, (known) => this.#read(known)))) {
      this.#sql.exec(
        "INSERT INTO settled (key, outcome, backordered, out, at) VALUES (?, ?, ?, ?, ?) ON CONFLICT (key) DO UPDATE SET out = excluded.out",
        key,
        settled.outcome,
        settled.backordered,
        JSON.stringify(settled.out),
        settled.at,
      );
    }
    this.#sql.exec(
      "DELETE FROM settled WHERE key IN (SELECT key FROM settled WHERE at <= ? ORDER BY at LIMIT ?)",
      now - SETTLED_KEPT_MS,
      FORGET_MAX,
    );
  }

  #read(key: string): Settled | undefined {
    const row = this.#sql
      .exec<Row>("SELECT outcome, backordered, out, at FROM settled WHERE key = ?", key)
      .toArray()[0];
    return row && { ...row, out: JSON.parse(row.out) as Part[] };
  }
}

/** The rules of stock, reading what is over from the memory and keeping none of it in their state. */
export function remembering(memory: Memory): Decider<StockState, StockCommand, StockEvent, StockRefusal> {
  return {
    initial: stock.initial,
    decide: (state, command) => stock.decide(memory.about(state, command), command),
    evolve: (state, event) => ({ ...stock.evolve(state, event), settled: {} }),
  };
}

type Row = { outcome: Settled["outcome"]; backordered: number; out: string; at: number };
