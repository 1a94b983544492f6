import { asc, gt, max } from "drizzle-orm";
import type { DrizzleD1Database } from "drizzle-orm/d1";
import { changes } from "../../d1/schema/catalog.ts";
import type { Feed } from "./memory.ts";

/** The change feed as the isolate's memory reads it. */
export function changeFeed(db: DrizzleD1Database): Feed {
  return {
    newest: async () =>
      (
        await db
          .select({ seq: max(changes.seq) })
          .from(changes)
          .get()
      )?.seq ?? 0,
    since: (seq, limit) =>
      db
        .select({ seq: changes.seq, productId: changes.productId, version: changes.version })
        .from(changes)
        .where(gt(changes.seq, seq))
        .orderBy(asc(changes.seq))
        .limit(limit),
  };
}
