import { expect, test } from "vitest";
import { isDue } from "../../../scripts/start/cron-time.ts";

/** A Friday. */
const at = (time: string) => new Date(`2026-11-20T${time}:30Z`);

test.each([
  ["* * * * *", "03:17", true],
  ["17 3 * * *", "03:17", true],
  ["17 3 * * *", "03:18", false],
  ["*/15 * * * *", "03:45", true],
  ["*/15 * * * *", "03:46", false],
  ["5,10-12 * * * *", "00:11", true],
  ["5,10-12 * * * *", "00:13", false],
  ["0-30/10 * * * *", "00:20", true],
  ["0 0 20 11 *", "00:00", true],
  ["0 0 21 11 *", "00:00", false],
  ["0 0 * * 6", "00:00", true],
  ["0 0 * * 1", "00:00", false],
])("%s at %s: %s", (cron, time, due) => {
  expect(isDue(cron, at(time))).toBe(due);
});

test("a cron that is not understood is a bug, not a cron that never comes", () => {
  expect(() => isDue("0 0 * * MON", at("00:00"))).toThrow("not understood");
  expect(() => isDue("0 0 *", at("00:00"))).toThrow("fields");
});
