import type { EventsApi } from "../../contracts/events.ts";
import type { Append, Outbox } from "../kernel/outbox.ts";

const CALLER = { kind: "system", name: "inventory" } as const;

/**
 * Stock's way into the log. Where the log has said more than the SKU remembers, the SKU was restored to an earlier time: each
 * of its events says how much there is to sell, so they may follow on the log's last.
 */
export function appendTo(events: () => EventsApi, outbox: Outbox): Append {
  return async (envelopes) => {
    const appended = await events().append(CALLER, envelopes);
    const conflicts = appended.conflicts ?? [];
    const heads = conflicts.length > 0 ? await events().heads(CALLER, conflicts) : [];
    for (const [index, stream] of conflicts.entries()) outbox.continueAfter(stream, heads[index] ?? 0);
    return appended;
  };
}
