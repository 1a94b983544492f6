import { env } from "cloudflare:workers";
import { vi } from "vitest";
import type { Logged } from "../../../durable-objects/partition/log-store.ts";
import type { PartitionObject } from "../../../durable-objects/partition.ts";
import { envelope } from "../../support/events.ts";
import { queues } from "./worker.ts";

const { PARTITIONS } = env as unknown as { PARTITIONS: DurableObjectNamespace<PartitionObject> };
/** Beyond the real clock, by which alarms go off: here they go off only when a test says so. */
export const START = Date.parse("2100-01-01T00:00:00Z");
export const MINUTE = 60_000;

/** Empty queues, and a clock that stands still. */
export function begin(): void {
  queues.batches = [];
  queues.down = false;
  vi.useFakeTimers({ toFake: ["Date"], now: START });
}
export const end = () => {
  vi.useRealTimers();
};

/** A partition of its own for each test. */
export const partition = (name: string) => PARTITIONS.getByName(name);
/** The ids a queue was given, in order. */
export const sentTo = (queue: string) =>
  queues.batches
    .filter((batch) => batch.queue === queue)
    .flatMap((batch) => batch.deliveries.map((delivery) => delivery.envelope.id));
export const offsetsSent = (queue: string) =>
  queues.batches
    .filter((batch) => batch.queue === queue)
    .flatMap((batch) => batch.deliveries.map(({ offset }) => offset));
/** The whole log. Its `data` is unknown, of which the types of RPC make nothing. */
export const logged = (log: DurableObjectStub<PartitionObject>) =>
  log.read(0, ["order"]) as Promise<{ events: Logged[]; end: boolean }>;
export const orders = (from: number, to: number, stream = "order/a") =>
  Array.from({ length: to - from + 1 }, (_, index) => envelope(stream, from + index));
export const offsets = (from: number, to: number) => Array.from({ length: to - from + 1 }, (_, index) => from + index);
