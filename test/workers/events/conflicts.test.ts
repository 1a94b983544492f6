import { afterEach, beforeEach, expect, test } from "vitest";
import { partitionOf } from "../../../queues/partition.ts";
import { envelope } from "../../support/events.ts";
import { begin, bindings, end, logged, orders, partition } from "./support.ts";

beforeEach(begin);
afterEach(end);
const ORDERS = { kind: "system", name: "orders" } as const;

test("an object restored to an earlier time tells its history anew: nothing of it is taken or lost in silence", async () => {
  const log = partition("conflict-restored");
  await log.append(0, [...orders(1, 5), envelope("order/other", 1)]);
  // It was at 3, and goes on otherwise, beyond what the log has.
  const anew = [4, 5, 6, 7].map((seq) => ({ ...envelope("order/a", seq), causationId: "another command" }));
  expect(await log.append(0, [...anew, envelope("order/other", 2)])).toEqual({ gaps: [], conflicts: ["order/a"] });
  expect((await logged(log)).events.map(({ envelope: { id } }) => id)).toEqual([
    ...["order/a/1", "order/a/2", "order/a/3", "order/a/4", "order/a/5"],
    ...["order/other/1", "order/other/2"],
  ]);
  // Numbered anew behind the log's head, it is taken.
  expect(await log.heads(["order/a"])).toEqual([5]);
  const renumbered = anew.map((one, index) => ({ ...one, seq: 6 + index, id: `order/a/${6 + index}` }));
  expect(await log.append(0, renumbered)).toEqual({ gaps: [] });
  expect(await log.heads(["order/a"])).toEqual([9]);
});

test.each(["causationId", "at", "data", "type", "version"] as const)(
  "a repeat with another %s is no repeat",
  async (key) => {
    const log = partition(`conflict-${key}`);
    await log.append(0, orders(1, 3));
    const other = { causationId: "x", at: 5, data: { other: true }, type: "Other", version: 2 };
    const repeat = { ...envelope("order/a", 2), [key]: other[key] };
    expect(await log.append(0, [repeat])).toEqual({ gaps: [], conflicts: ["order/a"] });
  },
);

test("a true repeat is none, even where its trace is another", async () => {
  const log = partition("conflict-none");
  await log.append(0, orders(1, 3));
  const repeat = { ...envelope("order/a", 2), traceparent: "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01" };
  expect(await log.append(0, [repeat])).toEqual({ gaps: [] });
});

test("the log's service names conflicts of all partitions, and the heads of any streams in the order asked", async () => {
  const { EVENTS } = bindings;
  const [one, two] = ["order/conflict-1", "order/conflict-2"];
  expect(partitionOf(one)).not.toBe(partitionOf(two));
  await EVENTS.append(ORDERS, [envelope(one, 1), envelope(one, 2), envelope(two, 1)]);
  expect(await EVENTS.heads(ORDERS, [two, "order/conflict-3", one])).toEqual([1, 0, 2]);
  const answer = await EVENTS.append(
    ORDERS,
    [one, two].map((stream) => ({ ...envelope(stream, 1), at: 7 })),
  );
  expect(answer.conflicts?.toSorted()).toEqual([one, two]);
});
