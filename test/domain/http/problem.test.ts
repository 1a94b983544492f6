import { expect, test } from "vitest";
import { Metrics } from "../../../http/metrics.ts";
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

test("counters add up", () => {
  const metrics = new Metrics();
  for (const ms of [3, 30, 30_000]) metrics.count("GET /a", ms > 1_000 ? 503 : 200, ms);
  const lines = metrics.text().split("\n");
  for (const line of [
    'kiosk_requests_total{route="GET /a",status="2xx"} 2',
    'kiosk_requests_total{route="GET /a",status="5xx"} 1',
    'kiosk_request_duration_seconds_bucket{route="GET /a",le="0.005"} 1',
    'kiosk_request_duration_seconds_bucket{route="GET /a",le="10"} 2',
    'kiosk_request_duration_seconds_bucket{route="GET /a",le="+Inf"} 3',
    'kiosk_request_duration_seconds_sum{route="GET /a"} 30.033',
  ]) {
    expect(lines).toContain(line);
  }
});
