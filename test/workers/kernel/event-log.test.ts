import { evictDurableObject } from "cloudflare:test";
import { expect, test } from "vitest";
import { fold } from "../../../domain/kernel/decider.ts";
import { jar } from "./jar.ts";
import { home, inside, meta, put, rowsOf, tablesOf, take } from "./support.ts";

test("fault 34: a repeated command answers what it answered then, even after the object was evicted and things went on", async () => {
  const stub = home("repeat");
  const first = await inside(stub, ({ jars }) => jars.handle("a", put(3), meta("cmd-1")));
  await inside(stub, ({ jars }) => jars.handle("a", put(4), meta("cmd-2")));
  await evictDurableObject(stub);
  const again = await inside(stub, ({ jars }) => jars.handle("a", put(3), meta("cmd-1")));
  expect(first).toMatchObject({ ok: true, value: { version: 1, state: { sweets: 3 }, repeated: false } });
  expect(again).toMatchObject({ ok: true, value: { version: 1, state: { sweets: 3 }, repeated: true, events: [] } });
  expect(await inside(stub, ({ jars }) => jars.current("a").state.sweets)).toBe(7);
});

test("the same command id with another body is refused; with another aggregate it is another command", async () => {
  await inside(home("mismatch"), ({ jars }) => {
    jars.handle("a", put(3), meta("cmd-1"));
    expect(jars.handle("a", put(5), meta("cmd-1", "other"))).toEqual({
      ok: false,
      error: { code: "idempotency_mismatch" },
    });
    expect(jars.handle("b", put(5), meta("cmd-1", "other"))).toMatchObject({ ok: true, value: { repeated: false } });
  });
});

test("what changed nothing is not remembered: neither a refusal nor a decision for no event", async () => {
  await inside(home("nothing"), ({ jars }, storage) => {
    expect(jars.handle("a", take(1), meta("cmd-1"))).toEqual({ ok: false, error: { code: "empty" } });
    expect(jars.handle("a", put(0), meta("cmd-1", "other"))).toMatchObject({ ok: true, value: { version: 0 } });
    expect(tablesOf(storage)).toEqual([]);
    jars.handle("a", put(2), meta("cmd-1"));
    expect(jars.handle("a", take(1), meta("cmd-2"))).toMatchObject({ ok: true, value: { state: { sweets: 1 } } });
  });
});

test("reading makes no tables", async () => {
  await inside(home("read"), ({ jars, outbox, timers, handlers }, storage) => {
    expect(jars.current("a")).toEqual({ state: jar.initial, version: 0 });
    expect(jars.at("a", 5).version).toBe(0);
    expect(jars.events("a", 0, 10)).toEqual([]);
    timers.clear("a", "tick");
    return Promise.all([outbox.drain(() => Promise.reject(new Error("nothing to send"))), timers.run(handlers)]).then(
      () => expect(tablesOf(storage)).toEqual([]),
    );
  });
});

test("the fold from a snapshot is the fold from the beginning, at every version", async () => {
  const stub = home("snapshot");
  await inside(stub, ({ jars }) => {
    for (let count = 1; count <= 120; count++) jars.handle("a", count % 3 === 0 ? take(2) : put(count), null);
  });
  await evictDurableObject(stub);
  await inside(stub, ({ jars }, storage) => {
    const events = jars.events("a", 0, 1_000).map((stored) => stored.event);
    expect(events).toHaveLength(120);
    expect(rowsOf(storage, "snapshots")).toMatchObject([{ aggregate: "a", version: 100 }]);
    for (const version of [1, 49, 50, 51, 99, 100, 101, 119, 120]) {
      expect(jars.at("a", version)).toEqual({ state: fold(jar, events.slice(0, version)), version });
    }
    expect(jars.current("a")).toEqual({ state: fold(jar, events), version: 120 });
  });
});

test("a throw alongside leaves nothing: no event, no key, no outbox row, no timer, and memory agrees", async () => {
  const stub = home("rollback");
  const failing = (text: string) => () => {
    throw new Error(text);
  };
  await inside(stub, ({ jars, timers, tables }, storage) => {
    expect(() => jars.handle("a", put(1), meta("cmd-1"), failing("disk"))).toThrow("disk");
    expect(tablesOf(storage)).toEqual([]);
    expect(jars.current("a").version).toBe(0);
    jars.handle("a", put(2), meta("cmd-2"));
    expect(() => jars.handle("a", put(3), meta("cmd-1"), failing("again"))).toThrow("again");
    expect(jars.current("a")).toMatchObject({ version: 1, state: { sweets: 2 } });
    expect(rowsOf(storage, "commands")).toMatchObject([{ command_id: "cmd-2" }]);
    expect(rowsOf(storage, "outbox")).toHaveLength(1);
    expect(() =>
      tables.transaction(() => {
        timers.set("a", "tick", 1);
        throw new Error("late");
      }),
    ).toThrow("late");
    expect(rowsOf(storage, "timers")).toMatchObject([{ name: "outbox" }]);
    expect(jars.handle("a", put(3), meta("cmd-1"))).toMatchObject({ ok: true, value: { repeated: false, version: 2 } });
  });
});

test("what is written alongside commits with the events, even when there are none", async () => {
  await inside(home("alongside"), ({ jars }, storage) => {
    const note = (text: string) => () => storage.sql.exec("INSERT INTO notes (text) VALUES (?)", text);
    jars.handle("a", put(1), null, note("one"));
    jars.handle("a", put(0), meta("cmd"), note("none"));
    expect(rowsOf(storage, "notes")).toEqual([{ text: "one" }, { text: "none" }]);
    expect(rowsOf(storage, "commands")).toEqual([]);
  });
});

test("a state too large for a row gets no snapshot, and goes on all the same", async () => {
  const stub = home("large");
  const before = { sweets: 0, history: Array.from({ length: 300_001 }, () => 1) };
  await inside(stub, ({ jars, tables }, storage) => {
    tables.ensure();
    storage.sql.exec("INSERT INTO snapshots (aggregate, version, state) VALUES ('a', 1, ?)", JSON.stringify(before));
    for (let count = 2; count <= 60; count++) jars.handle("a", put(1), null);
    expect(storage.sql.exec("SELECT version FROM snapshots").toArray()).toEqual([{ version: 1 }]);
  });
  await evictDurableObject(stub);
  await inside(stub, ({ jars }) => {
    const { version, state } = jars.current("a");
    expect([version, state.sweets, state.history.length]).toEqual([60, 59, 300_060]);
  });
});

test("many aggregates live in one home, each with its own versions, keys and stream", async () => {
  const stub = home("many");
  const names = Array.from({ length: 40 }, (_, index) => `jar-${index}`);
  await inside(stub, ({ jars }) => {
    for (let round = 1; round <= 3; round++)
      for (const name of names) jars.handle(name, put(round), meta(`cmd-${round}`));
  });
  await evictDurableObject(stub);
  await inside(stub, ({ jars }, storage) => {
    for (const name of names)
      expect(jars.current(name)).toEqual({ version: 3, state: { sweets: 6, history: [1, 2, 3] } });
    expect(rowsOf(storage, "published").every((row) => row.seq === 3)).toBe(true);
    expect(rowsOf(storage, "timers")).toHaveLength(1);
  });
});
