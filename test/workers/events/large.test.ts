import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { DeliverySchema, ENVELOPE_BYTES_MAX } from "../../../queues/envelope.ts";
import { partitionOf } from "../../../queues/partition.ts";
import { envelope } from "../../support/events.ts";
import { begin, bindings, end, partition, sentTo } from "./support.ts";
import { queues } from "./worker.ts";

beforeEach(begin);
afterEach(end);
const { EVENTS } = bindings;
const ORDERS = { kind: "system", name: "orders" } as const;
const large = (stream: string, seq: number, bytes: number) =>
  envelope(stream, seq, { type: "Noted", data: { text: "x".repeat(bytes) } });

test("fault 12: an event above what a queue takes travels without its data, which is had from the log", async () => {
  const stream = "order/large";
  const number = partitionOf(stream);
  const events = [large(stream, 1, 90_000), large(stream, 2, 130_000), large(stream, 3, ENVELOPE_BYTES_MAX - 1_000)];
  await EVENTS.append(ORDERS, events);
  await vi.waitFor(() => expect(sentTo("ORDERS_LISTS")).toHaveLength(3));
  const deliveries = queues.batches
    .filter(({ queue }) => queue === "ORDERS_LISTS")
    .flatMap((batch) => batch.deliveries.map((one) => DeliverySchema.parse(one)));
  expect(deliveries.map(({ withoutData }) => withoutData)).toEqual([undefined, true, true]);
  expect(deliveries[2]?.envelope).toEqual({ ...events[2], data: null });
  for (const { deliveries } of queues.batches) expect(JSON.stringify(deliveries).length).toBeLessThan(256 * 1024);
  const whole = await EVENTS.whole(ORDERS, number, [deliveries[1]?.offset ?? 0, deliveries[2]?.offset ?? 0]);
  expect(whole.map((event) => event.envelope)).toEqual(events.slice(1));
});

test("a hundred middling events stay below what one sending may weigh, with what the platform adds to each", async () => {
  const log = partition("large-middling");
  await log.append(
    15,
    Array.from({ length: 100 }, (_, index) => large("order/middling", index + 1, 2_250)),
  );
  await vi.waitFor(() => expect(sentTo("ORDERS_LISTS")).toHaveLength(100));
  // 256 KB of 1,000 bytes each; a message is said to have up to 100 bytes of metadata.
  const weights = queues.batches.map(({ deliveries }) => JSON.stringify(deliveries).length + 100 * deliveries.length);
  expect(Math.max(...weights)).toBeLessThan(256_000);
});

test("a hundred large events are read page by page, none of which is above what a call carries", async () => {
  const log = partition("large-pages");
  for (let seq = 1; seq <= 30; seq++) await log.append(0, [large("order/many", seq, 1_000_000)]);
  const counts: number[] = [];
  for (let after = 0, isEnd = false; !isEnd; ) {
    const page = (await log.read(after, ["order"])) as { events: { offset: number }[]; end: boolean };
    counts.push(page.events.length);
    after = page.events.at(-1)?.offset ?? after;
    isEnd = page.end;
  }
  expect(counts).toEqual([8, 8, 8, 6]);
});
