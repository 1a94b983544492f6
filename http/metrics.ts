/** Upper bounds in milliseconds. */
const BUCKETS = [5, 10, 25, 50, 100, 250, 500, 1_000, 2_500, 5_000, 10_000];

type Series = { requests: Map<string, number>; buckets: number[]; sumMs: number; count: number };

/** Counters of one isolate. They begin anew with it: a scraper adds rates, not totals. */
export class Metrics {
  readonly #routes = new Map<string, Series>();

  /** `label` is a route's method and template, never a path: the number of series is that of the routes. */
  count(label: string, status: number, ms: number): void {
    const series = this.#routes.get(label) ?? newSeries();
    this.#routes.set(label, series);
    const statusClass = `${Math.floor(status / 100)}xx`;
    series.requests.set(statusClass, (series.requests.get(statusClass) ?? 0) + 1);
    series.count += 1;
    series.sumMs += ms;
    const bucket = BUCKETS.findIndex((bound) => ms <= bound);
    if (bucket !== -1) series.buckets[bucket] = (series.buckets[bucket] ?? 0) + 1;
  }

  /** Prometheus text exposition format 0.0.4. */
  text(): string {
    const requests = ["# HELP kiosk_requests_total Requests answered.", "# TYPE kiosk_requests_total counter"];
    const seconds = [
      "# HELP kiosk_request_duration_seconds Time to the answer.",
      "# TYPE kiosk_request_duration_seconds histogram",
    ];
    for (const [label, series] of [...this.#routes].sort()) {
      const route = `route="${label}"`;
      for (const [status, count] of [...series.requests].sort()) {
        requests.push(`kiosk_requests_total{${route},status="${status}"} ${count}`);
      }
      seconds.push(...histogram(route, series));
    }
    return `${[...requests, ...seconds].join("\n")}\n`;
  }
}

function histogram(route: string, series: Series): string[] {
  const name = "kiosk_request_duration_seconds";
  let sum = 0;
  const buckets = BUCKETS.map((bound, index) => {
    sum += series.buckets[index] ?? 0;
    return `${name}_bucket{${route},le="${bound / 1_000}"} ${sum}`;
  });
  return [
    ...buckets,
    `${name}_bucket{${route},le="+Inf"} ${series.count}`,
    `${name}_sum{${route}} ${series.sumMs / 1_000}`,
    `${name}_count{${route}} ${series.count}`,
  ];
}

function newSeries(): Series {
  return { requests: new Map(), buckets: BUCKETS.map(() => 0), sumMs: 0, count: 0 };
}
