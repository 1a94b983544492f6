import { evictDurableObject, runDurableObjectAlarm } from "cloudflare:test";
import { afterEach, beforeEach, expect, test } from "vitest";
import { after, alarmIn, HOUR, noting, START, set, startClock, stopClock } from "./clock.ts";
import { home, inside, rowsOf } from "./support.ts";

beforeEach(stopClock);
afterEach(startClock);

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

test("fault 31: an alarm that comes early, or twice, does nothing before a timer is due", async () => {
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
