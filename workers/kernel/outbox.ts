import { inArray, sql } from "drizzle-orm";
import type { SystemName } from "../../contracts/caller.ts";
import { outbox } from "../../d1/schema/outbox.ts";
import { causeOf, logProblem } from "../../domain/kernel/log.ts";
import type { OutboxRows } from "../../durable-objects/relay.ts";
import { type Envelope, PAGE_BYTES_MAX } from "../../queues/envelope.ts";
import { database } from "./d1.ts";

/** There is one relay per Worker. */
export const RELAY_NAME = "relay";

/** After a write, beside its answer. A poke that is lost is made good by the cron. */
export async function pokeRelay(relay: { poke(): Promise<void> }, owner: SystemName): Promise<void> {
  try {
    await relay.poke();
  } catch (cause) {
    logProblem("relay not poked", { owner, cause: causeOf(cause) });
  }
}

/** A database's outbox, as its relay sees it. */
export function outboxRows(d1: D1Database): OutboxRows {
  const db = database(d1);
  return {
    // A page ends with the event that fills it.
    after: async (position, limit, held) => {
      const rows = await db.all<{ position: number; envelope: string; upTo: number }>(sql`
        SELECT position AS "position", envelope AS "envelope", up_to AS "upTo" FROM (
          SELECT position, envelope, sum(length(CAST(envelope AS BLOB))) OVER (ORDER BY position) AS up_to
          FROM outbox WHERE position > ${position} AND stream NOT IN (SELECT value FROM json_each(${JSON.stringify(held)}))
          ORDER BY position LIMIT ${limit})
        WHERE up_to - length(CAST(envelope AS BLOB)) < ${PAGE_BYTES_MAX} ORDER BY position`);
      return {
        rows: rows.map((row) => ({ position: row.position, envelope: JSON.parse(row.envelope) as Envelope })),
        more: rows.length === limit || (rows.at(-1)?.upTo ?? 0) >= PAGE_BYTES_MAX,
      };
    },
    remove: async (positions) => {
      await db.delete(outbox).where(inArray(outbox.position, positions)).run();
    },
  };
}
