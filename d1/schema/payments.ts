import { integer, sqliteTable, text } from "drizzle-orm/sqlite-core";

/** Webhooks that were verified. No personal data: what the event was about, not what it said. Times in epoch ms. */
export const webhookEvents = sqliteTable("webhook_events", {
  /** The provider's (`evt_…`). */
  id: text().primaryKey(),
  type: text().notNull(),
  /** The intent it speaks of; null where it speaks of none. */
  ref: text(),
  /** Ours, sealed and checked; null: nothing for an order. */
  orderId: text("order_id"),
  /** When it happened, says the provider. */
  createdAt: integer("created_at").notNull(),
  receivedAt: integer("received_at").notNull(),
  /** When the order had taken it; null: received only. */
  doneAt: integer("done_at"),
});
