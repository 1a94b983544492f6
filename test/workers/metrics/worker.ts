import { DurableObject } from "cloudflare:workers";
import type { PartitionStatus } from "../../../contracts/events.ts";

export { MetricsObject } from "../../../durable-objects/metrics.ts";
export { MetricsService } from "../../../workers/events/metrics.ts";

/** How partitions answer next. */
export const log = { down: new Set<number>(), hanging: new Set<number>() };

/** A partition of which only its word on how it stands is wanted. */
export class PartitionObject extends DurableObject {
  async status(partition: number): Promise<PartitionStatus> {
    if (log.hanging.has(partition)) await scheduler.wait(60_000);
    if (log.down.has(partition)) throw new Error("Network connection lost.");
    return { partition, head: 0, chain: "", kept: 1, subscribers: [] };
  }
}

export default { fetch: () => new Response(null, { status: 404 }) };
