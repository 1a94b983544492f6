import { readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import type { Counts } from "../../../contracts/metrics.ts";
import { exposition, type Family, seriesOf } from "../../../http/exposition.ts";
import { REQUEST_FAMILIES, requestCounts } from "../../../http/metrics.ts";
import { FAMILIES, logGauges, orderGauges, upGauges } from "../../../workers/gateway/gauges.ts";
import { parsePrometheus } from "../../support/prometheus.ts";

/** What an isolate and the store do with counts: the same series is added up. */
function sum(counts: Counts): Counts {
  const sums = new Map<string, number>();
  for (const [series, by] of counts) sums.set(series, (sums.get(series) ?? 0) + by);
  return [...sums];
}

test("requests add up by route, class of status and time", () => {
  const asked = [3, 30, 30_000].map((ms) => ({ label: "GET /a/{id}", status: ms > 1_000 ? 503 : 200, ms }));
  const text = exposition(REQUEST_FAMILIES, sum(asked.flatMap(requestCounts)));
  const lines = text.split("\n");
  for (const line of [
    'kiosk_requests_total{route="GET /a/{id}",status="2xx"} 2',
    'kiosk_requests_total{route="GET /a/{id}",status="5xx"} 1',
    'kiosk_request_duration_seconds_bucket{route="GET /a/{id}",le="0.005"} 1',
    'kiosk_request_duration_seconds_bucket{route="GET /a/{id}",le="10"} 2',
    'kiosk_request_duration_seconds_bucket{route="GET /a/{id}",le="+Inf"} 3',
    'kiosk_request_duration_seconds_sum{route="GET /a/{id}"} 30.033',
  ]) {
    expect(lines).toContain(line);
  }
  expect(parsePrometheus(text).get("kiosk_request_duration_seconds")?.samples).toHaveLength(14);
});

test("a route asked once has all of its buckets, in the order of their bounds, whatever order they are kept in", () => {
  const counts = [...requestCounts({ label: "GET /b", status: 404, ms: 40 })].reverse();
  const metric = parsePrometheus(exposition(REQUEST_FAMILIES, counts)).get("kiosk_request_duration_seconds");
  const buckets = metric?.samples.filter(({ name }) => name.endsWith("_bucket")) ?? [];
  expect(buckets.map(({ labels }) => labels.le).join(" ")).toBe("0.005 0.01 0.025 0.05 0.1 0.25 0.5 1 2.5 5 10 +Inf");
  expect(buckets.map(({ value }) => value)).toEqual([0, 0, 0, 1, 1, 1, 1, 1, 1, 1, 1, 1]);
});

test("a label may hold anything", () => {
  const family: Family = { name: "kiosk_x", type: "gauge", help: "X." };
  const text = exposition([family], [[seriesOf("kiosk_x", { reason: 'a"b\\c\nd' }), 1]]);
  expect(text).toContain(String.raw`kiosk_x{reason="a\"b\\c\nd"} 1`);
  expect(parsePrometheus(text).size).toBe(1);
});

test("a series that no release of today knows is left out, and a metric without a series too", () => {
  expect(exposition(REQUEST_FAMILIES, [["kiosk_of_an_older_release_total", 3]])).toBe("\n");
});

test("how the log stands is told for each subscriber and partition", () => {
  const now = Date.parse("2026-11-20T12:00:00Z");
  const place = { subscriber: "orders-lists", reached: 9, lag: 4, unacked: 3, resends: 2, parked: 5 } as const;
  const text = exposition(
    FAMILIES,
    logGauges(
      [
        {
          ...{ partition: 7, head: 13, chain: "", kept: 1 },
          subscribers: [
            { ...place, oldestUnackedAt: now - 61_500, deadLetters: 1, oldestDeadLetterAt: now - 3_600_000 },
            {
              ...place,
              subscriber: "shipping-orders",
              oldestUnackedAt: null,
              deadLetters: 0,
              oldestDeadLetterAt: null,
            },
          ],
        },
      ],
      now,
    ),
  );
  const metrics = parsePrometheus(text);
  const valuesOf = (name: string) => metrics.get(`kiosk_events_${name}`)?.samples.map(({ value }) => value);
  expect(valuesOf("lag")).toEqual([4, 4]);
  expect(valuesOf("oldest_unacked_age_seconds")).toEqual([61.5, 0]);
  expect(valuesOf("oldest_dead_letter_age_seconds")).toEqual([3_600, 0]);
  expect(metrics.get("kiosk_events_resends_total")).toMatchObject({
    type: "counter",
    samples: [{ labels: { subscriber: "orders-lists", partition: "7" }, value: 2 }, { value: 2 }],
  });
});

test("orders are told by status, stuck ones by reason, and silent parts as such", () => {
  const figures = {
    byStatus: [{ status: "confirmed" as const, orders: 3 }],
    stuck: [{ reason: "retries", orders: 1 }],
  };
  const text = exposition(FAMILIES, [...orderGauges(figures), ...upGauges(["orders", "events"], ["events"])]);
  expect(text).toContain('kiosk_orders{status="confirmed"} 3\n');
  expect(text).toContain('kiosk_sagas_stuck{reason="retries"} 1\n');
  expect(text).toContain('kiosk_up{part="events"} 0\nkiosk_up{part="orders"} 1\n');
});

test.each([
  ['# HELP a x\n# TYPE a gauge\na{b="c"} 1\na{b="c"} 2\n', "twice"],
  ["a 1\n", "another's TYPE"],
  ["# TYPE a gauge\na 1\n", "no help"],
  ["# HELP a x\n# TYPE a counter\na 1\n", "_total"],
  ['# HELP a x\n# TYPE a histogram\na_bucket{le="1"} 2\na_bucket{le="+Inf"} 1\na_count 1\na_sum 1\n', "add up"],
  ["# HELP a x\n# TYPE a gauge\na 1", "must end"],
  ["# HELP a x\n# TYPE a gauge\na{b=c} 1\n", "no sample"],
])("what is no exposition is known: %j", (text, why) => {
  expect(() => parsePrometheus(text)).toThrow(why);
});

test("the alerts that we give an operator ask for metrics that there are", () => {
  const alerts = readFileSync(join(import.meta.dirname, "../../../docs/alerts.yml"), "utf8");
  const asked = [...alerts.matchAll(/\bkiosk_\w+/g)].map(([name]) => name.replace(/_bucket$/, ""));
  expect(asked.length).toBeGreaterThan(8);
  expect(asked.filter((name) => !FAMILIES.some((family) => family.name === name))).toEqual([]);
});
