import { and, eq, gt, inArray, lt, sql } from "drizzle-orm";
import type { BatchItem } from "drizzle-orm/batch";
import type { DrizzleD1Database } from "drizzle-orm/d1";
import type { SQLiteColumn, SQLiteTable } from "drizzle-orm/sqlite-core";
import { applied } from "../../d1/schema/applied.ts";
import { causeOf } from "../../domain/kernel/log.ts";
import type { Beside } from "../../durable-objects/rebuild.ts";
import type { Envelope } from "../../queues/envelope.ts";
import { apply, type Projection } from "../../queues/kernel/apply.ts";
import type { Subscriber } from "../../queues/subscriptions.ts";
import { database } from "./d1.ts";

type BesideTable = { table: SQLiteTable; key: SQLiteColumn };

/** A projection and its twin, which a rebuild writes. */
export type Twins<Event> = {
  live: Projection<Event>;
  next: Projection<Event>;
  /** The tables of the twin, and a column that is unique in each: emptied before a rebuild, and after it of what was live. */
  besides: BesideTable[];
  /** Of the swap's one commit: what makes the twin the live one, and the live one the twin. */
  flip: (db: DrizzleD1Database) => BatchItem<"sqlite">[];
};

/** As many as a queue's batch brings: what a database takes in one commit without trouble. */
const APPLIED_AT_ONCE = 100;
const CLEARED_AT_ONCE = 5_000;

/**
 * A projection in D1 as its rebuild sees it. The twin's places lie in `applied` under a name of their own. `~run` is one row,
 * there from the beginning of a run to its swap: without it nothing is swapped, with it nothing is cleared. So a call that
 * arrives late, from an object that was killed, finds nothing to do.
 */
export function besideOf<Event>(d1: D1Database, subscriber: Subscriber, twins: Twins<Event>): Beside {
  const db = database(d1);
  const names = { live: subscriber, next: `${subscriber}~next`, run: `${subscriber}~run` };
  return {
    clear: (run) => clear(db, names, twins.besides, run),
    begin: async (run) => {
      await db
        .insert(applied)
        .values({ subscriber: names.run, stream: "", seq: run, step: 1 })
        .onConflictDoNothing()
        .run();
    },
    apply: (envelopes, to) => applyAll({ db, name: names[to] }, envelopes, twins[to]),
    swap: (run, isForced) => swap(db, names, twins.flip(db), { run, isForced }),
  };
}

/** The live table and its twin change names; what belongs to a table, as an index or a trigger, goes with it. */
export function exchanged(db: DrizzleD1Database, live: string, next: string): BatchItem<"sqlite">[] {
  const rename = (from: string, to: string) =>
    db.run(sql`ALTER TABLE ${sql.identifier(from)} RENAME TO ${sql.identifier(to)}`);
  return [rename(live, `${live}_last`), rename(next, live), rename(`${live}_last`, next)];
}

type Names = { live: string; next: string; run: string };

async function clear(db: DrizzleD1Database, names: Names, besides: BesideTable[], run: number): Promise<boolean> {
  const notBegun = sql`NOT EXISTS (SELECT 1 FROM applied WHERE subscriber = ${names.run})`;
  const places = db
    .select({ stream: applied.stream })
    .from(applied)
    .where(eq(applied.subscriber, names.next))
    .limit(CLEARED_AT_ONCE);
  const removals = [
    db.delete(applied).where(and(notBegun, eq(applied.subscriber, names.next), inArray(applied.stream, places))),
    ...besides.map(({ table, key }) => {
      const some = db.select({ key }).from(table).limit(CLEARED_AT_ONCE);
      return db.delete(table).where(and(notBegun, inArray(key, some)));
    }),
  ];
  const abandoned = db.delete(applied).where(and(eq(applied.subscriber, names.run), lt(applied.seq, run)));
  const [, ...removed] = await db.batch([abandoned, ...removals]);
  return removed.every((each) => each.meta.changes === 0);
}

async function applyAll<Event>(
  by: { db: DrizzleD1Database; name: string },
  envelopes: Envelope[],
  projection: Projection<Event>,
): Promise<void> {
  for (let from = 0; from < envelopes.length; from += APPLIED_AT_ONCE) {
    const items = envelopes
      .slice(from, from + APPLIED_AT_ONCE)
      .map((envelope) => ({ envelope, event: read(projection, envelope) }));
    const streams = [...Map.groupBy(items, (item) => item.envelope.stream).values()];
    const causes = new Map<(typeof items)[number], string>();
    const done = await apply(by, streams, projection, causes);
    const missing = items.find((item) => causes.has(item)) ?? items.find((item) => !done.has(item));
    if (missing === undefined) continue;
    throw new Error(
      `event ${missing.envelope.id} does not apply: ${causes.get(missing) ?? "one before it is missing"}`,
    );
  }
}

function read<Event>(projection: Projection<Event>, envelope: Envelope): Event {
  try {
    return projection.read(envelope);
  } catch (cause) {
    throw new Error(`event ${envelope.id} cannot be read: ${causeOf(cause)}`, { cause });
  }
}

/** Only the places that differ are written: in a long list nearly all are equal, and a commit must be short. */
async function swap(
  db: DrizzleD1Database,
  names: Names,
  flip: BatchItem<"sqlite">[],
  { run, isForced }: { run: number; isForced: boolean },
): Promise<boolean> {
  const isRun = and(eq(applied.subscriber, names.run), eq(applied.seq, run));
  const reached = sql`coalesce((SELECT seq FROM applied AS beside WHERE beside.subscriber = ${names.next} AND beside.stream = applied.stream), 0)`;
  const isAhead = and(eq(applied.subscriber, names.live), gt(applied.seq, reached));
  const statements: [BatchItem<"sqlite">, ...BatchItem<"sqlite">[]] = [
    // Breaks the CHECK of `step` when this run has swapped already.
    db
      .insert(applied)
      .select(sql`SELECT ${names.run}, 'swapped', 0, 0 WHERE NOT EXISTS (SELECT 1 FROM applied WHERE ${isRun})`),
    db.delete(applied).where(isRun),
    // Where the live one is ahead it goes back, to hear it once more; or the CHECK breaks.
    isForced ? db.delete(applied).where(isAhead) : db.update(applied).set({ step: 0 }).where(isAhead),
    db
      .insert(applied)
      .select(
        sql`SELECT ${names.live}, stream, seq, 1 FROM applied AS beside WHERE beside.subscriber = ${names.next} AND NOT EXISTS (
          SELECT 1 FROM applied WHERE subscriber = ${names.live} AND stream = beside.stream AND seq = beside.seq)`,
      )
      .onConflictDoUpdate({ target: [applied.subscriber, applied.stream], set: { seq: sql`excluded.seq` } }),
    ...flip,
  ];
  try {
    await db.batch(statements);
    return true;
  } catch (cause) {
    if (!causeOf(cause).includes("CHECK constraint failed")) throw cause;
    const waiting = await db.select({ seq: applied.seq }).from(applied).where(isRun).all();
    return waiting.length === 0;
  }
}
