import { runDurableObjectAlarm } from "cloudflare:test";
import { afterEach, beforeAll, expect, test, vi } from "vitest";
import type { EventsApi } from "../../../contracts/events.ts";
import type { Delivery, Envelope } from "../../../queues/envelope.ts";
import { queues } from "../events/worker.ts";
import { EVENTS, listed, listen, ORDERS, orderId, partitions, prepared, Story } from "./support.ts";

beforeAll(prepared);
afterEach(() => {
  vi.useRealTimers();
});

/** Beyond the real clock, by which alarms go off: here they go off only when the test says so. */
const START = Date.parse("2100-01-01T00:00:00Z");
const ORDERS_COUNT = 12;

/** Numbers in [0, 1), the same for the same seed (mulberry32). */
function dice(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}

const shuffled = <T>(items: readonly T[], roll: () => number): T[] =>
  items
    .map((item) => ({ item, place: roll() }))
    .sort((a, b) => a.place - b.place)
    .map(({ item }) => item);

/** Each order's whole story, the orders' stories woven into one another. */
function stories(test: string, roll: () => number): Envelope[] {
  const each = Array.from({ length: ORDERS_COUNT }, (_, index) => {
    const order = new Story(orderId(test, index));
    return [
      order.isConfirmed(),
      order.says("OrderPaid", { capturedMinor: 2_500 }),
      order.says("OrderFulfilled", {}),
      order.says("OrderDelivered", {}),
    ];
  });
  const woven: Envelope[] = [];
  while (each.some((story) => story.length > 0)) {
    const next = each[Math.floor(roll() * each.length)]?.shift();
    if (next) woven.push(next);
  }
  return woven;
}

/** What staff do when an event was given up. */
async function releaseAll(): Promise<void> {
  for (const log of partitions) {
    for (const { subscriber, stream } of await log.deadLetters("orders-lists", { subscriber: "", stream: "" }, 100)) {
      const meta = { commandId: crypto.randomUUID(), bodyHash: "", correlationId: stream };
      await log.release(meta, subscriber, stream);
    }
  }
}

/** What the queue to the lists has been given since the last look. */
function taken(): Delivery[] {
  const deliveries = queues.batches
    .filter((batch) => batch.queue === "ORDERS_LISTS")
    .flatMap((batch) => batch.deliveries);
  queues.batches = [];
  return deliveries;
}

test.each([1, 2, 3, 4])(
  "a queue that loses, doubles and shuffles, and a log that misses acknowledgements: every event counts once (seed %i)",
  async (seed) => {
    vi.useFakeTimers({ toFake: ["Date"], now: START });
    const roll = dice(seed);
    const name = `lossy${seed}`;
    const forgetful = {
      ack: async (...args: Parameters<EventsApi["ack"]>) => {
        if (roll() < 0.4) throw new Error("lost on the way");
        await EVENTS.ack(...args);
        if (roll() < 0.2) throw new Error("answer lost");
      },
    } as EventsApi;
    taken();
    const events = stories(name, roll);
    for (let from = 0; from < events.length; from += 7) await EVENTS.append(ORDERS, events.slice(from, from + 7));
    await vi.waitFor(() => expect(queues.batches.flatMap((batch) => batch.deliveries).length).toBeGreaterThan(0));

    const isSettled = async () => {
      const rows = await listed(name);
      return rows.length === ORDERS_COUNT && rows.every((row) => row.status === "delivered" && row.paid);
    };
    let quiet = 0;
    for (let round = 0; quiet < 2; round++) {
      expect(round).toBeLessThan(60);
      const given = taken();
      quiet = given.length === 0 && (await isSettled()) ? quiet + 1 : 0;
      const arriving = shuffled(
        given.flatMap((delivery) => (roll() < 0.5 ? [] : roll() < 0.3 ? [delivery, delivery] : [delivery])),
        roll,
      );
      for (let from = 0; from < arriving.length; from += 10) await listen(arriving.slice(from, from + 10), forgetful);
      vi.setSystemTime(Date.now() + 15 * 60_000);
      await Promise.all(partitions.map((log) => runDurableObjectAlarm(log)));
      await releaseAll();
    }
    expect(await isSettled()).toBe(true);
  },
);
