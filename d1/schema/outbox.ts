import { integer, sqliteTable, text, unique } from "drizzle-orm/sqlite-core";

/**
 * Events of a domain whose truth is rows, on their way to the log: written in the same batch as the rows, taken away by the
 * domain's relay. `seq` is the version of the row they tell of.
 */
export const outbox = sqliteTable(
  "outbox",
  {
    position: integer().primaryKey({ autoIncrement: true }),
    stream: text().notNull(),
    seq: integer().notNull(),
    /** The whole envelope as JSON. */
    envelope: text().notNull(),
  },
  (table) => [unique().on(table.stream, table.seq)],
);

/** The table as SQL: each database's migrations hold exactly this text. */
export const OUTBOX_SQL = `CREATE TABLE outbox (
  position INTEGER PRIMARY KEY AUTOINCREMENT,
  stream   TEXT NOT NULL,
  seq      INTEGER NOT NULL CHECK (seq >= 1),
  envelope TEXT NOT NULL CHECK (json_valid(envelope)),
  UNIQUE (stream, seq)
) STRICT;`;
