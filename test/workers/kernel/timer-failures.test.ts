import { runDurableObjectAlarm } from "cloudflare:test";
import { afterEach, beforeEach, expect, test } from "vitest";
import { after, alarmIn, HOUR, noting, SECOND, set, startClock, stopClock } from "./clock.ts";
import { home, inside } from "./support.ts";

beforeEach(stopClock);
afterEach(startClock);

test("fault 32: a handler that fails twenty times is retried, each time later, never throws, and does not keep the others from running", async () => {
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
  for (let time = 1; time <= 20; time++) {
    const wait = (await alarmIn(stub)) ?? 0;
    waits.push(wait / SECOND);
    expect(await after(stub, wait)).toEqual(["bad"]);
  }
  expect(waits).toEqual([1, 2, 4, 8, 16, 32, 64, 128, 256, ...Array.from({ length: 11 }, () => 300)]);

  await noting(stub, "bad");
  expect(await after(stub, 300 * SECOND)).toEqual(["bad"]);
  expect(await runDurableObjectAlarm(stub)).toBe(false);
});

test("a handler that sets its timer anew and then fails is kept from running without a pause, and its later time is kept", async () => {
  const stub = home("anew-and-fails");
  const waits = [0, 2 * HOUR];
  await inside(stub, (object) => {
    object.handlers.own = async () => {
      object.timers.set("a", "own", Date.now() + (waits.shift() ?? 0));
      throw new Error("again");
    };
  });
  await set(stub, ["own", HOUR]);
  await after(stub, HOUR);
  expect(await alarmIn(stub)).toBe(SECOND);
  await after(stub, SECOND);
  expect(await alarmIn(stub)).toBe(2 * HOUR);
});

test("a timer without a handler fails like one that throws: loud, and again", async () => {
  const stub = home("unknown");
  await set(stub, ["forgotten", HOUR]);
  expect(await after(stub, HOUR)).toEqual([]);
  expect(await alarmIn(stub)).toBe(SECOND);
});

test("fault 32: an alarm that was cut off five times gets a fresh one before the platform gives up", async () => {
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
