import { evictDurableObject } from "cloudflare:test";
import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { envelope } from "../../support/events.ts";
import {
  ackAll,
  begin,
  end,
  meta,
  offsets,
  offsetsSent,
  orders,
  partition,
  passTime,
  placeOf,
  problems,
  START,
  taken,
  UNTIL_DEAD,
} from "./support.ts";
import { queues } from "./worker.ts";

beforeEach(begin);
afterEach(end);
const LISTS = "ORDERS_LISTS";

/** `order/bad` has a first event that the lists never apply, one behind it, and a neighbour that is well. */
async function withDeadLetter(name: string) {
  const log = partition(`dead-${name}`);
  await log.append(0, [envelope("order/bad", 1), envelope("order/bad", 2), envelope("order/well", 1)]);
  await vi.waitFor(() => expect(offsetsSent(LISTS)).toHaveLength(3));
  await log.ack("orders-lists", [3], [{ offset: 1, cause: "CHECK constraint failed" }]);
  for (const subscriber of ["shipping-orders", "notifications-mails"] as const) await log.ack(subscriber, [1, 2, 3]);
  await passTime(log, UNTIL_DEAD);
  return log;
}

test("an event is sent ten times and not once more; then its stream stands still, and that is said once, with the cause", async () => {
  const heard = problems();
  const log = await withDeadLetter("ten");
  expect(offsetsSent(LISTS).filter((offset) => offset === 1)).toHaveLength(10);
  await passTime(log, UNTIL_DEAD);
  expect(offsetsSent(LISTS).filter((offset) => offset <= 2)).toHaveLength(20);
  expect(heard.said("dead letter")).toEqual([
    expect.objectContaining({ subscriber: "orders-lists", event: "order/bad/1", cause: "CHECK constraint failed" }),
  ]);
  heard.end();
  expect(await placeOf(log, "orders-lists")).toMatchObject({ unacked: 0, deadLetters: 1, parked: 2, resends: 18 });
  expect(await log.deadLetter("orders-lists", "order/bad")).toMatchObject({
    ...{ offset: 1, event: "order/bad/1", type: "Noted", version: 1, sends: 10, parked: 2 },
    cause: "CHECK constraint failed",
  });
});

test("what comes later of the stream waits behind it; other streams and other subscribers go on", async () => {
  const log = await withDeadLetter("later");
  queues.batches = [];
  await log.append(0, [envelope("order/bad", 3), envelope("order/well", 2)]);
  await vi.waitFor(() => expect(taken(LISTS)).toEqual([5]));
  expect(offsetsSent("SHIPPING_ORDERS")).toEqual([4, 5]);
  expect(await placeOf(log, "orders-lists")).toMatchObject({ unacked: 1, parked: 3 });
});

test("a parked stream takes nothing of the room of 500", async () => {
  const log = await withDeadLetter("room");
  queues.batches = [];
  for (let seq = 3; seq < 1_203; seq += 100) await log.append(0, orders(seq, seq + 99, "order/bad"));
  for (let seq = 2; seq < 602; seq += 100) await log.append(0, orders(seq, seq + 99, "order/well"));
  await vi.waitFor(() => expect(offsetsSent(LISTS)).toHaveLength(500));
  expect(await placeOf(log, "orders-lists")).toMatchObject({ unacked: 500, lag: 100, parked: 1_202 });
});

test("released, its events are sent in order, as there is room and before anything newer, and count their sends anew", async () => {
  const log = await withDeadLetter("release");
  for (let seq = 3; seq < 603; seq += 100) await log.append(0, orders(seq, seq + 99, "order/bad"));
  queues.batches = [];
  expect(await log.release(meta("release-1"), "orders-lists", "order/bad")).toEqual({ ok: true, value: 602 });
  await vi.waitFor(() => expect(offsetsSent(LISTS)).toHaveLength(500));
  expect(taken(LISTS)).toEqual([1, 2, ...offsets(4, 501)]);
  await log.append(0, [envelope("order/bad", 603), envelope("order/new", 1)]);
  await log.ack("orders-lists", [1, 2, ...offsets(4, 501)]);
  await vi.waitFor(() => expect(offsetsSent(LISTS)).toHaveLength(104));
  expect(taken(LISTS)).toEqual([...offsets(502, 603), 604, 605]);
  expect(await placeOf(log, "orders-lists")).toMatchObject({ deadLetters: 0, parked: 0, unacked: 104 });
});

test("a release that is repeated answers the same and does nothing; with another body it is refused; one of nothing releases nothing", async () => {
  const log = await withDeadLetter("repeat");
  expect(await log.release(meta("repeat-1"), "orders-lists", "order/bad")).toEqual({ ok: true, value: 2 });
  queues.batches = [];
  expect(await log.release(meta("repeat-1"), "orders-lists", "order/bad")).toEqual({ ok: true, value: 2 });
  expect(await log.release(meta("repeat-1", "other"), "orders-lists", "order/bad")).toMatchObject({ ok: false });
  expect(await log.release(meta("repeat-2"), "orders-lists", "order/well")).toEqual({ ok: true, value: 0 });
  expect(offsetsSent(LISTS)).toEqual([]);
});

test("released too early it is parked again, with what had not left yet, and is still there after an eviction", async () => {
  const log = await withDeadLetter("again");
  for (let seq = 3; seq < 603; seq += 100) await log.append(0, orders(seq, seq + 99, "order/bad"));
  await log.release(meta("again-1"), "orders-lists", "order/bad");
  await passTime(log, UNTIL_DEAD);
  await evictDurableObject(log);
  expect(await placeOf(log, "orders-lists")).toMatchObject({ unacked: 0, deadLetters: 1, parked: 602 });
  expect(await log.deadLetter("orders-lists", "order/bad")).toMatchObject({ offset: 1, parked: 602 });
});

test("an acknowledgement that comes too late un-parks the stream by itself: the event was applied after all", async () => {
  const log = await withDeadLetter("late");
  queues.batches = [];
  await log.ack("orders-lists", [1]);
  await vi.waitFor(() => expect(offsetsSent(LISTS)).toEqual([2]));
  expect(await placeOf(log, "orders-lists")).toMatchObject({ deadLetters: 0, parked: 0, unacked: 1 });
  await log.ack("orders-lists", [2]);
  expect(await placeOf(log, "orders-lists")).toMatchObject({ unacked: 0 });
});

test("fault 10: a queue that takes nothing makes no dead letters: what was never sent is not given up", async () => {
  const log = partition("dead-no-queue");
  queues.down = true;
  await log.append(0, orders(1, 2));
  await passTime(log, 2 * UNTIL_DEAD);
  expect(await placeOf(log, "orders-lists")).toMatchObject({ unacked: 2, deadLetters: 0 });
  queues.down = false;
  await passTime(log, 15 * 60_000);
  expect(taken(LISTS)).toEqual([1, 2]);
});

test("a cause is remembered as said last, until the event is acknowledged; of events it does not wait for, none", async () => {
  const log = partition("dead-causes");
  await log.append(0, orders(1, 2));
  await log.ack(
    "orders-lists",
    [],
    [
      { offset: 1, cause: "first" },
      { offset: 77, cause: "not its own" },
    ],
  );
  await log.ack("orders-lists", [2], [{ offset: 1, cause: "last" }]);
  vi.setSystemTime(START + UNTIL_DEAD);
  await passTime(log, UNTIL_DEAD);
  expect(await log.deadLetter("orders-lists", "order/a")).toMatchObject({ cause: "last", parked: 1 });
  await ackAll(log, [1, 2]);
  expect(await log.deadLetter("orders-lists", "order/a")).toBeNull();
});
