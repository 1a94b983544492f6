import { runDurableObjectAlarm } from "cloudflare:test";
import { env } from "cloudflare:workers";
import { vi } from "vitest";
import type { EventsAdminApi, EventsApi, PartitionStatus, SubscriberPlace } from "../../../contracts/events.ts";
import type { Logged } from "../../../durable-objects/partition/log-store.ts";
import type { PartitionObject } from "../../../durable-objects/partition.ts";
import type { Subscriber } from "../../../queues/subscriptions.ts";
import type { Env } from "../../../workers/events/env.ts";
import { envelope } from "../../support/events.ts";
import { queues } from "./worker.ts";

export const bindings = env as unknown as Env & { EVENTS: EventsApi; EVENTS_ADMIN: EventsAdminApi };
const { PARTITIONS } = bindings;
/** Beyond the real clock, by which alarms go off: here they go off only when a test says so. */
export const START = Date.parse("2100-01-01T00:00:00Z");
export const MINUTE = 60_000;
export const DAY = 24 * 60 * MINUTE;

/** Empty queues, and a clock that stands still. */
export function begin(): void {
  queues.batches = [];
  queues.down = false;
  queues.hangs = null;
  vi.useFakeTimers({ toFake: ["Date"], now: START });
}
export const end = () => {
  vi.useRealTimers();
};

export type Partition = DurableObjectStub<PartitionObject>;
/** A partition of its own for each test. */
export const partition = (name: string): Partition => PARTITIONS.getByName(name);
const deliveriesTo = (queue: string) =>
  queues.batches.filter((batch) => batch.queue === queue).flatMap((batch) => batch.deliveries);
/** The ids a queue was given, in order. */
export const sentTo = (queue: string) => deliveriesTo(queue).map((delivery) => delivery.envelope.id);
export const offsetsSent = (queue: string) => deliveriesTo(queue).map(({ offset }) => offset);
/** What a queue was given since the last look. */
export function taken(queue: string): number[] {
  const offsets = offsetsSent(queue);
  queues.batches = queues.batches.filter((batch) => batch.queue !== queue);
  return offsets;
}
/** The whole log. Its `data` is unknown, of which the types of RPC make nothing. */
export const logged = (log: Partition, after = 0) =>
  log.read(after, ["order"]) as Promise<{ events: Logged[]; end: boolean }>;
/** All pages of it. */
export async function wholeLog(log: Partition): Promise<Logged[]> {
  const events: Logged[] = [];
  for (let isEnd = false; !isEnd; ) {
    const page = await logged(log, events.at(-1)?.offset ?? 0);
    events.push(...page.events);
    isEnd = page.end;
  }
  return events;
}
export const orders = (from: number, to: number, stream = "order/a") =>
  Array.from({ length: to - from + 1 }, (_, index) => envelope(stream, from + index));
export const offsets = (from: number, to: number) => Array.from({ length: to - from + 1 }, (_, index) => from + index);

/** Everybody has applied these. */
export async function ackAll(log: Partition, acked: number[]): Promise<void> {
  for (const subscriber of ["orders-lists", "shipping-orders", "notifications-mails"] as const)
    await log.ack(subscriber, acked);
}

/** The quarters of an hour go by, and the alarm of each. */
export async function passTime(log: Partition, ms: number): Promise<void> {
  for (const until = Date.now() + ms; Date.now() < until; ) {
    vi.setSystemTime(Math.min(until, Date.now() + 15 * MINUTE));
    await runDurableObjectAlarm(log);
  }
}
/** Long enough for an event that nobody acknowledges to be a dead letter. */
export const UNTIL_DEAD = 6 * 60 * MINUTE;

export async function placeOf(log: Partition, subscriber: Subscriber): Promise<SubscriberPlace> {
  const status = (await log.status(0)) as PartitionStatus;
  const place = status.subscribers.find((one) => one.subscriber === subscriber);
  if (place === undefined) throw new Error(`${subscriber} has no place`);
  return place;
}

export const meta = (commandId: string, bodyHash = "hash") => ({ commandId, bodyHash, correlationId: commandId });
/** The problems that were said aloud. */
export function problems() {
  const spy = vi.spyOn(console, "error").mockReturnValue();
  return {
    said: (message: string) =>
      spy.mock.calls
        .map(([line]) => JSON.parse(String(line)) as { message: string } & Record<string, unknown>)
        .filter((problem) => problem.message === message),
    end: () => spy.mockRestore(),
  };
}
