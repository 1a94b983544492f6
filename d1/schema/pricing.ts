import { integer, sqliteTable, text } from "drizzle-orm/sqlite-core";

export { outbox } from "./outbox.ts";

/** Every version of the rules that is still kept. `content`: the rules but for their version, as canonical JSON. */
export const rules = sqliteTable("rules", {
  version: integer().primaryKey(),
  content: text().notNull(),
  createdAt: integer("created_at").notNull(),
  /** Epoch ms; null: in force. */
  supersededAt: integer("superseded_at"),
  /** 1: the log hears of it. */
  told: integer().notNull(),
});
