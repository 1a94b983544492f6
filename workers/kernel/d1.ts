import { type DrizzleD1Database, drizzle } from "drizzle-orm/d1";

/**
 * Drizzle over a D1 session that begins at the primary: one's own writes are seen, and read replicas can be switched on
 * later. Drizzle asks a database only for `prepare` and `batch`, which a session has.
 */
export function database(d1: D1Database): DrizzleD1Database {
  return drizzle(d1.withSession("first-primary") as unknown as D1Database);
}
