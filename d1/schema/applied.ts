import { integer, primaryKey, sqliteTable, text } from "drizzle-orm/sqlite-core";

/**
 * How far each subscriber has applied each stream; every database that holds a projection has this table. `step` is the
 * distance of the last move and can only be 1, so a gap, a repeat or a race of two deliveries rolls everything back.
 */
export const applied = sqliteTable(
  "applied",
  {
    subscriber: text().notNull(),
    stream: text().notNull(),
    seq: integer().notNull(),
    step: integer().notNull(),
  },
  (table) => [primaryKey({ columns: [table.subscriber, table.stream] })],
);

/** The table as SQL: each database's migrations hold exactly this text. */
export const APPLIED_SQL = `CREATE TABLE applied (
  subscriber TEXT NOT NULL,
  stream     TEXT NOT NULL,
  seq        INTEGER NOT NULL CHECK (seq >= 0),
  step       INTEGER NOT NULL CHECK (step = 1),
  PRIMARY KEY (subscriber, stream)
) STRICT, WITHOUT ROWID;`;
