import { expect, test } from "vitest";
import {
  acknowledged,
  type Cursor,
  NOWHERE,
  nextDue,
  resent,
  room,
  SENDS_MAX,
  sent,
  UNACKED_MAX,
  unsent,
} from "../../../durable-objects/partition/cursor.ts";

const RESEND_MS = 5_000;
const PARTITIONS = 16;
const EACH = 100_000 / PARTITIONS;

type Message = { partition: number; offset: number };

/** A hundred thousand events in 16 partitions, and one queue in order whose consumer takes `perSecond`. What was sent, and how much waited. */
function drained(perSecond: number): { sends: number; unackedMax: number; documentMax: number } {
  const cursors: Cursor[] = Array.from({ length: PARTITIONS }, () => NOWHERE);
  const queue: Message[] = [];
  let [sends, unackedMax, documentMax, applied] = [0, 0, 0, 0];
  const put = (partition: number, offsets: number[]) => {
    sends += offsets.length;
    queue.push(...offsets.map((offset) => ({ partition, offset })));
  };
  const next = (partition: number, now: number) => {
    const cursor = cursors[partition] ?? NOWHERE;
    const count = Math.min(room(cursor), EACH - cursor.reached);
    const offsets = Array.from({ length: count }, (_, index) => cursor.reached + 1 + index);
    cursors[partition] = { ...sent(cursor, offsets, now, RESEND_MS), reached: cursor.reached + count };
    put(partition, offsets);
  };
  for (let partition = 0; partition < PARTITIONS; partition++) next(partition, 0);
  const batchMs = 100_000 / perSecond;
  for (let now = batchMs; queue.length > 0 && applied < 1_000_000; now += batchMs) {
    for (const [partition, messages] of Map.groupBy(queue.splice(0, 100), (message) => message.partition)) {
      applied += messages.length;
      const offsets = messages.map(({ offset }) => offset);
      cursors[partition] = acknowledged(cursors[partition] ?? NOWHERE, offsets, now, RESEND_MS);
      next(partition, now);
    }
    for (const [partition, cursor] of cursors.entries()) {
      unackedMax = Math.max(unackedMax, UNACKED_MAX - room(cursor));
      documentMax = Math.max(documentMax, JSON.stringify(cursor.unacked).length);
      if ((nextDue([cursor], RESEND_MS) ?? now + 1) > now) continue;
      const again = resent(cursor, now, RESEND_MS);
      cursors[partition] = again.cursor;
      put(partition, again.offsets);
    }
  }
  return { sends, unackedMax, documentMax };
}

test.each([
  [20_000, 100_000],
  [3_000, 100_000],
  [1_000, 100_000],
  // Slower than what is waited for: some are sent twice, and no storm comes of it.
  [400, 105_000],
])("a hundred thousand events drain at %i a second in at most %i sends: slow is not lost", (perSecond, sendsMax) => {
  const { sends, unackedMax, documentMax } = drained(perSecond);
  expect(sends).toBeLessThanOrEqual(sendsMax);
  expect(unackedMax).toBeLessThanOrEqual(UNACKED_MAX);
  // Small however events trickle in: it is written with every acknowledgement.
  expect(documentMax).toBeLessThan(8 * 1024);
});

test("a queue that takes nothing keeps its pace of growing waits, and uses up no sends", () => {
  let cursor: Cursor = { ...sent(NOWHERE, [1, 2], 0, RESEND_MS), reached: 2 };
  let now = 0;
  for (let tries = 0; tries < 3 * SENDS_MAX; tries++) {
    cursor = unsent(cursor, [1, 2]);
    const due = nextDue([cursor], RESEND_MS) ?? 0;
    expect(due - now).toBeGreaterThanOrEqual(Math.min(RESEND_MS * 2 ** tries, 15 * 60_000));
    now = due;
    const again = resent(cursor, now, RESEND_MS);
    expect(again.exhausted).toEqual([]);
    cursor = again.cursor;
  }
});
