import { eq, sql } from "drizzle-orm";
import type { DrizzleD1Database } from "drizzle-orm/d1";
import type { CommandMeta } from "../../contracts/caller.ts";
import { commands } from "../../d1/schema/catalog.ts";
import { err, ok, type Result } from "../../domain/kernel/result.ts";

/** How long a repeat gets the answer of its first. */
const REMEMBERED_MS = 7 * 24 * 60 * 60_000;
/** Each command that is noted takes at most so many outlived ones away: more than it adds. */
const FORGET_MAX = 10;

type Db = DrizzleD1Database;

/** What a command was answered when it came first; null when it is new. */
export async function answered<T>(
  db: Db,
  meta: CommandMeta,
): Promise<Result<T, { code: "idempotency_mismatch" }> | null> {
  const row = await db
    .select({ bodyHash: commands.bodyHash, answer: commands.answer })
    .from(commands)
    .where(eq(commands.commandId, meta.commandId))
    .get();
  if (row === undefined) return null;
  return row.bodyHash === meta.bodyHash ? ok(JSON.parse(row.answer) as T) : err({ code: "idempotency_mismatch" });
}

/** Notes a command and its answer, in the batch of what it changes. A second note of the same command breaks that batch. */
export function noteStatements(db: Db, meta: CommandMeta, answer: unknown, at: number) {
  return [
    db
      .insert(commands)
      .values({ commandId: meta.commandId, bodyHash: meta.bodyHash, answer: JSON.stringify(answer), at }),
    db
      .delete(commands)
      .where(
        sql`command_id IN (SELECT command_id FROM commands WHERE at < ${at - REMEMBERED_MS} ORDER BY at LIMIT ${FORGET_MAX})`,
      ),
  ];
}
