import { afterEach, expect, test, vi } from "vitest";
import { oneTest, runSuites, type Suite } from "../../../scripts/check/suite.ts";

const printed = vi.spyOn(console, "log").mockImplementation(() => undefined);
afterEach(() => printed.mockClear());

const suite = (name: string, run: Suite["run"], budgetSeconds = 10): Suite => ({ name, budgetSeconds, run });

test("a run adds up what its suites say, and shows the output of those that failed", async () => {
  const total = await runSuites([
    suite("good", async () => ({ passed: 3, failed: 0, output: "not shown" })),
    suite("bad", async () => ({ passed: 1, failed: 2, output: "what went wrong" })),
  ]);
  expect(total).toEqual({ passed: 4, failed: 2 });
  const text = printed.mock.calls.join("\n");
  expect(text).toContain("what went wrong");
  expect(text).not.toContain("not shown");
});

test("two suites run at once, and one that wants to be alone when they are through", async () => {
  const running = new Set<string>();
  const seen: string[][] = [];
  const noted = (name: string, alone = false): Suite => ({
    ...suite(name, async () => {
      running.add(name);
      await new Promise((resolve) => setTimeout(resolve, 5));
      seen.push([...running].toSorted());
      running.delete(name);
      return { passed: 1, failed: 0, output: "" };
    }),
    alone,
  });
  expect(await runSuites([noted("system", true), noted("a"), noted("b"), noted("c")])).toEqual({
    passed: 4,
    failed: 0,
  });
  expect(seen[0]).toEqual(["a", "b"]);
  expect(seen.at(-1)).toEqual(["system"]);
  expect(Math.max(...seen.map(({ length }) => length))).toBe(2);
});

test("a suite that cannot even run has failed", async () => {
  const total = await runSuites([suite("broken", () => Promise.reject(new Error("no such tool")))]);
  expect(total).toEqual({ passed: 0, failed: 1 });
  expect(printed.mock.calls.join("\n")).toContain("no such tool");
});

test("a suite that takes longer than its budget is marked, not failed", async () => {
  const slow = suite(
    "slow",
    () => new Promise((resolve) => setTimeout(resolve, 20, oneTest({ code: 0, output: "" }))),
    0.01,
  );
  expect(await runSuites([slow])).toEqual({ passed: 1, failed: 0 });
  expect(printed.mock.calls.join("\n")).toContain("OVER BUDGET");
});
