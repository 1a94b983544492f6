import { Journal } from "../kernel/journal.ts";
import type { Change, Rows, TableName } from "./records.ts";

/** Rows by id, remembering the order in which they came. */
class Table<Row extends { id: string }> {
  readonly #rows = new Map<string, Row>();
  #order: string[] = [];

  get(id: string): Row | null {
    return this.#rows.get(id) ?? null;
  }

  put(row: Row): void {
    if (!this.#rows.has(row.id)) this.#order.push(row.id);
    this.#rows.set(row.id, row);
  }

  drop(id: string): void {
    if (!this.#rows.delete(id)) return;
    if (this.#order[0] === id) this.#order.shift();
    else this.#order = this.#order.filter((other) => other !== id);
  }

  get size(): number {
    return this.#rows.size;
  }

  oldest(): Row | null {
    const id = this.#order[0];
    return id === undefined ? null : this.get(id);
  }

  *all(newestFirst = false): Generator<Row> {
    for (let step = 0; step < this.#order.length; step++) {
      const id = this.#order[newestFirst ? this.#order.length - 1 - step : step];
      const row = id === undefined ? null : this.get(id);
      if (row !== null) yield row;
    }
  }
}

type Tables = { [T in TableName]: Table<Rows[T]> };

/** All that the stand-in knows, in memory and in its journal. */
export class Books {
  #tables = emptyTables();
  readonly #journal: Journal<Change>;

  constructor(folder: string) {
    this.#journal = new Journal(folder, (changes) => this.#apply(changes));
    this.#journal.rewriteWhenLong(() => this.#everything());
  }

  table<T extends TableName>(name: T): Tables[T] {
    return this.#tables[name];
  }

  /** Makes the changes of one request true: on file first. */
  commit(changes: Change[]): void {
    if (changes.length === 0) return;
    this.#journal.append(changes);
    this.#apply(changes);
  }

  clear(): void {
    this.#tables = emptyTables();
    this.#journal.clear();
  }

  close(): void {
    this.#journal.close();
  }

  #apply(changes: Change[]): void {
    for (const change of changes) {
      const table = this.#tables[change.table] as Table<{ id: string }>;
      if ("drop" in change) table.drop(change.drop);
      else table.put(change.row);
    }
  }

  *#everything(): Generator<Change> {
    for (const name of Object.keys(this.#tables) as TableName[]) {
      for (const row of this.#tables[name].all()) yield { table: name, row } as Change;
    }
  }
}

function emptyTables(): Tables {
  return {
    intents: new Table(),
    charges: new Table(),
    refunds: new Table(),
    methods: new Table(),
    customers: new Table(),
    events: new Table(),
    undelivered: new Table(),
    keys: new Table(),
    settings: new Table(),
  };
}
