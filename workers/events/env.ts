import { assert } from "../../domain/kernel/assert.ts";
import type { MetricsObject } from "../../durable-objects/metrics.ts";
import type { PartitionEnv, PartitionObject } from "../../durable-objects/partition.ts";
import { PARTITIONS } from "../../queues/partition.ts";

export interface Env extends PartitionEnv {
  PARTITIONS: DurableObjectNamespace<PartitionObject>;
  /** How old an event is when it moves to the archive. */
  RETAIN_DAYS: string;
  METRICS: DurableObjectNamespace<MetricsObject>;
}

export function partitionAt(env: Env, partition: number): DurableObjectStub<PartitionObject> {
  assert(Number.isInteger(partition) && partition >= 0 && partition < PARTITIONS, "a partition of the log");
  return env.PARTITIONS.getByName(`partition-${partition}`);
}

/** Every partition of the log, by its number. */
export function partitions(env: Env): DurableObjectStub<PartitionObject>[] {
  return Array.from({ length: PARTITIONS }, (_, partition) => partitionAt(env, partition));
}
