import { WorkerEntrypoint } from "cloudflare:workers";
import type { Caller } from "../../../contracts/caller.ts";
import type { EventsApi } from "../../../contracts/events.ts";
import type { Delivery, Envelope } from "../../../queues/envelope.ts";
import { PARTITIONS, partitionOf } from "../../../queues/partition.ts";
import type { StreamKind } from "../../../queues/subscriptions.ts";
import { RebuildObject as LevelsRebuild } from "../../../workers/inventory/rebuild.ts";
import { RebuildObject as ListsRebuild } from "../../../workers/orders/rebuild.ts";

type Log = Pick<EventsApi, "read">;
export type Bindings = {
  DB: D1Database;
  EVENTS: Log;
  LISTS: DurableObjectNamespace<ListsRebuild>;
  LEVELS: DurableObjectNamespace<LevelsRebuild>;
};

export async function nothing(_what: string, _kill: () => void): Promise<void> {}

/** A log in memory, and what is to happen when it is read. */
export const log = {
  partitions: Array.from({ length: PARTITIONS }, (): Delivery[] => []),
  pageMax: 500,
  reads: [] as { partition: number; after: number }[],
  /** Before and after each call of an object to the world outside. A throw is a call, or an answer, that was lost. */
  moment: nothing,
};

/** The real object over a log and a database that are watched. */
export class OrdersRebuild extends ListsRebuild {
  constructor(ctx: DurableObjectState, env: { DB: D1Database; EVENTS: Log }) {
    const kill = () => ctx.abort("killed");
    const { EVENTS } = env;
    super(ctx, {
      DB: watchedDatabase(env.DB, kill),
      EVENTS: { read: (...asked) => watched("read", kill, () => EVENTS.read(...asked)) },
    });
  }
}

export class InventoryRebuild extends LevelsRebuild {}

async function watched<T>(what: string, kill: () => void, call: () => Promise<T>): Promise<T> {
  await log.moment(`before ${what}`, kill);
  const answer = await call();
  await log.moment(`after ${what}`, kill);
  return answer;
}

function watchedDatabase(db: D1Database, kill: () => void): D1Database {
  const withSession = (first: string) => {
    const session = db.withSession(first);
    return {
      prepare: (text: string) => session.prepare(text),
      batch: (statements: D1PreparedStatement[]) => watched("batch", kill, () => session.batch(statements)),
    };
  };
  return { withSession } as unknown as D1Database;
}

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
    return { events, end };
  }
}

export default { fetch: () => new Response(null, { status: 404 }) };
