import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { partitionOf } from "../../../queues/partition.ts";
import { monitor } from "../../../workers/events/monitor.ts";
import { envelope } from "../../support/events.ts";
import {
  begin,
  bindings,
  DAY,
  end,
  meta,
  partition,
  passTime,
  problems,
  START,
  sentTo,
  UNTIL_DEAD,
} from "./support.ts";
import { queues } from "./worker.ts";

beforeEach(begin);
afterEach(end);

/** Partitions of its own: those of other tests have dead letters too. */
const own = {
  ...bindings,
  PARTITIONS: { getByName: (name: string) => bindings.PARTITIONS.getByName(`monitor-${name}`) },
} as typeof bindings;

test("fault 11: dead letters nobody reads are said aloud, urgently before four days; after five days the event is there, and is released", async () => {
  const stream = "order/unread";
  const number = partitionOf(stream);
  const log = partition(`monitor-partition-${number}`);
  const heard = problems();
  await monitor(own, START);
  expect(heard.said("dead letters wait")).toEqual([]);

  await log.append(number, [envelope(stream, 1)]);
  await passTime(log, UNTIL_DEAD);
  await monitor(own, START + UNTIL_DEAD);
  // Three subscribers listen to orders.
  expect(heard.said("dead letters wait")).toEqual([
    expect.objectContaining({ deadLetters: 3, parked: 3, partitions: 1 }),
  ]);
  expect(heard.said("dead letters wait")[0]).not.toHaveProperty("urgent");
  await monitor(own, START + 3.5 * DAY);
  expect(heard.said("dead letters wait").at(-1)).toMatchObject({ urgent: true });
  heard.end();

  vi.setSystemTime(START + 5 * DAY);
  queues.batches = [];
  expect(await log.release(meta("unread"), "orders-lists", stream)).toEqual({ ok: true, value: 1 });
  await vi.waitFor(() => expect(sentTo("ORDERS_LISTS")).toEqual([`${stream}/1`]));
});

test("a partition that does not answer is named, and what waits in the others is said all the same", async () => {
  const stream = "order/unwatched";
  const number = partitionOf(stream);
  const away = (number + 1) % 16;
  const heard = problems();
  await partition(`unwatched-partition-${number}`).append(number, [envelope(stream, 1)]);
  await passTime(partition(`unwatched-partition-${number}`), UNTIL_DEAD);
  const lost = { watch: () => Promise.reject(new Error("Network connection lost.")) };
  const getByName = (name: string) =>
    name === `partition-${away}` ? lost : bindings.PARTITIONS.getByName(`unwatched-${name}`);
  await monitor({ ...bindings, PARTITIONS: { getByName } } as typeof bindings, START + UNTIL_DEAD);
  expect(heard.said("partition not watched")).toEqual([expect.objectContaining({ partition: away })]);
  expect(heard.said("dead letters wait")).toEqual([expect.objectContaining({ deadLetters: 3, partitions: 1 })]);
  heard.end();
});
