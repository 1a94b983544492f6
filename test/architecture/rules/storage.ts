import { dirname } from "node:path";
import type { SourceFile } from "../support/tree.ts";

/** A table, and the heading of docs/storage.md that it belongs under. */
export type Table = { owner: string; table: string; path: string };

const CREATES = /CREATE (?:VIRTUAL )?TABLE (?:IF NOT EXISTS )?(\w+)/g;
const DROPS = /DROP TABLE (\w+)/g;
/** Where an object's tables are not its Worker's by name. */
const OWNER_OF: Record<string, string> = {
  kernel: "Every object that is event-sourced (kernel tables)",
  metrics: "events",
  order: "orders",
  partition: "events",
  rebuild: "Every projection that is rebuilt (orders, inventory, search)",
  session: "identity",
  stock: "inventory",
};

/** Tables that migrations and durable objects create, and that no later migration drops. */
export function tablesOf(files: readonly SourceFile[]): Table[] {
  const dropped = files.flatMap(({ path, text }) => [...text.matchAll(DROPS)].map(([, table]) => ({ path, table })));
  const isGone = ({ path, table }: Table) =>
    dropped.some((drop) => drop.table === table && dirname(drop.path) === dirname(path) && drop.path > path);
  return created(files).filter((table) => !isGone(table));
}

function created(files: readonly SourceFile[]): Table[] {
  return files.flatMap(({ path, text }) => {
    const folder = /^(?:d1\/migrations|durable-objects)\/(\w+)\//.exec(path)?.[1];
    if (folder === undefined) return [];
    const owner = path.startsWith("d1/") ? folder : (OWNER_OF[folder] ?? folder);
    return [...text.matchAll(CREATES)].map(([, table = ""]) => ({ owner, table, path }));
  });
}

export function undocumented(tables: readonly Table[], page: string): string[] {
  const sections = new Map(page.split(/^## /m).map((part) => [part.split("\n", 1)[0] ?? "", part]));
  return tables
    .filter(({ owner, table }) => !sections.get(owner)?.includes(`\`${table}\``))
    .map(({ owner, table, path }) => `${path}: ${table} is not under "${owner}"`);
}
