import { beforeEach, expect, test } from "vitest";
import { consumeCalls } from "../../../queues/kernel/apply-once.ts";
import { deliver } from "../../support/consuming.ts";
import { acks, all, apply, begin, DB, event, events, offsetOf, offsetsAcked, totals } from "./tally.ts";

beforeEach(begin);

test("a batch counts once, in one commit, and is acknowledged once", async () => {
  const settled = await apply([event("order/a", 1), event("order/a", 2), event("order/b", 1)]);
  expect(await totals()).toEqual({ "order/a": [2, 2], "order/b": [1, 1] });
  expect(all(settled)).toEqual(["0", "1", "2"]);
  expect(acks).toHaveLength(1);
});

test("fault 4: a duplicate counts once, within a batch and after it, and is acknowledged again", async () => {
  await apply([event("order/a", 1), event("order/a", 1), event("order/a", 2)]);
  acks.length = 0;
  const again = await apply([event("order/a", 2), event("order/a", 1), event("order/a", 2)]);
  expect(await totals()).toEqual({ "order/a": [2, 2] });
  expect(all(again)).toEqual(["0", "1", "2"]);
  expect(offsetsAcked()).toEqual([offsetOf("order/a", 1), offsetOf("order/a", 2)]);
});

test("what is new counts beside what was there before", async () => {
  await apply([event("order/a", 1), event("order/a", 2)]);
  const mixed = await apply([event("order/a", 1), event("order/a", 2), event("order/a", 3), event("order/b", 1)]);
  expect(await totals()).toEqual({ "order/a": [3, 3], "order/b": [1, 1] });
  expect(all(mixed)).toEqual(["0", "1", "2", "3"]);
});

test("a shuffled batch is applied in each stream's order", async () => {
  await apply([4, 2, 5, 1, 3].flatMap((seq) => [event("order/a", seq), event("order/b", 6 - seq)]));
  expect(await totals()).toEqual({ "order/a": [5, 5], "order/b": [5, 5] });
});

test("fault 5: what stands behind a gap waits, and counts when the gap is filled", async () => {
  const early = await apply([event("order/a", 1), event("order/a", 3), event("order/b", 2)]);
  expect(await totals()).toEqual({ "order/a": [1, 1] });
  expect(early).toEqual({ acked: ["0"], retried: expect.arrayContaining(["1", "2"]) });
  expect(offsetsAcked()).toEqual([offsetOf("order/a", 1)]);
  const filled = await apply([event("order/a", 3), event("order/b", 2), event("order/a", 2), event("order/b", 1)]);
  expect(all(filled)).toEqual(["0", "1", "2", "3"]);
  expect(await totals()).toEqual({ "order/a": [3, 3], "order/b": [2, 2] });
});

test("fault 7: one unreadable message in a batch of ten leaves the other nine to count, and stays unacknowledged in the log", async () => {
  const messages: unknown[] = Array.from({ length: 10 }, (_, index) => event(`order/${index}`, 1));
  messages[7] = event("order/7", 1, "poison");
  const settled = await apply(messages);
  expect(Object.keys(await totals())).toHaveLength(9);
  // Not retried by the queue either: the log will send it, at its slower pace.
  expect(settled.retried).toEqual([]);
  expect(acks.flatMap((ack) => ack.offsets)).toHaveLength(9);
  expect(await apply(["no delivery at all", null])).toEqual({ acked: ["0", "1"], retried: [] });
});

test("an unreadable event stops its own stream: what follows it waits", async () => {
  await apply([event("order/a", 1), event("order/a", 2, "poison"), event("order/a", 3)]);
  expect(await totals()).toEqual({ "order/a": [1, 1] });
});

test.each([
  ["a statement the database refuses", 1_000],
  ["a projection that throws", -1],
])("fault 8: the eighth of ten fails by %s: its stream stops before it, the others count", async (_, bad) => {
  const messages = Array.from({ length: 10 }, (_each, index) => event(`order/${index % 5}`, Math.floor(index / 5) + 1));
  messages[7] = event("order/2", 2, bad);
  const settled = await apply(messages);
  expect(await totals()).toEqual({
    ...{ "order/0": [2, 2], "order/1": [2, 2], "order/2": [1, 1], "order/3": [2, 2], "order/4": [2, 2] },
  });
  expect(settled.retried).toEqual(["7"]);
  expect(all(settled)).toHaveLength(9);
});

test("what is all new is one call of the database; only a repeat or a gap makes it look", async () => {
  const asked: string[] = [];
  const noting = {
    withSession: () => {
      const session = DB.withSession("first-primary");
      return {
        prepare: (text: string) => {
          if (text.startsWith("select")) asked.push("look");
          return session.prepare(text);
        },
        batch: (statements: D1PreparedStatement[]) => {
          asked.push("commit");
          return session.batch(statements);
        },
      };
    },
  } as unknown as D1Database;
  await apply([event("order/a", 1), event("order/a", 2), event("order/b", 1)], noting);
  expect(asked).toEqual(["commit"]);
  await apply([event("order/a", 2), event("order/a", 3)], noting);
  expect(asked).toEqual(["commit", "commit", "look", "commit"]);
  expect(await totals()).toEqual({ "order/a": [3, 3], "order/b": [1, 1] });
});

test("a hundred streams fit in a batch", async () => {
  const messages = Array.from({ length: 100 }, (_, index) => event(`order/${index}`, 1));
  expect((await apply(messages)).acked).toHaveLength(100);
  expect(Object.keys(await totals())).toHaveLength(100);
});

test("each partition hears of its own offsets", async () => {
  await apply([event("order/a", 1), { ...event("order/b", 1), partition: 3 }]);
  expect(acks).toEqual([
    { partition: 0, offsets: [offsetOf("order/a", 1)] },
    { partition: 3, offsets: [offsetOf("order/b", 1)] },
  ]);
});

test("calls keep a stream in order, and one that fails holds back the rest of its stream only", async () => {
  const handled: string[] = [];
  const settled = await deliver(
    [event("order/a", 3), event("order/a", 2), event("order/b", 1), event("order/a", 1)],
    (batch) =>
      consumeCalls(batch, { subscriber: "orders-shipments", events }, async ({ id }) => {
        if (id === "order/a/2") throw new Error("order away");
        handled.push(id);
      }),
  );
  expect(handled.toSorted()).toEqual(["order/a/1", "order/b/1"]);
  expect(settled).toEqual({ acked: expect.arrayContaining(["2", "3"]), retried: expect.arrayContaining(["0", "1"]) });
  expect(offsetsAcked()).toEqual([offsetOf("order/a", 1), offsetOf("order/b", 1)]);
});
