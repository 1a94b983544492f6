import { basename, dirname, join } from "node:path";
import type { Databases, Table, Tables } from "./database.ts";
import { databases } from "./mirror.ts";
import { int, object, parsed, type Row, text } from "./rows.ts";

/** A stored event of an aggregate. */
export type Told = { version: number; type: string; at: number; data: Row };
export type Aggregates = ReadonlyMap<string, readonly Told[]>;
/** An event in the log. */
export type Logged = {
  partition: number;
  offset: number;
  stream: string;
  kind: string;
  seq: number;
  type: string;
  at: number;
  data: Row;
};
export type Partition = { number: number; tables: Tables; log: Logged[] };

type List = "orders" | "levels" | "shipments" | "prices" | "products" | "variants" | "users" | "rules" | "mails";

/** Everything a shop has written down: truth, log and lists, as rows. */
export type Shop = {
  orders: Aggregates;
  stocks: Aggregates;
  carts: Aggregates;
  /** By SKU. */
  stockTables: ReadonlyMap<string, Tables>;
  partitions: Partition[];
  commands: { kind: string; row: Row }[];
  /** Last published number by stream, as its owner keeps it. */
  published: ReadonlyMap<string, number>;
  /** Events that have not reached the log, by file. */
  outbox: { file: string; stream: string }[];
  applied: Row[];
  /** D1 tables, from whichever database has them. */
  lists: Record<List, readonly Row[]>;
  /** The database of the search index: names of its tables are those of others, too. */
  search: Tables;
  /** Aggregates that lie in two objects. */
  twice: string[];
};

const KIND_OF: Record<string, "order" | "stock" | "cart"> = {
  OrderObject: "order",
  StockObject: "stock",
  CartObject: "cart",
};

type Opened = { file: string; name: string; tables: Tables };

/** Reads a copy of a shop's state. */
export function readShop(folder: string, reader: Databases): Shop {
  const files = databases(folder).map((file) => ({
    file,
    name: basename(dirname(file)).split("-").at(-1) ?? "",
    tables: reader.tables(join(folder, file)),
  }));
  const objects = files.filter(({ name }) => name !== "D1DatabaseObject");
  const d1 = files.filter(({ name }) => name === "D1DatabaseObject");
  const twice: string[] = [];
  const ofKind = (kind: string) => objects.filter(({ name }) => KIND_OF[name] === kind);
  const lists = (table: Table) => d1.flatMap(({ tables }) => rowsOf(tables, table));
  return {
    orders: aggregates(ofKind("order"), twice),
    stocks: aggregates(ofKind("stock"), twice),
    carts: aggregates(ofKind("cart"), twice),
    stockTables: new Map(ofKind("stock").flatMap(({ tables }) => skusOf(tables).map((sku) => [sku, tables]))),
    partitions: objects.filter(({ tables }) => tables.has("log")).map(({ tables }) => partition(tables)),
    commands: objects.flatMap(({ name, tables }) => {
      const kind = KIND_OF[name];
      return kind === undefined ? [] : rowsOf(tables, "commands").map((row) => ({ kind, row }));
    }),
    published: new Map(
      objects.flatMap(({ tables }) => rowsOf(tables, "published").map((row) => [text(row, "stream"), int(row, "seq")])),
    ),
    outbox: files.flatMap(({ file, tables }) =>
      rowsOf(tables, "outbox").map((row) => ({ file, stream: text(row, "stream") })),
    ),
    applied: lists("applied"),
    lists: {
      orders: lists("orders"),
      levels: lists("levels"),
      shipments: lists("shipments"),
      prices: lists("prices"),
      products: lists("products"),
      variants: lists("variants"),
      users: lists("users"),
      rules: lists("rules"),
      mails: lists("mails"),
    },
    search: d1.find(({ tables }) => tables.has("goods"))?.tables ?? new Map(),
    twice,
  };
}

export const rowsOf = (tables: Tables, table: Table): readonly Row[] => tables.get(table) ?? [];

const skusOf = (tables: Tables) => [...new Set(rowsOf(tables, "events").map((row) => text(row, "aggregate")))];

function aggregates(files: readonly Opened[], twice: string[]): Aggregates {
  const all = new Map<string, Told[]>();
  for (const { tables } of files) {
    const here = Map.groupBy(rowsOf(tables, "events"), (row) => text(row, "aggregate"));
    for (const [id, rows] of here) {
      if (all.has(id)) twice.push(id);
      const told = rows.map((row) => ({
        version: int(row, "version"),
        type: text(row, "type"),
        at: int(row, "at"),
        data: parsed(row, "data"),
      }));
      all.set(
        id,
        told.sort((a, b) => a.version - b.version),
      );
    }
  }
  return all;
}

function partition(tables: Tables): Partition {
  const number = int(rowsOf(tables, "partition")[0] ?? { number: -1 }, "number");
  const log = rowsOf(tables, "log").map((row) => {
    const envelope = parsed(row, "envelope");
    return {
      partition: number,
      offset: int(row, "offset"),
      kind: text(row, "kind"),
      stream: text(envelope, "stream"),
      seq: int(envelope, "seq"),
      type: text(envelope, "type"),
      at: int(envelope, "at"),
      data: object(envelope, "data"),
    };
  });
  return { number, tables, log: log.sort((a, b) => a.offset - b.offset) };
}
