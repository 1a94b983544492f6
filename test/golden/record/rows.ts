import { readdirSync } from "node:fs";
import { join } from "node:path";
import { DatabaseSync } from "node:sqlite";

/** Rows of every object of a class, read from the files a shop that has ended left behind. */
export function rowsOf<Row>(persist: string, objects: string, select: string): Row[] {
  return readdirSync(persist, { recursive: true, encoding: "utf8" })
    .filter((path) => path.includes(objects) && path.endsWith(".sqlite") && !path.endsWith("metadata.sqlite"))
    .sort()
    .flatMap((path) => {
      const database = new DatabaseSync(join(persist, path));
      try {
        const table = /FROM (\w+)/.exec(select)?.[1] ?? "";
        const known = database.prepare("SELECT 1 FROM sqlite_master WHERE name = ?").get(table);
        return known === undefined ? [] : (database.prepare(select).all() as Row[]);
      } finally {
        database.close();
      }
    });
}
