import { type DrizzleD1Database, drizzle } from "drizzle-orm/d1";

/**
 * Drizzle over a D1 session that begins at the primary: one's own writes are seen, and read replicas can be switched on
 * later. Drizzle asks a database only for `prepare` and `batch`, which a session has.
 */
export function database(d1: D1Database): DrizzleD1Database {
  return withOwnErrors(drizzle(d1.withSession("first-primary") as unknown as D1Database));
}

type Statement = { queryWithCache<T>(text: string, parameters: unknown[], query: () => Promise<T>): Promise<T> };
type Session = { prepareQuery(...given: unknown[]): Statement };

/**
 * A query that fails throws what D1 says of it. Drizzle would throw the statement and its parameters in its place: names and
 * addresses in the platform's log of uncaught errors, and across a service binding not a word of why.
 */
function withOwnErrors(db: DrizzleD1Database): DrizzleD1Database {
  const { session } = db as unknown as { session: Session };
  const prepare = session.prepareQuery.bind(session);
  session.prepareQuery = (...given) =>
    Object.assign(prepare(...given), {
      queryWithCache: <T>(_text: string, _parameters: unknown[], query: () => Promise<T>) => query(),
    });
  return db;
}
