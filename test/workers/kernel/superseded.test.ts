import { expect, test } from "vitest";
import { EventLog } from "../../../durable-objects/kernel/event-log.ts";
import { Outbox } from "../../../durable-objects/kernel/outbox.ts";
import { Tables } from "../../../durable-objects/kernel/tables.ts";
import { Timers } from "../../../durable-objects/kernel/timers.ts";
import { type JarEvent, jar } from "./jar.ts";
import { home, inside, meta, put, rowsOf, take } from "./support.ts";

/** An instance as the runtime makes one when it believes the other gone: the same storage, a memory of its own. */
function instanceOn(storage: DurableObjectStorage) {
  const tables = new Tables(storage);
  const outbox = new Outbox(storage, tables, new Timers(storage, tables));
  return new EventLog({ storage, tables, outbox }, jar, {
    kind: "jar",
    publish: ({ type }) => ({ type, version: 1, data: {} }),
    read: (stored) => stored as JarEvent,
  });
}

test("fault 36: an instance that was superseded while it waited is refused by the version, and leaves nothing", async () => {
  await inside(home("superseded"), async (_, storage) => {
    const older = instanceOn(storage);
    older.handle("a", put(3), meta("cmd-1"));
    const answer = new Promise((resolve) => setTimeout(resolve, 5)); // A long call into the outside world.
    const newer = instanceOn(storage);
    newer.handle("a", take(3), meta("cmd-2"));
    await answer;
    const before = ["events", "commands", "outbox", "published"].map((table) => rowsOf(storage, table));
    expect(() => older.handle("a", take(2), meta("cmd-3"))).toThrow("UNIQUE constraint failed");
    expect(["events", "commands", "outbox", "published"].map((table) => rowsOf(storage, table))).toEqual(before);
    expect(newer.handle("a", take(2), meta("cmd-3"))).toEqual({ ok: false, error: { code: "empty" } });
  });
});
