import { runInDurableObject } from "cloudflare:test";
import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { envelope } from "../../support/events.ts";
import { begin, end, logged, offsetsSent, orders, partition, sentTo } from "./support.ts";
import { queues } from "./worker.ts";

beforeEach(begin);
afterEach(end);

test("what was appended goes to those who listen to its kind, and to nobody else", async () => {
  await partition("kinds").append(0, [envelope("order/a", 1), envelope("stock/mug", 1), envelope("cart/x", 1)]);
  await vi.waitFor(() => expect(sentTo("INVENTORY_LEVELS")).toEqual(["stock/mug/1"]));
  expect(sentTo("ORDERS_LISTS")).toEqual(["order/a/1"]);
  expect(sentTo("SHIPPING_ORDERS")).toEqual(["order/a/1"]);
  expect(sentTo("ORDERS_SHIPMENTS")).toEqual([]);
});

test("a repeat is ignored and takes no offset", async () => {
  const log = partition("repeat");
  await log.append(0, orders(1, 2));
  expect(await log.append(0, orders(1, 3))).toEqual({ gaps: [] });
  const { events, end } = await logged(log);
  expect(events.map((event) => [event.offset, event.envelope.seq])).toEqual([
    [1, 1],
    [2, 2],
    [3, 3],
  ]);
  expect(end).toBe(true);
});

test("behind a gap nothing of that stream is taken; other streams are, and offsets stay without gaps", async () => {
  const log = partition("gap");
  const answer = await log.append(0, [
    envelope("order/gap", 1),
    envelope("order/gap", 3),
    envelope("order/whole", 1),
    envelope("order/gap", 2),
  ]);
  expect(answer).toEqual({ gaps: ["order/gap"] });
  await log.append(0, [envelope("order/gap", 2), envelope("order/gap", 3)]);
  const { events } = await logged(log);
  expect(events.map((event) => event.envelope.id)).toEqual([
    "order/gap/1",
    "order/whole/1",
    "order/gap/2",
    "order/gap/3",
  ]);
  expect(events.map((event) => event.offset)).toEqual([1, 2, 3, 4]);
});

test("a subscriber that is behind gets no more than 500, and the rest as it acknowledges; the others wait for nothing", async () => {
  const log = partition("behind");
  for (let from = 1; from <= 601; from += 100) await log.append(0, orders(from, from + 99));
  await vi.waitFor(() => expect(offsetsSent("ORDERS_LISTS")).toHaveLength(500));
  await log.ack("shipping-orders", offsetsSent("SHIPPING_ORDERS"));
  await vi.waitFor(() => expect(offsetsSent("SHIPPING_ORDERS")).toHaveLength(700));
  expect(offsetsSent("ORDERS_LISTS")).toHaveLength(500);

  await log.ack("orders-lists", offsetsSent("ORDERS_LISTS").slice(0, 30));
  await log.ack("orders-lists", offsetsSent("ORDERS_LISTS").slice(30, 130));
  await vi.waitFor(() => expect(offsetsSent("ORDERS_LISTS")).toHaveLength(630));
  expect(offsetsSent("ORDERS_LISTS").at(-1)).toBe(630);
  // 30 alone were not worth a message; the last 70 are all there are, so they go as soon as they fit.
  expect(
    queues.batches.filter(({ queue }) => queue === "ORDERS_LISTS").map((batch) => batch.deliveries.length),
  ).toEqual([100, 100, 100, 100, 100, 100, 30]);
  await log.ack("orders-lists", offsetsSent("ORDERS_LISTS").slice(130, 200));
  await vi.waitFor(() => expect(offsetsSent("ORDERS_LISTS")).toHaveLength(700));
  expect(queues.batches.every((batch) => batch.deliveries.length <= 100)).toBe(true);
});

test("big events leave in more batches: none is above what a queue takes at once", async () => {
  const big = (seq: number) => envelope("order/big", seq, { type: "Noted", data: { text: "é".repeat(45_000) } });
  await partition("big").append(0, [1, 2, 3, 4, 5].map(big));
  await vi.waitFor(() => expect(sentTo("ORDERS_LISTS")).toHaveLength(5));
  const sizes = queues.batches.map((batch) => new TextEncoder().encode(JSON.stringify(batch.deliveries)).byteLength);
  expect(Math.max(...sizes)).toBeLessThan(256 * 1024);
});

test("an append is one commit and an acknowledgement is one; what changes nothing is none, and the alarm is set once", async () => {
  const log = partition("commits");
  const spies = await runInDurableObject(log, (_, { storage }) => ({
    commits: vi.spyOn(storage, "transactionSync"),
    alarms: vi.spyOn(storage, "setAlarm"),
  }));
  for (let seq = 1; seq <= 5; seq++) await log.append(0, [envelope("order/a", seq), envelope("stock/mug", seq)]);
  await log.ack("orders-lists", [1, 3, 5]);
  await log.ack("orders-lists", [1, 3, 5]);
  await log.ack("inventory-levels", [1]);
  expect(spies.commits).toHaveBeenCalledTimes(6);
  expect(spies.alarms).toHaveBeenCalledTimes(1);
});

test("an object that was only asked holds no tables", async () => {
  const log = partition("asked");
  expect(await log.read(0, ["order"])).toEqual({ events: [], end: true });
  await log.ack("orders-lists", [1]);
  await runInDurableObject(log, (_, state) => {
    expect(
      state.storage.sql.exec("SELECT name FROM sqlite_master WHERE name NOT LIKE '\\_cf%' ESCAPE '\\'").toArray(),
    ).toEqual([]);
  });
});
