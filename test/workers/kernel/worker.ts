import { DurableObject } from "cloudflare:workers";
import { EventLog } from "../../../durable-objects/kernel/event-log.ts";
import { OUTBOX_TIMER, Outbox } from "../../../durable-objects/kernel/outbox.ts";
import { Tables } from "../../../durable-objects/kernel/tables.ts";
import { type TimerHandlers, Timers } from "../../../durable-objects/kernel/timers.ts";
import type { Envelope } from "../../../queues/envelope.ts";
import { type JarEvent, jar } from "./jar.ts";

/** A log that takes everything, unless a test says otherwise. */
export const log = {
  taken: [] as Envelope[],
  append: async (envelopes: Envelope[]): Promise<{ gaps: string[] }> => {
    log.taken.push(...envelopes);
    return { gaps: [] };
  },
};

/** A home of jars with nothing of its own but what the kernel gives. Its parts are open for tests. */
export class JarObject extends DurableObject {
  readonly tables = new Tables(this.ctx.storage, ["CREATE TABLE IF NOT EXISTS notes (text TEXT NOT NULL) STRICT"]);
  readonly timers = new Timers(this.ctx.storage, this.tables);
  readonly outbox = new Outbox(this.ctx.storage, this.tables, this.timers);
  readonly jars = new EventLog({ storage: this.ctx.storage, tables: this.tables, outbox: this.outbox }, jar, {
    kind: "jar",
    publish: (event, after) => ({ type: event.type, version: 1, data: { sweets: after.sweets } }),
    read: (stored) => stored as JarEvent,
  });
  handlers: TimerHandlers = {};
  readonly ran: string[] = [];

  override alarm(info?: AlarmInvocationInfo): Promise<void> {
    return this.timers.run(
      { [OUTBOX_TIMER]: () => this.outbox.drain((envelopes) => log.append(envelopes)), ...this.handlers },
      info,
    );
  }
}

export default { fetch: () => new Response(null, { status: 404 }) };
