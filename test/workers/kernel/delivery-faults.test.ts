import { beforeEach, expect, test } from "vitest";
import * as z from "zod";
import { FETCH_MAX } from "../../../contracts/events.ts";
import type { Delivery, Envelope } from "../../../queues/envelope.ts";
import { consume, consumeCalls } from "../../../queues/kernel/apply-once.ts";
import { reader, versions } from "../../../queues/kernel/versions.ts";
import { database } from "../../../workers/kernel/d1.ts";
import { deliver } from "../../support/consuming.ts";
import { acks, all, apply, begin, DB, event, events, log, offsetOf, offsetsAcked, tally, totals } from "./tally.ts";

beforeEach(begin);

const counted = reader({
  Counted: versions({ 1: z.number(), 2: z.object({ count: z.number() }) }, 1, { 1: (count: number) => ({ count }) }),
});
const versioned = { ...tally, read: (envelope: Envelope) => counted(envelope).data.count };

test("fault 6: a message that arrives a day late, after its event came again and counted, counts no second time", async () => {
  const late = event("order/a", 1);
  await apply([event("order/a", 1), event("order/a", 2)]);
  acks.length = 0;
  expect(await apply([late])).toEqual({ acked: ["0"], retried: [] });
  expect(await totals()).toEqual({ "order/a": [2, 2] });
  expect(offsetsAcked()).toEqual([offsetOf("order/a", 1)]);
});

test.each([
  ["bad data", { data: "poison" }],
  ["a type nobody knows", { type: "Recounted" }],
  ["a version of the future", { version: 3, data: { count: 1, unit: "kg" } }],
])("fault 7: %s is never skipped: it stays in the log with its cause, and the other nine count", async (_, wrong) => {
  const messages = Array.from({ length: 10 }, (_each, index) => event(`order/${index}`, 1));
  messages[3] = { ...event("order/3", 1), envelope: { ...event("order/3", 1).envelope, ...wrong } };
  const own = { db: database(DB), subscriber: "orders-lists" as const, events };
  const settled = await deliver(messages, (batch) => consume(batch, own, versioned));
  expect(Object.keys(await totals())).toHaveLength(9);
  expect(offsetsAcked()).toHaveLength(9);
  expect([...log.failed.keys()]).toEqual([offsetOf("order/3", 1)]);
  expect(settled.retried).toEqual([]);
});

test("fault 7: of a message that is no delivery its place is reported where it can be read; nothing else is asked of the log", async () => {
  expect(await apply([{ partition: 3, offset: 9, envelope: "{" }, "no delivery", null])).toMatchObject({ retried: [] });
  expect([...log.failed.keys()]).toEqual([9]);
  expect(acks).toEqual([]);
});

test("fault 8: what a call of a consumer failed with is told to the log, and the rest of its stream waits", async () => {
  const own = { subscriber: "orders-shipments" as const, events };
  const settled = await deliver([event("order/a", 1), event("order/a", 2), event("order/b", 1)], (batch) =>
    consumeCalls(batch, own, async ({ id }) => {
      if (id === "order/a/1") throw new Error("order away");
    }),
  );
  expect(settled.retried).toEqual(["0", "1"]);
  expect([...log.failed]).toEqual([[offsetOf("order/a", 1), "Error: order away"]]);
});

test("an event that waits for an earlier one says so only with the queue's last try", async () => {
  await apply([event("order/a", 2)]);
  expect(log.failed.size).toBe(0);
  await apply([event("order/a", 2)], undefined, 5);
  expect([...log.failed]).toEqual([[offsetOf("order/a", 2), "an earlier event of its stream has not been applied"]]);
});

test("fault 12: events too large for a queue are had from the log, ten at a time, and count in their order with the small ones", async () => {
  const whole = new Map<number, Envelope>();
  const asked: number[] = [];
  const fetching = {
    ...events,
    whole: async (_caller: unknown, _partition: number, offsets: number[]) => {
      asked.push(offsets.length);
      return offsets.map((offset) => ({ offset, envelope: whole.get(offset) as Envelope }));
    },
  } as typeof events;
  const messages = Array.from({ length: 25 }, (_, index): Delivery => {
    const delivery = event("order/a", index + 1);
    if (index % 5 === 4) return delivery;
    whole.set(delivery.offset, delivery.envelope);
    return { ...delivery, withoutData: true, envelope: { ...delivery.envelope, data: null } };
  });
  const own = { db: database(DB), subscriber: "orders-lists" as const, events: fetching };
  const settled = await deliver(messages.toReversed(), (batch) => consume(batch, own, tally));
  expect(await totals()).toEqual({ "order/a": [25, 25] });
  expect(all(settled)).toHaveLength(25);
  expect(asked).toEqual([FETCH_MAX, FETCH_MAX]);

  const without = { ...messages[0], ...event("order/b", 1), withoutData: true };
  const away = { ...own, events: { ...events, whole: () => Promise.reject(new Error("log away")) } as typeof events };
  await deliver([without, event("order/c", 1)], (batch) => consume(batch, away, tally));
  expect(await totals()).toMatchObject({ "order/c": [1, 1] });
  expect(log.failed.get(offsetOf("order/b", 1))).toContain("was not to be had");
});
