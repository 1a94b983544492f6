import { WorkerEntrypoint } from "cloudflare:workers";
import type { Caller } from "../../../contracts/caller.ts";
import type { EventsApi } from "../../../contracts/events.ts";
import type { Envelope } from "../../../queues/envelope.ts";
import { partitionOf } from "../../../queues/partition.ts";

export { default, RebuildObject, SearchService } from "../../../workers/search/index.ts";

/** All that was said of products, in the order in which it came into the log. */
export const log: Envelope[] = [];

/** The log as a rebuild reads it, in pages of seven. */
export class FakeEvents extends WorkerEntrypoint implements Pick<EventsApi, "read"> {
  async read(_caller: Caller, partition: number, afterOffset: number) {
    const all = log
      .filter((envelope) => partitionOf(envelope.stream) === partition)
      .map((envelope, place) => ({ offset: place + 1, envelope }))
      .filter(({ offset }) => offset > afterOffset);
    return { events: all.slice(0, 7), end: all.length <= 7 };
  }
}
