import { createScheduledController } from "cloudflare:test";
import { afterEach, beforeAll, describe, expect, test, vi } from "vitest";
import { APPEND_MAX } from "../../../contracts/events.ts";
import type { OrderId } from "../../../domain/kernel/ids.ts";
import { envelope } from "../../support/events.ts";
import { bindings, cancelled, confirmed, deliver, newOrder, open, toldOf, waiting } from "./shop.ts";
import worker, { log } from "./worker.ts";

const { DB, RELAY } = bindings;
const relay = RELAY.getByName("relay");

beforeAll(open);
afterEach(async () => {
  log.mood = "well";
  log.gaps.clear();
  log.takesMs = 0;
  await relay.poke();
});

describe("the relay", () => {
  test("keeps what the log could not take and sends it by its alarm", async () => {
    const orderId = newOrder();
    log.mood = "down";
    expect(await deliver(confirmed(orderId))).toHaveLength(1);
    expect(await waiting(orderId)).toBe(1);
    log.mood = "well";
    await vi.waitFor(async () => expect(await waiting(orderId)).toBe(0), { timeout: 5_000 });
    expect(toldOf(orderId)).toHaveLength(1);
  });

  test("keeps trying while the log is out of reach", async () => {
    const orderId = newOrder();
    log.mood = "down";
    const before = log.asked;
    await deliver(confirmed(orderId));
    await vi.waitFor(() => expect(log.asked - before).toBeGreaterThanOrEqual(3), { timeout: 6_000 });
    expect(await waiting(orderId)).toBe(1);
    log.mood = "well";
    await vi.waitFor(async () => expect(await waiting(orderId)).toBe(0), { timeout: 8_000 });
  }, 10_000);

  test("sends again what the log took without its answer arriving", async () => {
    const orderId = newOrder();
    log.mood = "mute";
    await deliver(confirmed(orderId));
    expect(await waiting(orderId)).toBe(1);
    log.mood = "well";
    await relay.poke();
    expect(await waiting(orderId)).toBe(0);
    expect(toldOf(orderId).map((each) => each.id)).toEqual([`shipment/${orderId}/1`, `shipment/${orderId}/1`]);
  });

  test("is poked by the cron, should all else have been lost", async () => {
    const orderId = newOrder();
    await outboxRow(orderId, 1);
    await worker.scheduled(createScheduledController(), bindings);
    expect(await waiting(orderId)).toBe(0);
  });

  test("is poked by a repeat: the isolate may have died before it could after the first", async () => {
    const orderId = newOrder();
    await deliver(confirmed(orderId));
    await outboxRow(orderId, 2);
    await deliver(confirmed(orderId));
    expect(await waiting(orderId)).toBe(0);
  });

  test("sends in order, at most a hundred at a time, and all of them", async () => {
    const orderId = newOrder();
    const rows = Array.from({ length: 2 * APPEND_MAX + 50 }, (_, index) => rowOf(orderId, index + 1));
    for (let from = 0; from < rows.length; from += 50) await DB.batch(rows.slice(from, from + 50));
    const before = log.calls.length;
    await relay.poke();
    expect(log.calls.slice(before).map((call) => call.length)).toEqual([APPEND_MAX, APPEND_MAX, 50]);
    expect(toldOf(orderId).map((each) => each.seq)).toEqual(rows.map((_, index) => index + 1));
  });

  test("passes over a stream of which the log misses an earlier event, until it no longer does", async () => {
    const [stuck, free] = [newOrder(), newOrder()];
    log.gaps.add(`shipment/${stuck}`);
    await deliver(confirmed(stuck), confirmed(free), cancelled(stuck, 2));
    expect([await waiting(stuck), await waiting(free)]).toEqual([2, 0]);
    log.gaps.clear();
    await relay.poke();
    expect(await waiting(stuck)).toBe(0);
  });

  test("what is held back comes in no later call either: the log would take it as what follows on its own", async () => {
    const stuck = newOrder();
    const rows = Array.from({ length: APPEND_MAX + 20 }, (_, index) => rowOf(stuck, index + 1));
    for (let from = 0; from < rows.length; from += 50) await DB.batch(rows.slice(from, from + 50));
    log.gaps.add(`shipment/${stuck}`);
    const before = log.calls.length;
    await relay.poke();
    expect(log.calls.slice(before).map((call) => call.length)).toEqual([APPEND_MAX]);
    expect(await waiting(stuck)).toBe(APPEND_MAX + 20);
  });

  test("however many streams are held back, those behind them leave", async () => {
    const stuck = Array.from({ length: 20 * APPEND_MAX + 1 }, (_, index) => `held-${index}` as OrderId);
    const rows = stuck.map((orderId) => rowOf(orderId, 1));
    for (let from = 0; from < rows.length; from += 100) await DB.batch(rows.slice(from, from + 100));
    for (const orderId of stuck) log.gaps.add(`shipment/${orderId}`);
    const free = newOrder();
    await outboxRow(free, 1);
    await relay.poke();
    await vi.waitFor(async () => expect(await waiting(free)).toBe(0), { timeout: 5_000 });
    log.gaps.clear();
    await vi.waitFor(async () => expect(await waiting(stuck[0] as OrderId)).toBe(0), { timeout: 5_000 });
  }, 20_000);

  test("poked while it waits for the log looks once more", async () => {
    const [early, late] = [newOrder(), newOrder()];
    await outboxRow(early, 1);
    const before = log.asked;
    log.takesMs = 200;
    const sending = relay.poke();
    await vi.waitFor(() => expect(log.asked).toBe(before + 1));
    await outboxRow(late, 1);
    await Promise.all([sending, relay.poke()]);
    expect([await waiting(early), await waiting(late)]).toEqual([0, 0]);
  });

  test("poked by many at once sends each row once", async () => {
    const orderIds = Array.from({ length: 20 }, newOrder);
    await Promise.all(
      orderIds.map(async (orderId) => {
        await outboxRow(orderId, 1);
        await relay.poke();
      }),
    );
    expect(orderIds.map((orderId) => toldOf(orderId).length)).toEqual(orderIds.map(() => 1));
  });
});

function rowOf(orderId: OrderId, seq: number): D1PreparedStatement {
  const event = envelope(`shipment/${orderId}`, seq);
  return DB.prepare("INSERT INTO outbox (stream, seq, envelope) VALUES (?, ?, ?)").bind(
    event.stream,
    seq,
    JSON.stringify(event),
  );
}

async function outboxRow(orderId: OrderId, seq: number): Promise<void> {
  await rowOf(orderId, seq).run();
}
