import { database } from "../../workers/kernel/d1.ts";

export type Db = ReturnType<typeof database>;
type Counted = { meta: { rows_read?: number } };

/** How many rows D1 says that it has read for what is asked of it. */
export function rowsReadOf(d1: D1Database): (ask: (db: Db) => Promise<unknown>) => Promise<number> {
  return async (ask) => {
    let rows = 0;
    const session = d1.withSession("first-primary");
    const counted = <T extends Counted>(result: T): T => {
      rows += result.meta.rows_read ?? 0;
      return result;
    };
    const watched = (statement: D1PreparedStatement): object => ({
      statement,
      bind: (...values: unknown[]) => watched(statement.bind(...values)),
      run: async () => counted(await statement.run()),
      all: async () => counted(await statement.all()),
      raw: async () => counted(await statement.all()).results.map(Object.values),
    });
    const watchedSession = {
      prepare: (text: string) => watched(session.prepare(text)),
      batch: async (statements: { statement: D1PreparedStatement }[]) =>
        (await session.batch(statements.map(({ statement }) => statement))).map(counted),
    };
    await ask(database({ withSession: () => watchedSession } as unknown as D1Database));
    return rows;
  };
}
