import { and, eq, inArray, sql } from "drizzle-orm";
import type { BatchItem } from "drizzle-orm/batch";
import type { DrizzleD1Database } from "drizzle-orm/d1";
import { applied } from "../../d1/schema/applied.ts";
import { causeOf, logProblem } from "../../domain/kernel/log.ts";
import { following } from "../../domain/kernel/trace.ts";
import type { Envelope } from "../envelope.ts";
import { TimedOut, within } from "./within.ts";

/** An event in, statements out. `read` throws at what it does not understand: nothing is ever skipped. */
export type Projection<Event> = {
  read: (envelope: Envelope) => Event;
  statements: (
    db: DrizzleD1Database,
    event: Event,
    envelope: Envelope,
  ) => BatchItem<"sqlite">[] | Promise<BatchItem<"sqlite">[]>;
  /** The same for several events of several streams, each stream's in order: where that is fewer statements than one by one. */
  together?: (db: DrizzleD1Database, events: Event[]) => BatchItem<"sqlite">[];
};

/** Whose place in the streams is moved: a subscriber, or a rebuild that writes beside it. */
export type Applier = { db: DrizzleD1Database; name: string };
type Read<Event> = { envelope: Envelope; event: Event };

/** Longer than D1's own limit of 30 s for a batch: after that its outcome is settled, only unknown to us. */
const D1_MS = 35_000;

/**
 * Applies events, each once and in its stream's order (`streams`: one list per stream, by seq, without doubles). Answers
 * those that are applied now, by this call or before; a gap and what follows it is left out. Why an event did not apply is
 * added to `causes`. Throws when D1 is out of reach.
 */
export async function apply<Event, Item extends Read<Event>>(
  by: Applier,
  streams: Item[][],
  projection: Projection<Event>,
  causes: Map<Item, string> = new Map(),
): Promise<Set<Item>> {
  if (streams.length === 0) return new Set();
  if (await appliedAtOnce(by, streams, projection)) return new Set(streams.flat());
  const before = await appliedSeqs(by, streams.map(streamOf));
  const done = new Set<Item>();
  const fresh: Item[][] = [];
  for (const items of streams) {
    const reached = before.get(streamOf(items)) ?? 0;
    for (const item of items) if (item.envelope.seq <= reached) done.add(item);
    const next = items.filter((item) => item.envelope.seq > reached);
    const gapless = next.filter((item, index) => item.envelope.seq === reached + 1 + index);
    if (gapless.length > 0) fresh.push(gapless);
  }
  if (fresh.length > 0) await applyFresh(by, fresh, projection, { done, causes });
  return done;
}

/** Nearly always everything is new and follows on what was: tried first, without a look. A repeat or a gap breaks the CHECK. */
async function appliedAtOnce<Event>(
  by: Applier,
  streams: Read<Event>[][],
  projection: Projection<Event>,
): Promise<boolean> {
  const gapless = streams.every((items) => items.every(({ envelope }, at) => envelope.seq === seqOf(items) + at));
  if (!gapless) return false;
  try {
    await commit(by, streams, projection);
    return true;
  } catch (cause) {
    if (cause instanceof TimedOut) throw cause;
    // Whatever it was: looking tells what is to be done, and what fails then is noted.
    return false;
  }
}

/** All in one commit; when that fails, stream by stream, so that a bad event holds back its own stream only. */
async function applyFresh<Event, Item extends Read<Event>>(
  by: Applier,
  streams: Item[][],
  projection: Projection<Event>,
  outcome: { done: Set<Item>; causes: Map<Item, string> },
): Promise<void> {
  try {
    await commit(by, streams, projection);
    for (const item of streams.flat()) outcome.done.add(item);
  } catch (cause) {
    if (cause instanceof TimedOut) throw cause; // An outage: asking again for each event would only make it worse.
    for (const items of streams) await applySingly(by, items, projection, outcome);
  }
}

/** Event by event, up to the first that fails: what stands before a bad event of its own stream counts. */
async function applySingly<Event, Item extends Read<Event>>(
  by: Applier,
  items: Item[],
  projection: Projection<Event>,
  outcome: { done: Set<Item>; causes: Map<Item, string> },
): Promise<void> {
  for (const item of items) {
    try {
      await commit(by, [[item]], projection);
      outcome.done.add(item);
    } catch (thrown) {
      if (thrown instanceof TimedOut) throw thrown;
      const cause = causeOf(thrown);
      outcome.causes.set(item, cause);
      following(item.envelope.traceparent, () =>
        logProblem("event not applied", { subscriber: by.name, event: item.envelope.id, cause }),
      );
      return;
    }
  }
}

/** One D1 transaction: the places move, by exactly what was read, and the projection is written. */
async function commit<Event>(by: Applier, streams: Read<Event>[][], projection: Projection<Event>): Promise<void> {
  const statements = await statementsOf(by, streams.flat(), projection);
  const [first, ...rest] = moves(by, streams);
  await within(D1_MS, "apply", by.db.batch([first, ...rest, ...statements]));
}

async function statementsOf<Event>(
  by: Applier,
  items: Read<Event>[],
  projection: Projection<Event>,
): Promise<BatchItem<"sqlite">[]> {
  if (projection.together) {
    return projection.together(
      by.db,
      items.map(({ event }) => event),
    );
  }
  const statements: BatchItem<"sqlite">[] = [];
  for (const { event, envelope } of items) statements.push(...(await projection.statements(by.db, event, envelope)));
  return statements;
}

/** Two statements, however many streams: the lists travel as JSON, because a statement has 100 parameters at most. */
function moves(by: Applier, streams: Read<unknown>[][]): [BatchItem<"sqlite">, BatchItem<"sqlite">] {
  const json = JSON.stringify(streams.map((items) => [streamOf(items), seqOf(items), items.at(-1)?.envelope.seq]));
  const begin = by.db
    .insert(applied)
    .select(sql`SELECT ${by.name}, value ->> 0, 0, 1 FROM json_each(${json}) WHERE true`)
    .onConflictDoNothing();
  const move = by.db
    .update(applied)
    .set({ step: sql`moved.first - ${applied.seq}`, seq: sql`moved.last` })
    .from(
      sql`(SELECT value ->> 0 AS stream, value ->> 1 AS first, value ->> 2 AS last FROM json_each(${json})) AS moved`,
    )
    .where(and(eq(applied.subscriber, by.name), eq(applied.stream, sql`moved.stream`)));
  return [begin, move];
}

async function appliedSeqs(by: Applier, streams: string[]): Promise<Map<string, number>> {
  const rows = await within(
    D1_MS,
    "read of applied",
    by.db
      .select({ stream: applied.stream, seq: applied.seq })
      .from(applied)
      .where(
        and(
          eq(applied.subscriber, by.name),
          inArray(applied.stream, sql`(SELECT value FROM json_each(${JSON.stringify(streams)}))`),
        ),
      )
      .all(),
  );
  return new Map(rows.map((row) => [row.stream, row.seq]));
}

function streamOf(items: Read<unknown>[]): string {
  return items[0]?.envelope.stream ?? "";
}

/** Of the first. */
function seqOf(items: Read<unknown>[]): number {
  return items[0]?.envelope.seq ?? 0;
}
