import type { Caller } from "./caller.ts";
import type { PartitionStatus } from "./events.ts";

/** Series as Prometheus writes them (`name{label="value"}`), and how much each has grown or is. */
export type Counts = [series: string, value: number][];

/** What one isolate has counted since its last flush. The same number again is the same flush, and counts once. */
export type Flush = { isolate: string; number: number; counts: Counts };

/** Series in one flush: all routes of the front door have about a thousand. */
export const SERIES_MAX = 5_000;

/** `parts`: all that was asked (`metrics-3`, `partition-7`); `silent`: those that gave no answer in time. What is said of the others holds. */
export type MetricsReading = { counts: Counts; partitions: PartitionStatus[]; parts: string[]; silent: string[] };

/** Counters of all isolates, and how the log of events stands. For Workers only. */
export interface MetricsApi {
  add(caller: Caller, flush: Flush): Promise<void>;
  read(caller: Caller): Promise<MetricsReading>;
}
