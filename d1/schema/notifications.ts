import { integer, sqliteTable, text } from "drizzle-orm/sqlite-core";
import type { Occasion } from "../../domain/notifications/occasion.ts";

/** Mails to be sent and mails that were. Times in epoch ms. */
export const mails = sqliteTable("mails", {
  position: integer().primaryKey({ autoIncrement: true }),
  /** `<event id>/<template>`. */
  key: text().notNull(),
  template: text().$type<Occasion["template"]>().notNull(),
  matter: text().notNull(),
  occasion: text({ mode: "json" }).$type<Occasion>().notNull(),
  state: text({ enum: ["queued", "sent", "refused", "suppressed"] }).notNull(),
  reason: text(),
  providerId: text("provider_id"),
  tries: integer().notNull(),
  happenedAt: integer("happened_at").notNull(),
  /** When it is tried next. */
  dueAt: integer("due_at").notNull(),
  settledAt: integer("settled_at"),
});
