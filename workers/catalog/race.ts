import type { BatchItem } from "drizzle-orm/batch";
import type { DrizzleD1Database } from "drizzle-orm/d1";
import { err, type Result } from "../../domain/kernel/result.ts";

/** How often a write is decided in all when other writes come between its reads and its batch. */
const ATTEMPTS_MAX = 3;
/** The constraints that a write between our reads and our batch makes fail. Any other that fails is a bug. */
const RACED =
  /UNIQUE constraint failed|NOT NULL constraint failed: (products\.version|changes\.version|variants\.product)/;

/** Another write came between: nothing was written, and what to write must be decided again. */
export type Raced = { code: "raced" };

/** Writes all of it or nothing. */
export async function commit<T>(
  db: DrizzleD1Database,
  [first, ...rest]: BatchItem<"sqlite">[],
  outcome: T,
): Promise<Result<T, Raced>> {
  if (first === undefined) return { ok: true, value: outcome };
  try {
    await db.batch([first, ...rest]);
    return { ok: true, value: outcome };
  } catch (cause) {
    if (RACED.test(messagesOf(cause))) return err({ code: "raced" });
    throw cause;
  }
}

/** Decides again for as long as other writes come between; `version_conflict` when they always do. */
export async function settle<T, E>(
  decide: (turn: number) => Promise<Result<T, E | Raced>>,
): Promise<Result<T, E | { code: "version_conflict" }>> {
  for (let turn = 1; turn <= ATTEMPTS_MAX; turn++) {
    const decided = await decide(turn);
    if (decided.ok) return decided;
    if (!isRaced(decided.error)) return { ok: false, error: decided.error };
  }
  return err({ code: "version_conflict" });
}

function isRaced<E>(error: E | Raced): error is Raced {
  return typeof error === "object" && error !== null && "code" in error && error.code === "raced";
}

/** The database's own words stand in the innermost cause. */
function messagesOf(thrown: unknown): string {
  const messages: string[] = [];
  let error = thrown;
  for (let depth = 0; depth < 4 && error instanceof Error; depth++) {
    messages.push(error.message);
    error = error.cause;
  }
  return messages.join("\n");
}
