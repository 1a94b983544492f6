import { and, eq, isNull, lte, or, sql } from "drizzle-orm";
import type { BatchItem } from "drizzle-orm/batch";
import type { DrizzleD1Database } from "drizzle-orm/d1";
import { outbox, users } from "../../d1/schema/identity.ts";
import { REPEAT_TOLD_EVERY_MS } from "../../domain/identity/attempts.ts";
import type { UserId } from "../../domain/kernel/ids.ts";
import { traceNow, traceparentNow } from "../../domain/kernel/trace.ts";
import type { Envelope } from "../../queues/envelope.ts";
import type { WrittenUserEvent } from "../../queues/events/user.ts";

/** Told in the batch that makes the account, if it makes it: the first event of its stream. */
export function tellRegistered(db: DrizzleD1Database, userId: UserId, at: number): BatchItem<"sqlite"> {
  const { stream, text } = written({ type: "UserRegistered", version: 1, data: { userId } }, at);
  return db.insert(outbox).select(sql`SELECT NULL, ${stream}, 1, ${text} FROM users WHERE ${eq(users.id, userId)}`);
}

/**
 * Tells the account's owner that somebody tried their address, unless they were told within the hour: decided by the database,
 * in the commit, so that a thousand tries at once are told once.
 */
export async function tellRepeated(db: DrizzleD1Database, userId: UserId, at: number): Promise<void> {
  const { stream, text } = written({ type: "RegistrationRepeated", version: 1, data: { userId } }, at);
  const isDue = and(
    eq(users.id, userId),
    or(isNull(users.repeatToldAt), lte(users.repeatToldAt, at - REPEAT_TOLD_EVERY_MS)),
  );
  const envelope = sql`json_set(${text}, '$.seq', told + 1, '$.id', ${stream} || '/' || (told + 1))`;
  await db.batch([
    db.insert(outbox).select(sql`SELECT NULL, ${stream}, told + 1, ${envelope} FROM users WHERE ${isDue}`),
    db
      .update(users)
      .set({ told: sql`${users.told} + 1`, repeatToldAt: at })
      .where(isDue),
  ]);
}

function written(event: WrittenUserEvent, at: number): { stream: string; text: string } {
  const stream = `user/${event.data.userId}`;
  const cause = crypto.randomUUID();
  const traceparent = traceparentNow();
  const envelope: Envelope = {
    ...{ id: `${stream}/1`, stream, seq: 1, ...event, at },
    ...{ causationId: cause, correlationId: cause },
    ...traceNow(),
    ...(traceparent === undefined ? {} : { traceparent }),
  };
  return { stream, text: JSON.stringify(envelope) };
}
