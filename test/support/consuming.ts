import { createExecutionContext, createMessageBatch, getQueueResult } from "cloudflare:test";
import type { Delivery } from "../../queues/envelope.ts";

/** What a consumer did with a batch: by message id, which here is the offset. */
export type Settled = { acked: string[]; retried: string[] };

/** Gives a batch to a consumer as the platform does. `attempts` is how often the messages were delivered. */
export async function deliver(
  messages: readonly unknown[],
  consumer: (batch: MessageBatch<Delivery>) => Promise<void>,
  attempts = 1,
): Promise<Settled> {
  const batch = createMessageBatch(
    "kiosk-test",
    messages.map((body, index) => ({ id: `${index}`, timestamp: new Date(), attempts, body: body as Delivery })),
  );
  await consumer(batch);
  const result = await getQueueResult(batch, createExecutionContext());
  return { acked: result.explicitAcks, retried: result.retryMessages.map((message) => message.msgId) };
}
