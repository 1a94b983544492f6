import { assert, unreachable } from "../../domain/kernel/assert.ts";
import type { Envelope } from "../../queues/envelope.ts";
import { within } from "../../queues/kernel/within.ts";
import { PARTITIONS } from "../../queues/partition.ts";
import type { Run, RunStore } from "./run-store.ts";

/** Of one step: calls of the log stay below the 32 that the platform allows a request. The rest follows by the alarm. */
const MOVES_MAX = 20;
const STEP_MS = 10_000;
/**
 * How often the live projection may have overtaken the new one when the two are to be swapped. It hardly ever does, because
 * events take longer over a queue than from the log; after so many times the swap is forced, so that load cannot put it off for ever.
 */
const ROUNDS_MAX = 10;
const READ_MS = 20_000;
/** A page is some batches of a database that ends each after 30 s. */
const APPLY_MS = 180_000;
const SWAP_MS = 60_000;

/**
 * What a Worker hands in of its projection: the object knows no table of D1. Any of it may be called again after a call
 * whose answer was lost, or still be under way after the caller died.
 */
export type Beside = {
  /** Takes some of what lies beside away; true when nothing is left. Does nothing once the run was begun. */
  clear: (run: number) => Promise<boolean>;
  /** From here on the run may swap, once. */
  begin: (run: number) => Promise<void>;
  /** Applies events, each once and in order, to what lies beside or to the live one. Throws unless all are applied. */
  apply: (envelopes: Envelope[], to: "next" | "live") => Promise<void>;
  /**
   * What lies beside becomes the live projection, with its places. False when the live one has applied what it has not; when
   * forced, it is swapped in all the same, and what it has not must be applied to it afterwards.
   */
  swap: (run: number, isForced: boolean) => Promise<boolean>;
};

export type ReadLog = (
  partition: number,
  after: number,
) => Promise<{ events: { offset: number; envelope: Envelope }[]; end: boolean }>;

/** Some moves of a rebuild, each written down when it is made. True when there is more to do. */
export async function step(store: RunStore, beside: Beside, readLog: ReadLog): Promise<boolean> {
  const until = Date.now() + STEP_MS;
  for (let moves = 0; moves < MOVES_MAX && Date.now() < until; moves++) {
    const run = store.last();
    if (run === null || run.phase === "done") return false;
    await move(run, store, beside, readLog);
    if (run.cause !== null) store.note(null);
  }
  return true;
}

async function move(run: Run, store: RunStore, beside: Beside, readLog: ReadLog): Promise<void> {
  switch (run.phase) {
    case "clearing":
      if (!(await within(APPLY_MS, "clear", beside.clear(run.id)))) return;
      await within(APPLY_MS, "begin", beside.begin(run.id));
      return store.enter("reading", Date.now());
    case "reading":
      if (run.partition < PARTITIONS) return readPage(run, store, beside, readLog);
      return swap(run, store, beside);
    case "following":
      if (run.partition < PARTITIONS) return readPage(run, store, beside, readLog);
      return store.enter("sweeping", Date.now());
    case "sweeping":
      if (await within(APPLY_MS, "clear", beside.clear(run.id))) store.enter("done", Date.now());
      return;
    case "done":
      return;
    default:
      return unreachable(run.phase);
  }
}

async function readPage(run: Run, store: RunStore, beside: Beside, readLog: ReadLog): Promise<void> {
  const after = store.place(run.partition);
  const { events, end } = await within(READ_MS, "read of the log", readLog(run.partition, after));
  const last = events.at(-1);
  assert(end || last !== undefined, "a page of the log brings events, or is its end");
  const envelopes = events.map(({ envelope }) => envelope);
  const target = run.phase === "following" ? "live" : "next";
  if (last !== undefined) await within(APPLY_MS, "apply", beside.apply(envelopes, target));
  store.read(run.partition, { offset: last?.offset ?? after, events: events.length, end });
}

async function swap(run: Run, store: RunStore, beside: Beside): Promise<void> {
  const isForced = run.rounds >= ROUNDS_MAX;
  if (!(await within(SWAP_MS, "swap", beside.swap(run.id, isForced)))) store.nextRound();
  else store.enter(isForced ? "following" : "sweeping", Date.now());
}
