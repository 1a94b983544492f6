import { evictDurableObject, runDurableObjectAlarm } from "cloudflare:test";
import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { type Home, home, inside, rowsOf } from "./support.ts";

/** Beyond the real clock, by which alarms go off: here they go off only when a test says so. */
const START = Date.parse("2100-01-01T00:00:00Z");
const SECOND = 1_000;
const HOUR = 3_600_000;

beforeEach(() => {
  vi.useFakeTimers({ toFake: ["Date"], now: START });
});
afterEach(() => {
  vi.useRealTimers();
});

/** Sets timers, each `ms` from now. */
const set = (stub: Home, ...timers: [name: string, ms: number][]) =>
  inside(stub, (object) => {
    for (const [name, ms] of timers) object.timers.set("a", name, Date.now() + ms);
  });
const alarmIn = (stub: Home) =>
  inside(stub, async (_, storage) => {
    const at = await storage.getAlarm();
    return at === null ? null : at - Date.now();
  });
/** Goes on by `ms` and lets the alarm go off; answers which timers ran. */
async function after(stub: Home, ms: number): Promise<string[]> {
  vi.setSystemTime(Date.now() + ms);
  await runDurableObjectAlarm(stub);
  return inside(stub, (object) => object.ran.splice(0));
}
const noting = (stub: Home, ...names: string[]) =>
  inside(stub, (object) => {
    for (const name of names) object.handlers[name] = async () => void object.ran.push(name);
  });

test("the alarm is the earliest of all timers, whatever their order", async () => {
  const stub = home("earliest");
  await noting(stub, "soon", "later");
  await set(stub, ["later", 2 * HOUR], ["soon", HOUR], ["latest", 3 * HOUR]);
  expect(await alarmIn(stub)).toBe(HOUR);
  expect(await after(stub, HOUR)).toEqual(["soon"]);
  expect(await alarmIn(stub)).toBe(HOUR);
  expect(await after(stub, HOUR)).toEqual(["later"]);
  expect(await alarmIn(stub)).toBe(HOUR);
});

test("a later timer does not move the alarm of an earlier one, though the object was evicted in between", async () => {
  const stub = home("evicted");
  await set(stub, ["soon", HOUR]);
  await evictDurableObject(stub);
  await set(stub, ["later", 2 * HOUR]);
  expect(await alarmIn(stub)).toBe(HOUR);
});

test("a timer set in a turn that was rolled back does not keep the next one from being armed", async () => {
  const stub = home("rolled-back");
  await inside(stub, ({ tables, timers }) => {
    expect(() =>
      tables.transaction(() => {
        timers.set("a", "never", Date.now() + HOUR);
        throw new Error("no");
      }),
    ).toThrow("no");
  });
  await set(stub, ["later", 2 * HOUR]);
  expect(await alarmIn(stub)).toBe(2 * HOUR);
  await inside(stub, (_, storage) => expect(rowsOf(storage, "timers")).toMatchObject([{ name: "later" }]));
});

test("timers due at once run in one alarm", async () => {
  const stub = home("together");
  await noting(stub, "one", "two");
  await set(stub, ["one", HOUR], ["two", HOUR]);
  expect(await after(stub, HOUR)).toEqual(["one", "two"]);
  expect(await runDurableObjectAlarm(stub)).toBe(false);
});

test("a handler that fails is retried, each time later, never throws, and does not keep the others from running", async () => {
  const stub = home("failing");
  await noting(stub, "good");
  await inside(stub, (object) => {
    object.handlers.bad = async () => {
      object.ran.push("bad");
      throw new Error("again");
    };
  });
  await set(stub, ["bad", HOUR], ["good", HOUR]);
  expect(await after(stub, HOUR)).toEqual(["bad", "good"]);
  const waits: number[] = [];
  for (let time = 1; time <= 10; time++) {
    const wait = (await alarmIn(stub)) ?? 0;
    waits.push(wait / SECOND);
    expect(await after(stub, wait)).toEqual(["bad"]);
  }
  expect(waits).toEqual([1, 2, 4, 8, 16, 32, 64, 128, 256, 300]);

  await noting(stub, "bad");
  expect(await after(stub, 300 * SECOND)).toEqual(["bad"]);
  expect(await runDurableObjectAlarm(stub)).toBe(false);
});

test("a timer without a handler fails like one that throws: loud, and again", async () => {
  const stub = home("unknown");
  await set(stub, ["forgotten", HOUR]);
  expect(await after(stub, HOUR)).toEqual([]);
  expect(await alarmIn(stub)).toBe(SECOND);
});

test.each(["set", "setNoLater"] as const)(
  "a handler may set its own timer anew by %s, even for the same time",
  async (how) => {
    const stub = home(`own-${how}`);
    const times = [START + HOUR, START + HOUR, START + 5 * HOUR];
    await inside(stub, (object) => {
      object.handlers.own = async () => {
        object.ran.push("own");
        const next = times.shift();
        if (next !== undefined) object.timers[how]("a", "own", next);
      };
    });
    await inside(stub, (object) => object.timers.set("a", "own", START + HOUR));
    expect(await after(stub, HOUR)).toEqual(["own"]);
    expect(await after(stub, 0)).toEqual(["own"]);
    expect(await after(stub, 0)).toEqual(["own"]);
    expect(await alarmIn(stub)).toBe(4 * HOUR);
  },
);

test("a timer that somebody else sets while its handler runs is not lost", async () => {
  const stub = home("meanwhile");
  await inside(stub, (object) => {
    object.handlers.drive = async () => {
      object.ran.push("drive");
      await scheduler.wait(20);
    };
  });
  await set(stub, ["drive", HOUR]);
  const run = after(stub, HOUR);
  await scheduler.wait(10);
  await inside(stub, ({ timers }) => timers.setNoLater("a", "drive", START + 2 * HOUR));
  expect(await run).toEqual(["drive"]);
  expect(await alarmIn(stub)).toBe(HOUR);
});

test("an alarm that comes early, or twice, does nothing before a timer is due", async () => {
  const stub = home("twice");
  await noting(stub, "once");
  await set(stub, ["once", HOUR]);
  expect(await after(stub, HOUR / 2)).toEqual([]);
  expect(await alarmIn(stub)).toBe(HOUR / 2);
  expect(await after(stub, HOUR / 2)).toEqual(["once"]);
  await inside(stub, (object) => object.alarm());
  expect(await inside(stub, (object) => object.ran)).toEqual([]);
});

test("a cleared timer does not run; its alarm finds nothing and rests", async () => {
  const stub = home("cleared");
  await noting(stub, "gone");
  await set(stub, ["gone", HOUR]);
  await inside(stub, ({ timers }) => timers.clear("a", "gone"));
  expect(await after(stub, HOUR)).toEqual([]);
  expect(await runDurableObjectAlarm(stub)).toBe(false);
});

test("an alarm that was cut off five times gets a fresh one before the platform gives up", async () => {
  const stub = home("cut-off");
  await inside(stub, async ({ timers }) => {
    timers.set("a", "heavy", Date.now());
    const cutOff = timers.run(
      { heavy: () => new Promise(() => {}) },
      { isRetry: true, retryCount: 5, scheduledTime: Date.now() },
    );
    await Promise.race([cutOff, scheduler.wait(5)]);
  });
  expect(await alarmIn(stub)).toBe(300 * SECOND);
});

test("timers of many aggregates are many timers", async () => {
  const stub = home("aggregates");
  await inside(stub, (object) => {
    object.handlers.expire = async (aggregate) => void object.ran.push(aggregate);
    for (let index = 0; index < 150; index++) object.timers.set(`jar-${index}`, "expire", START + HOUR);
  });
  expect(await after(stub, HOUR)).toHaveLength(100);
  expect(await after(stub, 0)).toHaveLength(50);
  expect(await runDurableObjectAlarm(stub)).toBe(false);
});
