import { asc, gt, inArray } from "drizzle-orm";
import { outbox } from "../../d1/schema/outbox.ts";
import type { OutboxRows } from "../../durable-objects/relay.ts";
import type { Envelope } from "../../queues/envelope.ts";
import { database } from "./d1.ts";

/** There is one relay per Worker. */
export const RELAY_NAME = "relay";

/** A database's outbox, as its relay sees it. */
export function outboxRows(d1: D1Database): OutboxRows {
  const db = database(d1);
  return {
    after: async (position, limit) => {
      const rows = await db
        .select({ position: outbox.position, envelope: outbox.envelope })
        .from(outbox)
        .where(gt(outbox.position, position))
        .orderBy(asc(outbox.position))
        .limit(limit)
        .all();
      return rows.map((row) => ({ position: row.position, envelope: JSON.parse(row.envelope) as Envelope }));
    },
    remove: async (positions) => {
      await db.delete(outbox).where(inArray(outbox.position, positions)).run();
    },
  };
}
