/** Runs migrations inside workerd: statement by statement, in one commit. Our migrations end each with `;` at a line's end. */
export async function migrate(db: D1Database, ...migrations: string[]): Promise<void> {
  const statements = migrations.flatMap((text) => text.split(/;\s*$/m)).filter((text) => /^\s*[A-Z]/m.test(text));
  await db.batch(statements.map((statement) => db.prepare(statement)));
}
