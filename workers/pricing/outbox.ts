import { eq, sql } from "drizzle-orm";
import type { BatchItem } from "drizzle-orm/batch";
import type { DrizzleD1Database } from "drizzle-orm/d1";
import { outbox, rules } from "../../d1/schema/pricing.ts";
import { traceNow, traceparentNow } from "../../domain/kernel/trace.ts";
import type { Envelope } from "../../queues/envelope.ts";
import { RULES_STREAM, type WrittenRulesEvent } from "../../queues/events/rules.ts";

/**
 * Tells the log of every version it was not told of: the one this very batch begins, and one that a release of before began,
 * which tells nothing.
 */
export function tellVersions(db: DrizzleD1Database): [BatchItem<"sqlite">, BatchItem<"sqlite">] {
  const event: WrittenRulesEvent = { type: "RulesChanged", version: 1, data: { version: 1 } };
  const cause = crypto.randomUUID();
  const traceparent = traceparentNow();
  const first: Envelope = {
    ...{ id: `${RULES_STREAM}/1`, stream: RULES_STREAM, seq: 1, ...event, at: 0 },
    ...{ causationId: cause, correlationId: cause },
    ...traceNow(),
    ...(traceparent === undefined ? {} : { traceparent }),
  };
  const envelope = sql`json_set(${JSON.stringify(first)}, '$.id', ${`${RULES_STREAM}/`} || version, '$.seq', version, '$.at', created_at, '$.data.version', version)`;
  return [
    db
      .insert(outbox)
      .select(
        sql`SELECT NULL, ${RULES_STREAM}, version, ${envelope} FROM rules WHERE ${eq(rules.told, 0)} ORDER BY version`,
      ),
    db.update(rules).set({ told: 1 }).where(eq(rules.told, 0)),
  ];
}
