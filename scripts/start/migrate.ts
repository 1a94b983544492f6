import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import type { Miniflare } from "miniflare";
import { unstable_splitSqlQuery } from "wrangler";
import { CannotStart } from "./cannot-start.ts";
import type { WorkerFile } from "./worker-file.ts";

/** The table wrangler itself keeps, so that `wrangler d1 migrations` and this agree. */
const APPLIED = `CREATE TABLE IF NOT EXISTS d1_migrations (
  id INTEGER PRIMARY KEY AUTOINCREMENT, name TEXT UNIQUE, applied_at TIMESTAMP DEFAULT CURRENT_TIMESTAMP NOT NULL)`;

/** Brings every database to the release's own tables: each file once, in order, in one transaction with the note that it was. */
export async function applyMigrations(runtime: Miniflare, workers: readonly WorkerFile[]): Promise<void> {
  const databases = workers.flatMap(({ name, databases }) => databases.map((database) => ({ name, ...database })));
  await Promise.all(
    databases.map(async ({ name, binding, migrations }) =>
      migrate(await runtime.getD1Database(binding, name), migrations),
    ),
  );
}

async function migrate(database: Awaited<ReturnType<Miniflare["getD1Database"]>>, folder: string): Promise<void> {
  const files = existsSync(folder)
    ? readdirSync(folder)
        .filter((name) => name.endsWith(".sql"))
        .sort()
    : [];
  await database.prepare(APPLIED).run();
  const { results } = await database.prepare("SELECT name FROM d1_migrations ORDER BY id").all<{ name: string }>();
  const applied = new Set(results.map(({ name }) => name));
  const unknown = [...applied].find((name) => !files.includes(name));
  if (unknown !== undefined) {
    throw new CannotStart(`The state was written by a newer release: it has ${unknown}, which is not in ${folder}.`);
  }
  for (const name of files.filter((file) => !applied.has(file))) {
    const statements = unstable_splitSqlQuery(readFileSync(join(folder, name), "utf8"));
    await database.batch([
      ...statements.map((statement) => database.prepare(statement)),
      database.prepare("INSERT INTO d1_migrations (name) VALUES (?)").bind(name),
    ]);
  }
}
