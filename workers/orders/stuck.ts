import { eq } from "drizzle-orm";
import { stuckSagas } from "../../d1/schema/orders.ts";
import type { OrderId } from "../../domain/kernel/ids.ts";
import type { StuckReports } from "../../durable-objects/order/stuck.ts";
import { database } from "../kernel/d1.ts";

/** The table of orders in trouble, as their objects write it. */
export function stuckReports(d1: D1Database): StuckReports {
  return {
    note: async (orderId, reason, since) => {
      await database(d1)
        .insert(stuckSagas)
        .values({ orderId: orderId as OrderId, since, reason })
        .onConflictDoUpdate({ target: stuckSagas.orderId, set: { reason } });
    },
    forget: async (orderId) => {
      await database(d1)
        .delete(stuckSagas)
        .where(eq(stuckSagas.orderId, orderId as OrderId));
    },
  };
}
