import { evictDurableObject, runDurableObjectAlarm } from "cloudflare:test";
import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { envelope } from "../../support/events.ts";
import { begin, end, MINUTE, offsets, offsetsSent, orders, partition, START } from "./support.ts";
import { queues } from "./worker.ts";

beforeEach(begin);
afterEach(end);

test("fault 9: a queue may lose everything: what is not acknowledged is sent again, twice as long after each time, at most 15 minutes", async () => {
  const log = partition("lost");
  await log.append(0, orders(1, 3));
  await vi.waitFor(() => expect(offsetsSent("ORDERS_LISTS")).toEqual([1, 2, 3]));
  let now = START;
  for (const minutes of [1, 2, 4, 8, 15, 15]) {
    queues.batches = [];
    vi.setSystemTime(now + minutes * MINUTE - 1);
    await runDurableObjectAlarm(log);
    expect(queues.batches).toEqual([]);
    now += minutes * MINUTE;
    vi.setSystemTime(now);
    expect(await runDurableObjectAlarm(log)).toBe(true);
    expect(offsetsSent("ORDERS_LISTS")).toEqual([1, 2, 3]);
  }
});

test("each event waits from its own last send, and what is acknowledged is not sent again", async () => {
  const log = partition("own-time");
  await log.append(0, orders(1, 2));
  await log.ack("orders-lists", [1]);
  vi.setSystemTime(START + MINUTE / 2);
  await log.append(0, orders(3, 4));
  await vi.waitFor(() => expect(offsetsSent("ORDERS_LISTS")).toHaveLength(4));

  queues.batches = [];
  vi.setSystemTime(START + MINUTE);
  await runDurableObjectAlarm(log);
  expect(offsetsSent("ORDERS_LISTS")).toEqual([2]);
  expect(offsetsSent("SHIPPING_ORDERS")).toEqual([1, 2]);
});

test("while a subscriber acknowledges, what lies behind in its queue is not sent a second time; what was overtaken is", async () => {
  const log = partition("slow");
  await log.append(0, orders(1, 100));
  vi.setSystemTime(START + MINUTE / 2);
  await log.append(0, orders(101, 200));
  await vi.waitFor(() => expect(offsetsSent("ORDERS_LISTS")).toHaveLength(200));
  queues.batches = [];
  // Ten events every half minute: the last of the first hundred is acknowledged five minutes after it was sent.
  for (let done = 10; done <= 100; done += 10) {
    vi.setSystemTime(Date.now() + MINUTE / 2);
    await log.ack("orders-lists", offsets(done - 9, done));
    await runDurableObjectAlarm(log);
    expect(offsetsSent("ORDERS_LISTS")).toEqual([]);
  }
  // One of the second hundred: 101 has come out of the queue behind 100. The queue then says no more.
  await log.ack("orders-lists", [102]);
  vi.setSystemTime(Date.now() + MINUTE);
  await runDurableObjectAlarm(log);
  expect(offsetsSent("ORDERS_LISTS")).toEqual([101, ...offsets(103, 200)]);
});

test("an event that was overtaken by later ones is sent again at its own time, however busy the subscriber is", async () => {
  const log = partition("overtaken");
  await log.append(0, orders(1, 2));
  vi.setSystemTime(START + MINUTE / 2);
  await log.append(0, orders(3, 4));
  await vi.waitFor(() => expect(offsetsSent("ORDERS_LISTS")).toHaveLength(4));
  await log.ack("orders-lists", [2, 3]);
  queues.batches = [];
  vi.setSystemTime(START + MINUTE);
  await runDurableObjectAlarm(log);
  expect(offsetsSent("ORDERS_LISTS")).toEqual([1]);
});

test("fault 34: everything is remembered when the object was evicted", async () => {
  const log = partition("evicted");
  await log.append(0, orders(1, 2));
  await vi.waitFor(() => expect(offsetsSent("SHIPPING_ORDERS")).toHaveLength(2));
  await log.ack("orders-lists", [2]);
  await evictDurableObject(log);

  queues.batches = [];
  vi.setSystemTime(START + MINUTE + 1_000);
  expect(await runDurableObjectAlarm(log)).toBe(true);
  expect(offsetsSent("ORDERS_LISTS")).toEqual([1]);
  expect(await log.append(0, orders(2, 3))).toEqual({ gaps: [] });
  await vi.waitFor(() => expect(offsetsSent("ORDERS_LISTS")).toEqual([1, 3]));
});

test("fault 10: a queue that is down costs a delay and nothing else", async () => {
  const log = partition("down");
  queues.down = true;
  await log.append(0, orders(1, 2));
  vi.setSystemTime(START + MINUTE);
  expect(await runDurableObjectAlarm(log)).toBe(true);
  queues.down = false;
  vi.setSystemTime(START + 3 * MINUTE);
  expect(await runDurableObjectAlarm(log)).toBe(true);
  expect(offsetsSent("ORDERS_LISTS")).toEqual([1, 2]);
});

test("an acknowledgement that comes twice, or of what was never sent, changes nothing", async () => {
  const log = partition("acks");
  await log.ack("orders-lists", [1, 2]);
  await log.append(0, orders(1, 2));
  await log.ack("orders-lists", [1]);
  await log.ack("orders-lists", [1, 77]);
  await vi.waitFor(() => expect(offsetsSent("SHIPPING_ORDERS")).toHaveLength(2));
  queues.batches = [];
  vi.setSystemTime(START + MINUTE);
  await runDurableObjectAlarm(log);
  expect(offsetsSent("ORDERS_LISTS")).toEqual([2]);
});

test("the alarm rests when everything is acknowledged", async () => {
  const log = partition("rest");
  await log.append(0, [envelope("stock/mug", 1)]);
  await log.ack("inventory-levels", [1]);
  vi.setSystemTime(START + MINUTE);
  expect(await runDurableObjectAlarm(log)).toBe(true);
  expect(await runDurableObjectAlarm(log)).toBe(false);
});
