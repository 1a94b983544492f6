import type { Counts } from "../../contracts/metrics.ts";
import { causeOf, logProblem } from "../../domain/kernel/log.ts";
import { exposition } from "../../http/exposition.ts";
import type { Meter } from "../../http/front.ts";
import { requestCounts } from "../../http/metrics.ts";
import { within } from "../../queues/kernel/within.ts";
import { type Add, Counters } from "../kernel/metrics.ts";
import type { Env } from "./env.ts";
import { FAMILIES, logGauges, orderGauges, upGauges } from "./gauges.ts";
import { GATEWAY } from "./route.ts";

/** Well below the ten seconds that a scraper waits by default. */
const PART_MS = 5_000;

/** Of this isolate. */
const counters = new Counters();

export const meter: Meter<Env> = (answered, env, context) => {
  for (const [series, by] of requestCounts(answered)) counters.count(series, by);
  counters.flushLater((work) => context.waitUntil(work), addTo(env));
};

/** All that the shop says of itself in numbers. A part that does not answer is named (`kiosk_up`), and the rest is told. */
export async function metricsText(env: Env): Promise<string> {
  // What this isolate knows is asked for in a moment.
  await counters.flushForReader(addTo(env));
  const silent: string[] = [];
  const [reading, orders] = await Promise.all([
    told("events", () => env.METRICS.read(GATEWAY), silent),
    told("orders", () => env.ORDERS.figures(GATEWAY), silent),
  ]);
  const parts = ["events", "orders", ...(reading?.parts ?? [])];
  const counts: Counts = [
    ...upGauges(parts, [...silent, ...(reading?.silent ?? [])]),
    ...(reading?.counts ?? []),
    ...logGauges(reading?.partitions ?? [], Date.now()),
    ...(orders === null ? [] : orderGauges(orders)),
  ];
  return exposition(FAMILIES, counts);
}

async function told<T>(part: string, asked: () => Promise<T>, silent: string[]): Promise<T | null> {
  try {
    return await within(PART_MS, part, asked());
  } catch (cause) {
    logProblem("metrics not read", { part, cause: causeOf(cause) });
    silent.push(part);
    return null;
  }
}

function addTo(env: Env): Add {
  return (flush) => env.METRICS.add(GATEWAY, flush);
}
