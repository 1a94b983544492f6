import { WorkerEntrypoint } from "cloudflare:workers";
import type { Caller } from "../../../contracts/caller.ts";
import type { EventsApi } from "../../../contracts/events.ts";
import type { Delivery, Envelope } from "../../../queues/envelope.ts";
import { PARTITIONS, partitionOf } from "../../../queues/partition.ts";
import type { StreamKind } from "../../../queues/subscriptions.ts";
import type { RebuildObject as LevelsRebuild } from "../../../workers/inventory/rebuild.ts";
import type { RebuildObject as ListsRebuild } from "../../../workers/orders/rebuild.ts";

export { RebuildObject as InventoryRebuild } from "../../../workers/inventory/rebuild.ts";
export { RebuildObject as OrdersRebuild } from "../../../workers/orders/rebuild.ts";

type Log = Pick<EventsApi, "read">;
export type Bindings = {
  DB: D1Database;
  EVENTS: Log;
  LISTS: DurableObjectNamespace<ListsRebuild>;
  LEVELS: DurableObjectNamespace<LevelsRebuild>;
};

/** A log in memory, and what is to happen when it is read. */
export const log = {
  partitions: Array.from({ length: PARTITIONS }, (): Delivery[] => []),
  pageMax: 500,
  reads: [] as { partition: number; after: number }[],
  /** After a page was read, and before it is applied. A throw is an answer that was lost. */
  afterRead: async (): Promise<void> => {},
};

export function append(...envelopes: Envelope[]): Delivery[] {
  return envelopes.map((envelope) => {
    const partition = partitionOf(envelope.stream);
    const lies = log.partitions[partition] ?? [];
    const delivery = { partition, offset: lies.length + 1, envelope };
    lies.push(delivery);
    return delivery;
  });
}

export class FakeEvents extends WorkerEntrypoint implements Log {
  async read(caller: Caller, partition: number, after: number, kinds: StreamKind[]) {
    if (caller.kind !== "system" || !["orders", "inventory"].includes(caller.name))
      throw new Error("not in its own name");
    log.reads.push({ partition, after });
    const wanted = (log.partitions[partition] ?? []).filter(
      ({ offset, envelope }) => offset > after && kinds.some((kind) => envelope.stream.startsWith(`${kind}/`)),
    );
    const events = wanted.slice(0, log.pageMax).map(({ offset, envelope }) => ({ offset, envelope }));
    const end = wanted.length < log.pageMax;
    await log.afterRead();
    return { events, end };
  }
}

export default { fetch: () => new Response(null, { status: 404 }) };
