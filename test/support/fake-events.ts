import { WorkerEntrypoint } from "cloudflare:workers";
import type { Caller } from "../../contracts/caller.ts";
import type { EventsApi } from "../../contracts/events.ts";
import type { Envelope } from "../../queues/envelope.ts";

/** What a log that is always there was told and what was acknowledged, in order. */
export const heard = { events: [] as Envelope[], acked: [] as number[] };

/** The log, for Workers of which it is not the log that is tested. */
export class FakeEvents extends WorkerEntrypoint implements Pick<EventsApi, "append" | "ack" | "ready"> {
  async append(_caller: Caller, envelopes: Envelope[]): Promise<{ gaps: string[] }> {
    heard.events.push(...envelopes);
    return { gaps: [] };
  }

  async ack(_caller: Caller, _subscriber: string, _partition: number, offsets: number[]): Promise<void> {
    heard.acked.push(...offsets);
  }

  async ready(): Promise<void> {}
}
