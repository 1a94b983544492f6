import { WorkerEntrypoint } from "cloudflare:workers";
import type { Caller } from "../../../contracts/caller.ts";
import type { EventsApi } from "../../../contracts/events.ts";
import type { Envelope } from "../../../queues/envelope.ts";
import type { Subscriber } from "../../../queues/subscriptions.ts";

export { CatalogAdmin, CatalogService, default, RelayObject } from "../../../workers/catalog/index.ts";

/** What the log was told by catalog, and heard by its subscriber. */
export const log = { told: [] as Envelope[], acked: [] as number[], isDown: false };

export class FakeEvents extends WorkerEntrypoint implements Pick<EventsApi, "append" | "ack"> {
  async append(caller: Caller, envelopes: Envelope[]): Promise<{ gaps: string[] }> {
    if (caller.kind !== "system" || caller.name !== "catalog") throw new Error("not in its own name");
    if (log.isDown) throw new Error("Network connection lost.");
    log.told.push(...envelopes);
    return { gaps: [] };
  }

  async ack(_caller: Caller, _subscriber: Subscriber, _partition: number, offsets: number[]): Promise<void> {
    log.acked.push(...offsets);
  }
}
