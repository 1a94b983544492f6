import type { DeadLetterKey } from "../../contracts/events.ts";
import { PARTITIONS } from "../../queues/partition.ts";
import { SUBSCRIBERS } from "../../queues/subscriptions.ts";

/** Longer than any: a stream's name is a kind and an id or a SKU. */
const ID_MAX = 1_024;
const FORM = /^(\d{1,4})\.([a-z-]+)\.([^\p{Cc}]+)$/u;

/** What a dead letter is called towards clients: opaque, and made of what names it. */
export function writeDeadLetterId({ partition, subscriber, stream }: DeadLetterKey): string {
  return Buffer.from(`${partition}.${subscriber}.${stream}`).toString("base64url");
}

/** Null for what is none of ours: each dead letter has one id, letter by letter. */
export function readDeadLetterId(id: string): DeadLetterKey | null {
  if (id.length > ID_MAX) return null;
  const [, number, name, stream] = FORM.exec(Buffer.from(id, "base64url").toString()) ?? [];
  const subscriber = SUBSCRIBERS.find((each) => each === name);
  if (subscriber === undefined || stream === undefined || Number(number) >= PARTITIONS) return null;
  const key = { partition: Number(number), subscriber, stream };
  return writeDeadLetterId(key) === id ? key : null;
}
