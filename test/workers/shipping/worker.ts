import { WorkerEntrypoint } from "cloudflare:workers";
import type { Caller } from "../../../contracts/caller.ts";
import type { EventsApi } from "../../../contracts/events.ts";
import type { ShippingAdminApi, ShippingApi } from "../../../contracts/shipping.ts";
import type { Envelope } from "../../../queues/envelope.ts";
import type { Subscriber } from "../../../queues/subscriptions.ts";
import type { Env } from "../../../workers/shipping/index.ts";

export { default, RelayObject, ShippingAdmin, ShippingService } from "../../../workers/shipping/index.ts";

export type Bindings = Env & { SHIPPING: ShippingApi; SHIPPING_ADMIN: ShippingAdminApi };

/** What the log was told, and how it behaves: out of reach, losing its answers, or missing an earlier event of some streams. */
export const log = {
  asked: 0,
  calls: [] as Envelope[][],
  acked: [] as number[],
  mood: "well" as "well" | "down" | "mute",
  gaps: new Set<string>(),
  takesMs: 0,
};

export class FakeEvents extends WorkerEntrypoint implements EventsApi {
  async append(caller: Caller, envelopes: Envelope[]): Promise<{ gaps: string[] }> {
    log.asked += 1;
    if (caller.kind !== "system" || caller.name !== "shipping") throw new Error("not in its own name");
    await new Promise((resolve) => setTimeout(resolve, log.takesMs));
    if (log.mood === "down") throw new Error("Network connection lost.");
    log.calls.push(envelopes);
    if (log.mood === "mute") throw new Error("Network connection lost.");
    return { gaps: [...log.gaps].filter((stream) => envelopes.some((envelope) => envelope.stream === stream)) };
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
