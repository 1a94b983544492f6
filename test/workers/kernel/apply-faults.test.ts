import { beforeEach, expect, test, vi } from "vitest";
import { acks, apply, begin, DB, event, log, offsetOf, offsetsAcked, totals } from "./tally.ts";

beforeEach(begin);

test("fault 38: a commit whose answer was lost is found to be done, at once and when the events come again", async () => {
  const answerless = {
    withSession: () => {
      const session = DB.withSession("first-primary");
      return {
        prepare: (text: string) => session.prepare(text),
        batch: async (statements: D1PreparedStatement[]) => {
          await session.batch(statements);
          throw new Error("Network connection lost.");
        },
      };
    },
  } as unknown as D1Database;
  const messages = [event("order/a", 1), event("order/a", 2), event("order/b", 1)];
  const lost = await apply(messages, answerless);
  expect(lost.acked).toHaveLength(3);
  const again = await apply(messages);
  expect(again.acked).toHaveLength(3);
  expect(await totals()).toEqual({ "order/a": [2, 2], "order/b": [1, 1] });
});

test("two deliveries that race count once", async () => {
  const messages = [event("order/a", 1), event("order/a", 2), event("order/b", 1)];
  await Promise.all([apply(messages), apply(messages), apply(messages.toReversed())]);
  await apply(messages);
  expect(await totals()).toEqual({ "order/a": [2, 2], "order/b": [1, 1] });
});

test("when the log does not hear the acknowledgement, the events come again and are acknowledged then", async () => {
  log.away = true;
  const first = await apply([event("order/a", 1)]);
  expect(first).toEqual({ acked: [], retried: ["0"] });
  log.away = false;
  expect(await apply([event("order/a", 1)])).toEqual({ acked: ["0"], retried: [] });
  expect(await totals()).toEqual({ "order/a": [1, 1] });
  expect(offsetsAcked()).toEqual([offsetOf("order/a", 1)]);
});

test("a database that is away loses nothing, and after five tries the queue leaves it to the log", async () => {
  const fail = async () => {
    throw new Error("away");
  };
  const statement = { bind: () => statement, raw: fail, all: fail, run: fail };
  const away = { withSession: () => ({ prepare: () => statement, batch: fail }) } as unknown as D1Database;
  expect(await apply([event("order/a", 1)], away)).toEqual({ acked: [], retried: ["0"] });
  const fifth = await apply([event("order/a", 1)], away, 5);
  expect(fifth).toEqual({ acked: ["0"], retried: [] });
  expect(acks).toEqual([]);
});

test("a database that never answers ends in a retry, and is not asked again for each stream", async () => {
  let asked = 0;
  const session = DB.withSession("first-primary");
  const hanging = {
    withSession: () => ({
      prepare: (text: string) => session.prepare(text),
      batch: () => {
        asked += 1;
        vi.advanceTimersByTimeAsync(60_000);
        return new Promise(() => {});
      },
    }),
  } as unknown as D1Database;
  vi.useFakeTimers({ toFake: ["setTimeout", "clearTimeout"] });
  const settled = await apply([event("order/a", 1), event("order/b", 1)], hanging);
  vi.useRealTimers();
  expect(settled.retried).toHaveLength(2);
  expect(asked).toBe(1);
});
