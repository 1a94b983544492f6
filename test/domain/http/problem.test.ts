import { expect, test } from "vitest";
import { isBadPath, pathOf, queryOf } from "../../../http/path.ts";
import { headersOf, problemOf } from "../../../http/problem.ts";
import { REFUSALS, type Refusal, statusOf } from "../../../http/refusal.ts";

test("every refusal has a 4xx or 5xx status and a title", () => {
  for (const [status, title] of Object.values(REFUSALS)) {
    expect(status).toBeGreaterThanOrEqual(400);
    expect(status).toBeLessThan(600);
    expect(title).not.toBe("");
  }
  expect(statusOf("payment_declined")).toBe(402);
});

test("a problem says what it is, and nothing can pretend otherwise", () => {
  const refusal = { code: "status_conflict", status: "pending", title: "mine", requestId: "mine" } as Refusal;
  expect(problemOf(refusal, "r-1")).toEqual({
    type: "urn:kiosk:problem:status_conflict",
    title: REFUSALS.status_conflict[1],
    status: 409,
    code: "status_conflict",
    requestId: "r-1",
    orderStatus: "pending",
  });
});

test("a request that is not valid is called by its first error", () => {
  const errors = Array.from({ length: 50 }, (_, index) => ({ path: `f${index}`, code: "required" }));
  const problem = problemOf({ code: "invalid", errors }, "r");
  expect(problem).toMatchObject({ status: 400, code: "required" });
  expect(problem.errors).toHaveLength(20);
});

test("401 says how to prove oneself", () => {
  for (const code of ["unauthenticated", "invalid_token", "invalid_credentials"] as const) {
    expect(headersOf({ code })).toHaveProperty("www-authenticate");
  }
});

test("a path is taken as it came", () => {
  expect(pathOf("https://kiosk.example/a%20b?c=/d")).toBe("/a%20b");
  expect(pathOf("http://k")).toBe("/");
  expect(queryOf("http://k/a?b=1?c")).toBe("b=1?c");
  expect(["/a", "/a%20b", "/%C3%A9"].map(isBadPath)).toEqual([false, false, false]);
  expect(["/%", "/%zz", "/%00", "/%0a", "/%ff", "/%C3"].map(isBadPath)).toEqual([true, true, true, true, true, true]);
});
