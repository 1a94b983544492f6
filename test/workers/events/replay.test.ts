import { runDurableObjectAlarm } from "cloudflare:test";
import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { envelope } from "../../support/events.ts";
import {
  begin,
  end,
  MINUTE,
  meta,
  offsets,
  offsetsSent,
  orders,
  partition,
  passTime,
  placeOf,
  START,
  taken,
  UNTIL_DEAD,
} from "./support.ts";
import { queues } from "./worker.ts";

beforeEach(begin);
afterEach(end);
const LISTS = "ORDERS_LISTS";

test("a replay sends everything from an offset again, to that subscriber only, 500 at a time", async () => {
  const log = partition("replay-offset");
  for (let seq = 1; seq <= 700; seq += 100) {
    await log.append(0, orders(seq, seq + 99));
    await vi.waitFor(() => expect(taken(LISTS)).toHaveLength(100));
    await log.ack("orders-lists", offsets(seq, seq + 99));
  }
  queues.batches = [];
  expect(await log.replay(meta("offset-1"), "orders-lists", { offset: 101 })).toEqual({ ok: true, value: 101 });
  await vi.waitFor(() => expect(offsetsSent(LISTS)).toEqual(offsets(101, 600)));
  expect(offsetsSent("SHIPPING_ORDERS")).toEqual([]);
  await log.ack("orders-lists", offsets(101, 600));
  await vi.waitFor(() => expect(offsetsSent(LISTS)).toEqual(offsets(101, 700)));
  expect(await log.replay(meta("offset-1"), "orders-lists", { offset: 101 })).toEqual({ ok: true, value: 101 });
  expect(await log.replay(meta("offset-1", "other"), "orders-lists", { offset: 1 })).toMatchObject({ ok: false });
  expect(offsetsSent(LISTS)).toHaveLength(600);
});

test("a replay from a time begins with the first event that came then or later; beyond the end it sends nothing", async () => {
  const log = partition("replay-time");
  for (let seq = 1; seq <= 20; seq++) {
    vi.setSystemTime(START + seq * MINUTE);
    await log.append(0, orders(seq, seq));
  }
  const from = async (at: number) => log.replay(meta(`time-${at}`), "orders-lists", { at });
  expect(await from(START + 7 * MINUTE)).toMatchObject({ value: 7 });
  expect(await from(START + 7.5 * MINUTE)).toMatchObject({ value: 8 });
  expect(await from(0)).toMatchObject({ value: 1 });
  expect(await from(START + 21 * MINUTE)).toMatchObject({ value: 21 });
});

test("the time an event came never falls, whatever the clock does: a search by time finds its place", async () => {
  const log = partition("replay-clock");
  await log.append(0, orders(1, 1));
  vi.setSystemTime(START - 60 * MINUTE);
  await log.append(0, orders(2, 2));
  vi.setSystemTime(START + MINUTE);
  await log.append(0, orders(3, 3));
  expect(await log.replay(meta("clock"), "orders-lists", { at: START })).toMatchObject({ value: 1 });
  expect(await log.replay(meta("clock-2"), "orders-lists", { at: START + 1 })).toMatchObject({ value: 3 });
});

test("a replay at any point is safe: what was unacknowledged is not sent twice, and a parked stream stays parked", async () => {
  const log = partition("replay-anytime");
  await log.append(0, [envelope("order/bad", 1), envelope("order/well", 1)]);
  await log.ack("orders-lists", [2]);
  await passTime(log, UNTIL_DEAD);
  await log.append(0, [envelope("order/well", 2), envelope("order/bad", 2)]);
  await vi.waitFor(() => expect(offsetsSent(LISTS).at(-1)).toBe(3));
  queues.batches = [];
  await log.replay(meta("anytime"), "orders-lists", { offset: 1 });
  await vi.waitFor(() => expect(offsetsSent(LISTS)).toEqual([2, 3]));
  expect(await placeOf(log, "orders-lists")).toMatchObject({ unacked: 2, deadLetters: 1, parked: 2 });
  await log.ack("orders-lists", [2, 3]);
  await log.release(meta("anytime-2"), "orders-lists", "order/bad");
  await vi.waitFor(() => expect(offsetsSent(LISTS)).toEqual([2, 3, 1, 4]));
  await runDurableObjectAlarm(log);
  expect(offsetsSent(LISTS)).toEqual([2, 3, 1, 4]);
});
