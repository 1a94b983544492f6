import type { Counts } from "../contracts/metrics.ts";
import { type Family, seriesOf } from "./exposition.ts";

/** Upper bounds in milliseconds. */
const BUCKETS = [5, 10, 25, 50, 100, 250, 500, 1_000, 2_500, 5_000, 10_000];
const DURATION = "kiosk_request_duration_seconds";

export const REQUEST_FAMILIES: readonly Family[] = [
  { name: "kiosk_requests_total", type: "counter", help: "Requests answered." },
  { name: DURATION, type: "histogram", help: "Time to the answer." },
];

export type Answered = { label: string; status: number; ms: number };

/** Names of a route's histogram: as many entries as there are routes, made once, because they are asked for by every request. */
const histograms = new Map<string, Histogram>();
type Histogram = { buckets: { bound: number; series: string }[]; sum: string; count: string };

/** What one answered request adds. `label` is a route's method and template, never a path: the number of series is that of the routes. */
export function requestCounts({ label, status, ms }: Answered): Counts {
  const histogram = histograms.get(label) ?? histogramOf(label);
  histograms.set(label, histogram);
  return [
    [seriesOf("kiosk_requests_total", { route: label, status: `${Math.floor(status / 100)}xx` }), 1],
    // Those it adds nothing to are named too: a histogram has all of its buckets from the beginning.
    ...histogram.buckets.map(({ bound, series }): Counts[number] => [series, ms <= bound ? 1 : 0]),
    [histogram.sum, ms / 1_000],
    [histogram.count, 1],
  ];
}

function histogramOf(route: string): Histogram {
  const bounds = [...BUCKETS, Number.POSITIVE_INFINITY];
  return {
    buckets: bounds.map((bound) => {
      const le = bound === Number.POSITIVE_INFINITY ? "+Inf" : String(bound / 1_000);
      return { bound, series: seriesOf(`${DURATION}_bucket`, { route, le }) };
    }),
    sum: seriesOf(`${DURATION}_sum`, { route }),
    count: seriesOf(`${DURATION}_count`, { route }),
  };
}
