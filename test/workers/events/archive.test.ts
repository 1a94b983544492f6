import { evictDurableObject, runDurableObjectAlarm, runInDurableObject } from "cloudflare:test";
import { afterEach, beforeEach, expect, test, vi } from "vitest";
import type { PartitionObject } from "../../../durable-objects/partition.ts";
import { partitionOf } from "../../../queues/partition.ts";
import { archive } from "../../../workers/events/archiving.ts";
import { envelope } from "../../support/events.ts";
import {
  ackAll,
  begin,
  bindings,
  DAY,
  end,
  meta,
  offsets,
  offsetsSent,
  orders,
  type Partition,
  partition,
  START,
  taken,
  wholeLog,
} from "./support.ts";
import { queues } from "./worker.ts";

beforeEach(begin);
afterEach(end);
const { ARCHIVE } = bindings;
const LISTS = "ORDERS_LISTS";

/** Each test's partition has a number of its own, which names its objects in the archive. */
let number = 20;
/** 700 events of a hundred days ago, which all have acknowledged, and one of today. */
async function withHistory(name: string): Promise<{ log: Partition; prefix: string; number: number }> {
  const log = partition(`archive-${name}`);
  number += 1;
  vi.setSystemTime(START - 100 * DAY);
  for (let seq = 1; seq <= 700; seq += 100) {
    await log.append(number, orders(seq, seq + 99));
    await vi.waitFor(() => expect(taken(LISTS)).toHaveLength(100));
    await ackAll(log, offsets(seq, seq + 99));
  }
  vi.setSystemTime(START);
  await log.append(number, orders(701, 701));
  await vi.waitFor(() => expect(offsetsSent(LISTS)).toEqual([701]));
  queues.batches = [];
  return { log, prefix: `partition-${number}/`, number };
}
const keptFrom = async (log: Partition) => (await log.status(0)).kept;
const keys = async (prefix: string) => (await ARCHIVE.list({ prefix })).objects.map(({ key }) => key).sort();
const seqs = async (log: Partition) => (await wholeLog(log)).map(({ envelope: { seq } }) => seq);

test("what is old and acknowledged by all moves out in segments of 500, is read as before, and takes no offset twice", async () => {
  const { log, prefix, number: own } = await withHistory("moves");
  expect(await log.retain(START - 90 * DAY)).toBe(700);
  expect(await keys(prefix)).toEqual([`${prefix}1-500.jsonl`, `${prefix}501-700.jsonl`]);
  expect(await keptFrom(log)).toBe(701);
  expect(await seqs(log)).toEqual(offsets(1, 701));
  expect(await log.read(0, ["stock"])).toEqual({ events: [], end: true });
  expect(((await log.whole([3, 600, 701])) as { offset: number }[]).map(({ offset }) => offset).sort()).toEqual([
    3, 600, 701,
  ]);

  expect(await log.retain(START + DAY)).toBe(0); // The last row stays, though nobody waits for it.
  await evictDurableObject(log);
  await log.append(own, orders(700, 702));
  expect(await seqs(log)).toEqual(offsets(1, 702));
});

test("nothing moves that is young, unacknowledged or parked", async () => {
  const { log } = await withHistory("stays");
  expect(await log.retain(START - 101 * DAY)).toBe(0);
  await log.replay(meta("stays-1"), "shipping-orders", { offset: 42 });
  expect(await log.retain(START - 90 * DAY)).toBe(41);
  expect(await keptFrom(log)).toBe(42);
  expect(await seqs(log)).toEqual(offsets(1, 701));
});

test("a subscriber that hears nothing of what lies there holds nothing back; a large log moves segment by segment", async () => {
  const { log, prefix } = await withHistory("bytes");
  await runInDurableObject(log, (_, { storage }) => {
    // As many bytes as eight large events have, in each.
    storage.sql.exec(
      "UPDATE log SET envelope = json_set(envelope, '$.data', ?) WHERE \"offset\" <= 20",
      "x".repeat(1_000_000),
    );
  });
  expect(await log.retain(START - 90 * DAY)).toBe(700);
  expect((await keys(prefix)).length).toBe(4);
  expect(await seqs(log)).toEqual(offsets(1, 701));
});

test("cut off after the segment was written, before it left the log: done again, nothing lost, nothing twice", async () => {
  const { log, prefix } = await withHistory("cut");
  const broken = runInDurableObject<PartitionObject, void>(log, async (object, { storage }) => {
    const spy = vi.spyOn(storage, "transactionSync").mockImplementation(() => {
      throw new Error("cut off");
    });
    try {
      await object.retain(START - 90 * DAY);
    } finally {
      spy.mockRestore();
    }
  });
  await expect(broken).rejects.toThrow("cut off");
  expect(await keys(prefix)).toEqual([`${prefix}1-500.jsonl`]);
  expect(await keptFrom(log)).toBe(1);
  expect(await seqs(log)).toEqual(offsets(1, 701));
  await evictDurableObject(log);
  expect(await log.retain(START - 90 * DAY)).toBe(700);
  expect(await seqs(log)).toEqual(offsets(1, 701));
});

test("a replay into the archive brings it back into the log first, and goes on after an eviction", async () => {
  const { log } = await withHistory("replay");
  await log.ack("orders-lists", [701]);
  await log.retain(START - 90 * DAY);
  expect(await log.replay(meta("replay-1"), "orders-lists", { offset: 600 })).toEqual({ ok: true, value: 600 });
  await evictDurableObject(log);
  await runDurableObjectAlarm(log);
  await vi.waitFor(async () => expect(offsetsSent(LISTS)).toEqual(offsets(600, 701)));
  expect(await keptFrom(log)).toBe(501);
  expect(await log.retain(START - 90 * DAY)).toBe(99); // What the replay waits for stays.
  expect(await seqs(log)).toEqual(offsets(1, 701));

  queues.batches = [];
  await log.replay(meta("replay-2"), "orders-lists", { at: START - 200 * DAY });
  await runDurableObjectAlarm(log);
  await vi.waitFor(async () => expect(offsetsSent(LISTS)).toEqual(offsets(1, 500)));
  expect(await keptFrom(log)).toBe(1);
  expect(await seqs(log)).toEqual(offsets(1, 701));
});

test("a subscriber that is newer than the archive begins with what lies there", async () => {
  const { log, number: own } = await withHistory("new");
  await ackAll(log, [701]);
  await log.retain(START - 90 * DAY);
  await runInDurableObject(log, (_, { storage }) => {
    storage.sql.exec("DELETE FROM cursors WHERE subscriber = 'orders-lists'");
  });
  await evictDurableObject(log);
  await log.append(own, [envelope("order/fresh", 1)]);
  await runDurableObjectAlarm(log);
  await vi.waitFor(() => expect(offsetsSent(LISTS)).toEqual(offsets(1, 500)));
});

test("each night moves what is older than RETAIN_DAYS, in every partition", async () => {
  const stream = "order/nightly";
  const own = partitionOf(stream);
  const log = partition(`partition-${own}`);
  vi.setSystemTime(START - 100 * DAY);
  await log.append(own, [envelope(stream, 1)]);
  const at = (await log.status(own)).head;
  vi.setSystemTime(START);
  await log.append(own, [envelope(stream, 2)]);
  await ackAll(log, offsets(1, at + 1));
  await archive(bindings, START);
  expect((await log.status(own)).kept).toBe(at + 1);
  expect(await log.heads([stream, "order/never"])).toEqual([2, 0]);
});
