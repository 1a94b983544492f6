import { env } from "cloudflare:workers";
import { sql } from "drizzle-orm";
import { integer, sqliteTable, text } from "drizzle-orm/sqlite-core";
import type { EventsApi } from "../../../contracts/events.ts";
import { APPLIED_SQL } from "../../../d1/schema/applied.ts";
import type { Delivery } from "../../../queues/envelope.ts";
import { consume, type Projection } from "../../../queues/kernel/apply-once.ts";
import { database } from "../../../workers/kernel/d1.ts";
import { deliver } from "../../support/consuming.ts";
import { envelope } from "../../support/events.ts";

export const { DB } = env as unknown as { DB: D1Database };

/** Counts up: an event applied twice shows, and so does one out of order. */
const tallies = sqliteTable("tallies", {
  stream: text().primaryKey(),
  total: integer().notNull(),
  last: integer().notNull(),
});
export const tally: Projection<number> = {
  read({ data }) {
    if (typeof data !== "number") throw new Error("not a number");
    return data;
  },
  statements(db, count, { stream, seq }) {
    if (count < 0) throw new Error("less than nothing");
    return [
      db
        .insert(tallies)
        .values({ stream, total: count, last: seq })
        .onConflictDoUpdate({ target: tallies.stream, set: { total: sql`total + ${count}`, last: seq } }),
    ];
  },
};

/** The log, as far as a consumer speaks to it. */
export const acks: { partition: number; offsets: number[] }[] = [];
export const log = { away: false, failed: new Map<number, string>() };
export const events = {
  async ack(_caller, _subscriber, partition, offsets, failed = []) {
    if (log.away) throw new Error("log away");
    if (offsets.length > 0) acks.push({ partition, offsets });
    for (const { offset, cause } of failed) log.failed.set(offset, cause);
  },
} as EventsApi;

/** An empty database and a log that hears everything. */
export async function begin(): Promise<void> {
  acks.length = 0;
  log.away = false;
  log.failed.clear();
  await DB.batch(
    [
      "DROP TABLE IF EXISTS applied",
      "DROP TABLE IF EXISTS tallies",
      APPLIED_SQL,
      "CREATE TABLE tallies (stream TEXT PRIMARY KEY, total INTEGER NOT NULL CHECK (total < 1000), last INTEGER NOT NULL) STRICT",
    ].map((statement) => DB.prepare(statement)),
  );
}

const given = (d1: D1Database = DB) => ({ db: database(d1), subscriber: "orders-lists" as const, events });
export const apply = (messages: unknown[], d1?: D1Database, attempts?: number) =>
  deliver(messages, (batch) => consume(batch, given(d1), tally), attempts);
/** The event `seq` of a stream, which counts `count`; the log has it in one place only. */
export const event = (stream: string, seq: number, count: unknown = 1): Delivery => ({
  partition: 0,
  offset: offsetOf(stream, seq),
  envelope: envelope(stream, seq, { type: "Counted", data: count }),
});
export const offsetOf = (stream: string, seq: number) =>
  [...stream].reduce((sum, letter) => sum + letter.charCodeAt(0), 0) * 100 + seq;
export const totals = async () =>
  Object.fromEntries(
    (await database(DB).select().from(tallies).all()).map((row) => [row.stream, [row.total, row.last]]),
  );
export const offsetsAcked = () => acks.flatMap((ack) => ack.offsets).sort((a, b) => a - b);
export const all = (settled: { acked: string[] }) => settled.acked.toSorted((a, b) => Number(a) - Number(b));
