import { applyD1Migrations } from "cloudflare:test";

/** Runs migrations inside workerd, each once though several test files share the database. They end statements with `;` at a line's end. */
export async function migrate(db: D1Database, ...migrations: string[]): Promise<void> {
  const each = migrations.map((text) => ({
    name: text,
    queries: text.split(/;\s*$/m).filter((statement) => /^\s*[A-Z]/m.test(statement)),
  }));
  await applyD1Migrations(db, each);
}
