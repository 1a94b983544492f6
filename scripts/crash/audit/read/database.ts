import { existsSync, rmSync, statSync } from "node:fs";
import { DatabaseSync } from "node:sqlite";
import type { Row } from "./rows.ts";

/** The tables that the books lie in, with every column. What else a database has is its owner's own affair. */
const TABLES = [
  "events",
  "commands",
  "published",
  "outbox",
  "levels",
  "settled",
  "log",
  "heads",
  "cursors",
  "dead_letters",
  "parked",
  "released",
  "partition",
  "orders",
  "shipments",
  "applied",
  "prices",
  "products",
  "variants",
  "users",
  "rules",
  "mails",
  "goods",
  "listing",
  "facets",
  "terms",
  "words_docsize",
] as const;
export type Table = (typeof TABLES)[number];
export type Tables = ReadonlyMap<Table, readonly Row[]>;

type Read = { stamp: string; tables: Tables };

/** Reads databases whole, and each anew only when it has changed. */
export class Databases {
  readonly #read = new Map<string, Read>();

  tables(path: string): Tables {
    const stamp = stampOf(path);
    const known = this.#read.get(path);
    if (known?.stamp === stamp) return known.tables;
    const tables = readAll(path);
    this.#read.set(path, { stamp, tables });
    return tables;
  }
}

function stampOf(path: string): string {
  return [path, `${path}-wal`]
    .map((file) => statSync(file, { throwIfNoEntry: false }))
    .map((stat) => (stat === undefined ? "-" : `${stat.size} ${stat.mtimeMs}`))
    .join("/");
}

function readAll(path: string): Tables {
  // The index of a log that has been copied over since: it is made again.
  if (existsSync(`${path}-shm`)) rmSync(`${path}-shm`);
  const database = new DatabaseSync(path, { readOnly: true });
  try {
    const names = database.prepare("SELECT name FROM sqlite_master WHERE type = 'table'").all();
    const present = TABLES.filter((table) => names.some(({ name }) => name === table));
    return new Map(present.map((table) => [table, database.prepare(`SELECT * FROM "${table}"`).all()]));
  } finally {
    database.close();
  }
}
