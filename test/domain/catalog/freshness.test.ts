import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { Freshness } from "../../../workers/catalog/freshness.ts";

beforeEach(() => {
  vi.useFakeTimers();
  vi.spyOn(console, "error").mockImplementation(() => {});
});
afterEach(() => {
  vi.useRealTimers();
  vi.restoreAllMocks();
});

/** A look that answers, and counts how often it is made. */
function looking() {
  const looks = { count: 0 };
  return { looks, look: async () => void looks.count++ };
}
const never = () => new Promise<void>(() => {});
const fails = () => Promise.reject(new Error("D1_ERROR: Network connection lost."));

test("a look is made once a second, and at once after a write of this isolate", async () => {
  const [freshness, { looks, look }] = [new Freshness(), looking()];
  for (const now of [0, 1, 500, 999]) await freshness.ensure(look, now);
  expect(looks.count).toBe(1);
  await freshness.ensure(look, 1_000);
  expect(looks.count).toBe(2);
  freshness.expire();
  await freshness.ensure(look, 1_001);
  expect(looks.count).toBe(3);
});

test("a look that never comes back holds nobody up, and nobody older than two seconds", async () => {
  const [freshness, { looks, look }] = [new Freshness(), looking()];
  await freshness.ensure(look, 0);
  void freshness.ensure(never, 1_000);
  await freshness.ensure(look, 1_500);
  expect(looks.count).toBe(1);
  await freshness.ensure(look, 1_900);
  expect(looks.count).toBe(2);
});

test("while no look succeeds, one request a second waits for one, the others are answered from memory for a minute", async () => {
  const [freshness, { looks, look }] = [new Freshness(), looking()];
  await freshness.ensure(look, 0);
  const waiting = freshness.ensure(never, 5_000);
  await vi.advanceTimersByTimeAsync(2_000);
  await waiting;
  await freshness.ensure(look, 5_999);
  expect(looks.count).toBe(1);
  await freshness.ensure(fails, 59_000);
  await expect(freshness.ensure(fails, 60_000)).rejects.toThrow("Network connection lost");
  await expect(freshness.ensure(look, 60_001)).rejects.toMatchObject({ name: "TimedOut" });
  await freshness.ensure(look, 61_000);
  await freshness.ensure(never, 61_001);
  expect(looks.count).toBe(2);
});

test("an isolate that never saw the feed shows nothing without it, and tries again a second later", async () => {
  const [freshness, { look }] = [new Freshness(), looking()];
  await expect(freshness.ensure(fails, 0)).rejects.toThrow("Network connection lost");
  await expect(freshness.ensure(look, 500)).rejects.toMatchObject({ name: "TimedOut" });
  await freshness.ensure(look, 1_000);
});

test("a look that comes too late still tells what was true when it began", async () => {
  const [freshness, { looks, look }] = [new Freshness(), looking()];
  await freshness.ensure(look, 0);
  let arrive = () => {};
  const waiting = freshness.ensure(() => new Promise((resolve) => (arrive = resolve)), 5_000);
  await vi.advanceTimersByTimeAsync(2_000);
  await waiting;
  arrive();
  await vi.advanceTimersByTimeAsync(0);
  await freshness.ensure(look, 5_900);
  expect(looks.count).toBe(1);
});

test("a clock that is set back by an hour makes the next read look, and memory does not outlive its minute by the hour", async () => {
  const [freshness, { looks, look }] = [new Freshness(), looking()];
  await freshness.ensure(look, 3_600_000);
  await freshness.ensure(look, 0);
  expect(looks.count).toBe(2);
  await freshness.ensure(look, 3_600_000);
  await freshness.ensure(fails, 0);
  await expect(freshness.ensure(fails, 60_000)).rejects.toThrow("Network connection lost");
});
