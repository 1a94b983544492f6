import { PartitionObject as Partition, type PartitionEnv, QUEUES } from "../../../durable-objects/partition.ts";
import type { Delivery } from "../../../queues/envelope.ts";

export { EventsAdmin, EventsService } from "../../../workers/events/index.ts";

/** What the queues were given, batch by batch, and how they behave next. */
export const queues = {
  batches: [] as { queue: string; deliveries: Delivery[] }[],
  down: false,
  /** While it is there, whatever a queue is given hangs until it is settled. */
  hangs: null as Promise<void> | null,
};

/** The real object over queues that only write down what they get. */
export class PartitionObject extends Partition {
  constructor(ctx: DurableObjectState, env: PartitionEnv) {
    super(ctx, { ...env, ...Object.fromEntries(Object.values(QUEUES).map((name) => [name, recorder(name)])) });
  }
}

function recorder(queue: string) {
  return {
    async sendBatch(messages: { body: Delivery }[]) {
      await queues.hangs;
      if (queues.down) throw new Error("Queue is overloaded. Please back off.");
      queues.batches.push({ queue, deliveries: messages.map((message) => message.body) });
    },
  };
}

export default { fetch: () => new Response(null, { status: 404 }) };
