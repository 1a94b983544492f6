import { evictDurableObject, runDurableObjectAlarm, runInDurableObject } from "cloudflare:test";
import { afterEach, beforeEach, expect, test, vi } from "vitest";
import type { PartitionObject } from "../../../durable-objects/partition.ts";
import { monitor } from "../../../workers/events/monitor.ts";
import {
  ackAll,
  begin,
  bindings,
  DAY,
  end,
  MINUTE,
  meta,
  offsets,
  offsetsSent,
  orders,
  partition,
  START,
  wholeLog,
} from "./support.ts";
import { queues } from "./worker.ts";

beforeEach(begin);
afterEach(end);
const LISTS = "ORDERS_LISTS";

test("the alarm does not wait for a queue: one that is busy or hangs would keep it from everybody else's resends", async () => {
  const log = partition("alarm-hangs");
  await log.append(0, orders(1, 2));
  await vi.waitFor(() => expect(offsetsSent(LISTS)).toHaveLength(2));
  const queue = Promise.withResolvers<void>();
  queues.hangs = queue.promise;
  vi.setSystemTime(START + MINUTE);
  const rang = runDurableObjectAlarm(log);
  const outcome = await Promise.race([rang, scheduler.wait(2_000).then(() => "still waiting")]);
  queue.resolve();
  await rang;
  expect(outcome).toBe(true);
  await vi.waitFor(() => expect(offsetsSent(LISTS)).toEqual([1, 2, 1, 2]));
});

test("a long archive comes back in several alarms, none of which reads without end", async () => {
  const log = partition("alarm-archive");
  vi.setSystemTime(START - 100 * DAY);
  for (let seq = 1; seq <= 30; seq++) {
    await log.append(60, orders(seq, seq));
    await ackAll(log, [seq]);
    // All but the last event: a segment for each.
    await log.retain(START);
  }
  await log.replay(meta("alarm-archive"), "orders-lists", { offset: 1 });
  await runDurableObjectAlarm(log);
  expect((await log.status(60)).kept).toBe(10);
  await evictDurableObject(log);
  await runDurableObjectAlarm(log);
  expect((await log.status(60)).kept).toBe(1);
  expect((await wholeLog(log)).map(({ offset }) => offset)).toEqual(offsets(1, 30));
});

test("fault 32: an alarm that was cut off again and again has a fresh one before the platform gives it up", async () => {
  const log = partition("alarm-cut");
  await log.append(61, orders(1, 1));
  await ackAll(log, [1]);
  while (await runDurableObjectAlarm(log));
  const set = (retryCount: number) =>
    runInDurableObject<PartitionObject, number | null>(log, async (object, { storage }) => {
      await object.alarm({ isRetry: retryCount > 0, retryCount, scheduledTime: Date.now() });
      return storage.getAlarm();
    });
  expect(await set(1)).toBeNull();
  expect(await set(5)).toBe(Date.now() + MINUTE);
});

test("a partition that nobody writes to is looked at each quarter of an hour: a subscriber may be new, an alarm lost", async () => {
  const log = partition("quiet-partition-3");
  await log.append(3, orders(1, 2));
  await ackAll(log, [1, 2]);
  await runInDurableObject(log, async (_, { storage }) => {
    storage.sql.exec("DELETE FROM cursors WHERE subscriber = ?", "orders-lists");
    await storage.deleteAlarm();
  });
  await evictDurableObject(log);
  queues.batches = [];
  const own = {
    ...bindings,
    PARTITIONS: { getByName: (name: string) => bindings.PARTITIONS.getByName(`quiet-${name}`) },
  } as typeof bindings;
  await monitor(own, START);
  await vi.waitFor(() => expect(offsetsSent(LISTS)).toEqual([1, 2]));
  vi.setSystemTime(START + 2 * MINUTE);
  expect(await runDurableObjectAlarm(log)).toBe(true);
  await vi.waitFor(() => expect(offsetsSent(LISTS)).toEqual([1, 2, 1, 2]));
});
