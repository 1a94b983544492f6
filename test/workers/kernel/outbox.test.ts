import { evictDurableObject, runDurableObjectAlarm } from "cloudflare:test";
import { beforeEach, expect, test, vi } from "vitest";
import type { Envelope } from "../../../queues/envelope.ts";
import { home, inside, meta, put, rowsOf } from "./support.ts";
import { log } from "./worker.ts";

const takeAll = log.append;
beforeEach(() => {
  log.taken = [];
  log.append = takeAll;
});
const ids = (envelopes: Envelope[]) => envelopes.map((envelope) => envelope.id);

test("events leave in the order they were committed, numbered per stream without gaps, with what caused them", async () => {
  await inside(home("order"), async ({ jars, outbox }, storage) => {
    jars.handle("a", put(1), meta("cmd-1"));
    jars.handle("b", put(1), meta("cmd-2"));
    jars.handle("a", put(2), null);
    await outbox.drain((envelopes) => log.append(envelopes));
    expect(ids(log.taken)).toEqual(["jar/a/1", "jar/b/1", "jar/a/2"]);
    expect(log.taken[0]).toEqual({
      ...{ id: "jar/a/1", stream: "jar/a", seq: 1, type: "Filled", version: 1, at: 1, data: { sweets: 1 } },
      ...{ causationId: "cmd-1", correlationId: "correlation of cmd-1" },
    });
    expect(rowsOf(storage, "outbox")).toEqual([]);
    expect(rowsOf(storage, "timers")).toEqual([]); // Nothing is left that would wake the object for nothing.
  });
});

test("what the log did not take stays, and the alarm brings it, after an eviction too", async () => {
  const stub = home("failure");
  await inside(stub, async ({ jars, outbox }) => {
    jars.handle("a", put(1), null);
    jars.handle("a", put(2), null);
    await expect(outbox.drain(() => Promise.reject(new Error("log away")))).rejects.toThrow("log away");
    await outbox.drainLater(() => Promise.reject(new Error("log away"))); // After an answer nobody is left to be told.
  });
  await evictDurableObject(stub);
  expect(await runDurableObjectAlarm(stub)).toBe(true);
  await inside(stub, (_, storage) => storage.sql.exec("UPDATE timers SET at = 0"));
  await inside(stub, (object) => object.alarm());
  expect(ids(log.taken)).toEqual(["jar/a/1", "jar/a/2"]);
  await inside(stub, (_, storage) => expect(rowsOf(storage, "timers")).toEqual([]));
});

test("many pages leave in one drain, at most 100 events a call", async () => {
  const sizes: number[] = [];
  await inside(home("pages"), async ({ jars, outbox }) => {
    for (let count = 1; count <= 230; count++) jars.handle(`jar-${count % 7}`, put(count), null);
    await outbox.drain(async (envelopes) => {
      sizes.push(envelopes.length);
      return log.append(envelopes);
    });
  });
  expect(sizes).toEqual([100, 100, 30]);
  expect(new Set(ids(log.taken)).size).toBe(230);
});

test("what an outage has heaped up leaves in several drains, none of which calls too often", async () => {
  let calls = 0;
  await inside(home("heap"), async ({ outbox, tables, timers }, storage) => {
    const cause = { at: 1, causationId: "c", correlationId: "c" };
    tables.transaction(() => {
      for (let seq = 1; seq <= 2_050; seq++) outbox.add("jar/a", { type: "Filled", version: 1, data: {} }, cause);
    });
    const drain = () =>
      outbox.drain(async (envelopes) => {
        calls += 1;
        return log.append(envelopes);
      });
    await drain();
    expect(calls).toBe(20);
    expect(rowsOf(storage, "timers")).toMatchObject([{ name: "outbox" }]);
    storage.sql.exec("UPDATE timers SET at = 0");
    await timers.run({ outbox: drain });
    expect(rowsOf(storage, "outbox")).toEqual([]);
    expect(log.taken.map((envelope) => envelope.seq)).toEqual(Array.from({ length: 2_050 }, (_, index) => index + 1));
  });
});

test("one drain at a time: who comes meanwhile joins it, and what is added meanwhile leaves with it", async () => {
  await inside(home("joined"), async ({ jars, outbox }, storage) => {
    let calls = 0;
    const slow = async (envelopes: Envelope[]) => {
      calls += 1;
      if (calls === 1) jars.handle("a", put(2), null);
      await scheduler.wait(5);
      return log.append(envelopes);
    };
    jars.handle("a", put(1), null);
    await Promise.all([outbox.drain(slow), outbox.drain(slow)]);
    expect(ids(log.taken)).toEqual(["jar/a/1", "jar/a/2"]);
    expect(calls).toBe(2);
    expect(rowsOf(storage, "outbox")).toEqual([]);
  });
});

test("a stream that the log has a gap of stays and is loud, and holds up no other stream", async () => {
  await inside(home("gap"), async ({ jars, outbox }, storage) => {
    const gapOfA = async (envelopes: Envelope[]) => {
      log.taken.push(...envelopes.filter((envelope) => envelope.stream !== "jar/a"));
      return { gaps: envelopes.some((envelope) => envelope.stream === "jar/a") ? ["jar/a"] : [] };
    };
    for (let count = 1; count <= 150; count++) jars.handle("a", put(1), null);
    for (let count = 1; count <= 150; count++) jars.handle("b", put(1), null);
    await expect(outbox.drain(gapOfA)).rejects.toThrow("the log did not take jar/a");
    expect(log.taken).toHaveLength(150);
    expect(rowsOf(storage, "outbox")).toHaveLength(150);
    expect(rowsOf(storage, "timers")).toHaveLength(1);

    await outbox.drain(takeAll); // Somebody has mended the log.
    expect(log.taken).toHaveLength(300);
    expect(rowsOf(storage, "outbox")).toEqual([]);
  });
});

test("however many streams are held back, those behind them leave in the next drain", async () => {
  await inside(home("many-gaps"), async ({ outbox, tables, timers }, storage) => {
    const cause = { at: 1, causationId: "c", correlationId: "c" };
    const filled = { type: "Filled", version: 1, data: {} };
    tables.transaction(() => {
      for (let count = 0; count < 2_000; count++) outbox.add(`jar/held-${count}`, filled, cause);
      outbox.add("jar/free", filled, cause);
    });
    const drain = () =>
      outbox.drain(async (envelopes) => {
        const [held, free] = [envelopes.filter(isHeld), envelopes.filter((each) => !isHeld(each))];
        log.taken.push(...free);
        return { gaps: held.map(({ stream }) => stream) };
      });
    await drain();
    storage.sql.exec("UPDATE timers SET at = 0");
    await timers.run({ outbox: drain });
    expect(ids(log.taken)).toEqual(["jar/free/1"]);
    expect(rowsOf(storage, "timers")).toMatchObject([{ name: "outbox", failures: 1 }]);
  });
});
const isHeld = ({ stream }: Envelope) => stream.startsWith("jar/held-");

test("an event of more than a megabyte is refused with the command that made it", async () => {
  await inside(home("big"), ({ outbox, tables }, storage) => {
    const cause = { at: 1, causationId: "c", correlationId: "c" };
    const add = (size: number) =>
      tables.transaction(() => outbox.add("jar/a", { type: "Filled", version: 1, data: "é".repeat(size) }, cause));
    expect(() => add(600_000)).toThrow("bytes at most");
    add(500_000);
    expect(rowsOf(storage, "published")).toEqual([{ stream: "jar/a", seq: 1 }]);
  });
});

test("large events leave in more calls: none carries more than eight megabytes", async () => {
  await inside(home("heavy"), async ({ outbox, tables }) => {
    const cause = { at: 1, causationId: "c", correlationId: "c" };
    const data = "x".repeat(1_000_000);
    for (let count = 1; count <= 20; count++)
      tables.transaction(() => outbox.add("jar/a", { type: "Filled", version: 1, data }, cause));
    const sizes: number[] = [];
    await outbox.drain(async (envelopes) => {
      sizes.push(envelopes.length);
      return { gaps: [] };
    });
    expect(sizes).toEqual([8, 8, 4]);
  });
});

test("a stream of which the log says something else stays, and is said aloud; other streams go on", async () => {
  const said = vi.spyOn(console, "error").mockReturnValue();
  await inside(home("restored"), async ({ jars, outbox }, storage) => {
    jars.handle("a", put(1), null);
    jars.handle("b", put(1), null);
    await expect(outbox.drain(async () => ({ gaps: [], conflicts: ["jar/a"] }))).rejects.toThrow(
      "the log did not take jar/a",
    );
    expect(rowsOf(storage, "outbox")).toMatchObject([{ stream: "jar/a" }]);
  });
  expect(said.mock.calls.map(([line]) => JSON.parse(line as string))).toContainEqual(
    expect.objectContaining({ message: "log and object differ", stream: "jar/a" }),
  );
  said.mockRestore();
});
