import { WorkerEntrypoint } from "cloudflare:workers";
import type { Caller } from "../../../contracts/caller.ts";
import type { EventsApi } from "../../../contracts/events.ts";
import type { InventoryAdminApi, InventoryApi } from "../../../contracts/inventory.ts";
import type { Envelope } from "../../../queues/envelope.ts";
import type { Subscriber } from "../../../queues/subscriptions.ts";
import type { Env } from "../../../workers/inventory/index.ts";
import type { Stocks } from "../../../workers/inventory/stocks.ts";

export {
  default,
  InventoryAdmin,
  InventoryService,
  RebuildObject,
  StockObject,
} from "../../../workers/inventory/index.ts";

export type Bindings = {
  INVENTORY: InventoryApi;
  INVENTORY_ADMIN: InventoryAdminApi;
  EVENTS: EventsApi;
  STOCK: Stocks;
  REBUILD: Env["REBUILD"];
  DB: D1Database;
};

/** What the log was told, and whether it can be reached. */
export const log = { calls: [] as Envelope[][], acked: [] as number[], down: false };

export class FakeEvents extends WorkerEntrypoint implements EventsApi {
  async append(_caller: Caller, envelopes: Envelope[]): Promise<{ gaps: string[] }> {
    if (log.down) throw new Error("Network connection lost.");
    log.calls.push(envelopes);
    return { gaps: [] };
  }

  async ack(_caller: Caller, _subscriber: Subscriber, _partition: number, offsets: number[]): Promise<void> {
    log.acked.push(...offsets);
  }

  async read() {
    return { events: [], end: true };
  }

  async heads() {
    return [];
  }

  async waitingSince() {
    return null;
  }

  async whole() {
    return [];
  }

  async ready(): Promise<void> {}
}
