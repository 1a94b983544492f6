import { evictDurableObject, runDurableObjectAlarm, runInDurableObject } from "cloudflare:test";
import { afterEach, beforeEach, expect, test, vi } from "vitest";
import type { DeadLetter } from "../../../contracts/events.ts";
import type { Delivery } from "../../../queues/envelope.ts";
import { Random } from "../../simulation/world/random.ts";
import {
  begin,
  end,
  MINUTE,
  meta,
  orders,
  type Partition,
  partition,
  passTime,
  placeOf,
  UNTIL_DEAD,
  wholeLog,
} from "./support.ts";
import { queues } from "./worker.ts";

beforeEach(begin);
afterEach(end);
const STREAMS = ["order/a", "order/b", "order/c", "order/d"];
const OTHERS = { SHIPPING_ORDERS: "shipping-orders", NOTIFICATIONS_MAILS: "notifications-mails" } as const;

/** A partition, the lists that listen to it, and everything that may happen to the two. */
class Turmoil {
  readonly applied = new Map<string, number>();
  readonly told = new Map<string, number>();
  readonly poisoned = new Set<string>();
  messages: Delivery[] = [];
  commands = 0;

  readonly log: Partition;
  readonly random: Random;
  readonly number: number;

  constructor(seed: number) {
    this.log = partition(`turmoil-${seed}`);
    this.random = new Random(seed);
    this.number = 100 + seed;
  }

  #command() {
    this.commands += 1;
    return meta(`turmoil-${this.number}-${this.commands}`);
  }

  async append(): Promise<void> {
    const stream = this.random.pick(STREAMS);
    const from = (this.told.get(stream) ?? 0) + 1;
    const to = from + this.random.between(0, 59);
    // Now and then a repeat of what was told before.
    await this.log.append(this.number, orders(this.random.chance(0.2) ? Math.max(1, from - 5) : from, to, stream));
    this.told.set(stream, to);
  }

  /** What the queues brought since; the other subscribers apply everything at once. */
  async collect(): Promise<void> {
    await scheduler.wait(1);
    const batches = queues.batches.splice(0);
    this.messages.push(...batches.filter(({ queue }) => queue === "ORDERS_LISTS").flatMap((each) => each.deliveries));
    for (const [queue, subscriber] of Object.entries(OTHERS)) {
      const offsets = batches
        .filter((each) => each.queue === queue)
        .flatMap((each) => each.deliveries.map((d) => d.offset));
      if (offsets.length > 0) await this.log.ack(subscriber as "shipping-orders", offsets);
    }
  }

  async deliver(isCalm: boolean): Promise<void> {
    await this.collect();
    const count = isCalm ? this.messages.length : Math.min(this.messages.length, this.random.between(0, 120));
    const batch = this.messages.splice(0, count).filter(() => isCalm || !this.random.chance(0.15));
    if (!isCalm && this.random.chance(0.3)) batch.reverse();
    const done: number[] = [];
    const failed: { offset: number; cause: string }[] = [];
    for (const { offset, envelope } of batch) {
      const reached = this.applied.get(envelope.stream) ?? 0;
      if (envelope.seq <= reached) done.push(offset);
      else if (envelope.seq === reached + 1 && !this.poisoned.has(envelope.stream)) {
        this.applied.set(envelope.stream, envelope.seq);
        done.push(offset);
      } else failed.push({ offset, cause: "not yet" });
    }
    if (isCalm || !this.random.chance(0.15)) await this.log.ack("orders-lists", done, failed);
  }

  async time(ms: number): Promise<void> {
    vi.setSystemTime(Date.now() + ms);
    await runDurableObjectAlarm(this.log);
  }

  async releaseAll(): Promise<void> {
    for (const { stream } of (await this.log.deadLetters(
      "orders-lists",
      { subscriber: "", stream: "" },
      10,
    )) as DeadLetter[])
      await this.log.release(this.#command(), "orders-lists", stream);
  }

  async replay(): Promise<void> {
    const { head } = await this.log.status(this.number);
    await this.log.replay(this.#command(), "orders-lists", { offset: this.random.between(1, head + 1) });
  }

  async forget(): Promise<void> {
    await runInDurableObject(this.log, (_, { storage }) => {
      storage.sql.exec("DELETE FROM cursors WHERE subscriber = 'orders-lists'");
    });
    await this.evict();
  }

  switchQueue(): void {
    queues.down = !queues.down;
  }

  async evict(): Promise<void> {
    await this.log.heads([]); // It must run, to be evicted.
    await evictDurableObject(this.log);
  }

  async step(): Promise<void> {
    const at = this.random.between(0, 99);
    if (at < 25) return this.append();
    if (at < 55) return this.deliver(false);
    if (at < 75) return this.time(this.random.between(0, 15 * MINUTE));
    if (at < 79) return void this.poisoned.add(this.random.pick(STREAMS));
    if (at < 82) return this.poisoned.clear();
    if (at < 85) return this.switchQueue();
    if (at < 89) return this.evict();
    if (at < 92) return this.releaseAll();
    if (at < 95) return this.replay();
    if (at < 98) return void (await this.log.retain(Date.now() - this.random.between(0, 30 * MINUTE)));
    if (at < 99) return this.forget();
    return this.time(6 * 60 * MINUTE);
  }

  isQuiet(): boolean {
    return STREAMS.every((stream) => this.applied.get(stream) === this.told.get(stream));
  }
}

test.each(Array.from({ length: 4 }, (_, index) => index + 1))(
  "whatever happens, afterwards everything is applied, in order, and lies in the log once (seed %i)",
  async (seed) => {
    const turmoil = new Turmoil(seed);
    await turmoil.append();
    for (let step = 0; step < 250; step++) await turmoil.step();
    // At last the lists are away for so long that streams stand still.
    queues.down = false;
    await turmoil.append();
    await passTime(turmoil.log, UNTIL_DEAD);
    await turmoil.collect();
    turmoil.messages = [];
    turmoil.poisoned.clear();
    let rounds = 0;
    for (; rounds < 60; rounds++) {
      await turmoil.releaseAll();
      await turmoil.deliver(true);
      await turmoil.time(15 * MINUTE);
      const { unacked, lag, parked } = await placeOf(turmoil.log, "orders-lists");
      if (turmoil.isQuiet() && unacked + lag + parked === 0) break;
    }
    expect(Object.fromEntries(turmoil.applied)).toEqual(Object.fromEntries(turmoil.told));
    expect(await placeOf(turmoil.log, "orders-lists")).toMatchObject({ unacked: 0, lag: 0, parked: 0, deadLetters: 0 });
    expect(rounds).toBeLessThan(60);
    const logged = await wholeLog(turmoil.log);
    expect(logged.map(({ offset }) => offset)).toEqual(logged.map((_, index) => index + 1));
    for (const [stream, last] of turmoil.told) {
      const seqs = logged.filter(({ envelope }) => envelope.stream === stream).map(({ envelope }) => envelope.seq);
      expect(seqs).toEqual(Array.from({ length: last }, (_, index) => index + 1));
    }
  },
  60_000,
);
