import { runDurableObjectAlarm, runInDurableObject } from "cloudflare:test";
import { beforeEach, describe, expect, test, vi } from "vitest";
import { movementsOf } from "../../../domain/inventory/ledger.ts";
import { stock } from "../../../domain/inventory/stock.ts";
import type { StockCommand, StockEvent, StockRefusal, StockState } from "../../../domain/inventory/types.ts";
import { SETTLED_KEPT_MS } from "../../../domain/inventory/types.ts";
import { ok } from "../../../domain/kernel/result.ts";
import { EventLog } from "../../../durable-objects/kernel/event-log.ts";
import { Outbox } from "../../../durable-objects/kernel/outbox.ts";
import { Tables } from "../../../durable-objects/kernel/tables.ts";
import { Timers } from "../../../durable-objects/kernel/timers.ts";
import { LEVEL_TABLES, writeLevels } from "../../../durable-objects/stock/levels.ts";
import { publishedOf } from "../../../durable-objects/stock/published.ts";
import { evict, INVENTORY, level, line, newOrder, newSku, orders, STOCK, soon, stocked, warehouse } from "./shop.ts";
import { log } from "./worker.ts";

/** Rows of a SKU's object, as they lie on disk. */
function rows(sku: string, query: string, ...bound: (string | number)[]): Promise<Record<string, SqlStorageValue>[]> {
  return runInDurableObject(STOCK.getByName(sku), (_, { storage }) => storage.sql.exec(query, ...bound).toArray());
}

const told = (sku: string) => log.calls.flat().filter((event) => event.stream === `stock/${sku}`);

beforeEach(() => {
  log.down = false;
});

describe("a hold that lapses", () => {
  test("is swept by its timer, with nobody asking", async () => {
    const sku = await stocked(2);
    await INVENTORY.hold(orders, newOrder(), [line(sku, 2)], Date.now() + 50);
    await vi.waitFor(async () => expect(await rows(sku, "SELECT held FROM levels")).toEqual([{ held: 0 }]), 3_000);
    await vi.waitFor(() => expect(told(sku).at(-1)?.data).toMatchObject({ available: 2 }), 3_000);
    await vi.waitFor(async () => expect(await rows(sku, "SELECT name FROM timers")).toEqual([]), 5_000);
  });

  test("fault 31: counts no longer even when its timer never comes", async () => {
    const sku = await stocked(2);
    await INVENTORY.hold(orders, newOrder(), [line(sku, 2)], Date.now() + 20);
    await runInDurableObject(STOCK.getByName(sku), (_, { storage }) => storage.deleteAlarm());
    await scheduler.wait(30);
    expect(await rows(sku, "SELECT held FROM levels")).toEqual([{ held: 2 }]);
    expect((await level(sku)).available).toBe(2);
    expect(await INVENTORY.hold(orders, newOrder(), [line(sku, 2)], soon())).toMatchObject({ ok: true });
  });

  test("fault 31: is swept once, though the alarm runs twice, and early", async () => {
    const sku = await stocked(1);
    const stub = STOCK.getByName(sku);
    await INVENTORY.hold(orders, newOrder(), [line(sku, 1)], Date.now() + 300);
    await runDurableObjectAlarm(stub);
    expect(await rows(sku, "SELECT held FROM levels")).toEqual([{ held: 1 }]);
    await scheduler.wait(310);
    await runInDurableObject(stub, (object) => Promise.all([object.alarm(), object.alarm()]));
    await runInDurableObject(stub, (object) => object.alarm());
    const swept = await rows(sku, "SELECT type FROM events WHERE type = 'HoldsExpired'");
    expect(swept).toHaveLength(1);
  });

  test("shares one timer with all others, set to the earliest", async () => {
    const sku = await stocked(9);
    const [late, early] = [soon(600_000), soon(300_000)];
    for (const until of [late, late + 1, early, late + 2]) {
      await INVENTORY.hold(orders, newOrder(), [line(sku, 1)], until);
    }
    expect(await rows(sku, "SELECT at FROM timers WHERE name = 'expiry'")).toEqual([{ at: early }]);
  });

  test("leaves the timer where it was when it is freed: moving it would cost a commit", async () => {
    const sku = await stocked(1);
    const [soonFreed, later] = [newOrder(), soon(900_000)];
    const early = Date.now() + 200;
    await INVENTORY.hold(orders, soonFreed, [line(sku, 1)], early);
    await INVENTORY.release(orders, soonFreed, [sku]);
    await INVENTORY.hold(orders, newOrder(), [line(sku, 1)], later);
    const timer = () => rows(sku, "SELECT at FROM timers WHERE name = 'expiry'");
    expect(await timer()).toEqual([{ at: early }]);
    await vi.waitFor(async () => expect(await timer()).toEqual([{ at: later }]), 3_000);
    expect((await level(sku)).held).toBe(1);
  });
});

describe("when a rule is broken", () => {
  test("the database refuses, and nothing of the commit remains", async () => {
    const sku = await stocked(1);
    const careless = {
      ...stock,
      decide: () => ok([{ type: "HoldTaken", orderId: newOrder(), ...tooMuch, at: Date.now() } as const]),
    };
    const tooMuch = { quantity: 5, parts: [{ location: "main", quantity: 5 }], backordered: 0, until: soon() };
    await runInDurableObject(STOCK.getByName(sku), (_, { storage }) => {
      const tables = new Tables(storage, LEVEL_TABLES);
      const outbox = new Outbox(storage, tables, new Timers(storage, tables));
      const unguarded = new EventLog<StockState, StockCommand, StockEvent, StockRefusal>(
        { storage, tables, outbox },
        careless,
        { kind: "stock", publish: publishedOf, read: (stored) => stored as StockEvent },
      );
      const write = () =>
        unguarded.handle(sku, { type: "Expire", at: 0 }, null, ({ state, events }) =>
          writeLevels(storage.sql, state.shelves, events.flatMap(movementsOf)),
        );
      expect(write).toThrow(/CHECK constraint failed/);
    });
    await evict(sku);
    expect(await level(sku)).toEqual({ onHand: 1, held: 0, available: 1 });
    expect(await rows(sku, "SELECT type FROM events")).toEqual([{ type: "StockAdjusted" }]);
    expect(await rows(sku, "SELECT seq FROM published")).toEqual([{ seq: 1 }]);
  });
});

describe("what the log is told", () => {
  test("is every change of what can be sold, in order, gathered into a few calls a second", async () => {
    const sku = await stocked(12);
    await vi.waitFor(() => expect(told(sku)).toHaveLength(1), 3_000);
    const [before, begin] = [log.calls.length, Date.now()];
    for (let n = 0; n < 12; n++) {
      await INVENTORY.hold(orders, newOrder(), [line(sku, 1)], soon());
      await scheduler.wait(20);
    }
    await vi.waitFor(() => expect(told(sku)).toHaveLength(13), 3_000);
    expect(told(sku).map((event) => event.seq)).toEqual(Array.from({ length: 13 }, (_, index) => index + 1));
    expect(told(sku).at(-1)).toMatchObject({
      type: "StockLevelChanged",
      data: { sku, available: 0 },
    });
    const calls = log.calls.slice(before).filter((call) => call.some((event) => event.stream === `stock/${sku}`));
    expect(calls.length).toBeLessThanOrEqual(1 + (Date.now() - begin) / 250);
  });

  test("waits in the object while the log is away, and arrives by itself", async () => {
    log.down = true;
    const sku = await stocked(1);
    await scheduler.wait(400);
    await evict(sku);
    expect(await rows(sku, "SELECT position FROM outbox")).toHaveLength(1);
    expect(told(sku)).toEqual([]);
    log.down = false;
    await vi.waitFor(() => expect(told(sku)).toHaveLength(1), 10_000);
    await vi.waitFor(async () => expect(await rows(sku, "SELECT position FROM outbox")).toEqual([]), 3_000);
  }, 20_000);

  test("is nothing where nothing changed: a longer hold, a release without one", async () => {
    const sku = await stocked(5);
    const orderId = newOrder();
    await INVENTORY.hold(orders, orderId, [line(sku, 1)], soon());
    await INVENTORY.hold(orders, orderId, [line(sku, 1)], soon(900_000));
    await INVENTORY.release(orders, newOrder(), [sku]);
    expect(await rows(sku, "SELECT seq FROM published")).toEqual([{ seq: 2 }]);
  });
});

describe("an object", () => {
  test("that was only asked, or only refused, stays empty", async () => {
    const sku = newSku();
    expect(await INVENTORY.levels(warehouse, sku)).toEqual({ ok: false, error: { code: "not_found" } });
    expect(await INVENTORY.ledger(warehouse, sku, { limit: 10 })).toMatchObject({ ok: true, value: { items: [] } });
    expect(await INVENTORY.hold(orders, newOrder(), [line(sku, 1)], soon())).toMatchObject({ ok: false });
    expect(await rows(sku, "SELECT name FROM sqlite_master WHERE name NOT LIKE '\\_cf%' ESCAPE '\\'")).toEqual([]);
  });

  test("keeps what is over in rows, for a while, and none of it in its snapshot", async () => {
    const sku = await stocked(100);
    for (let n = 0; n < 20; n++) {
      const orderId = newOrder();
      await INVENTORY.hold(orders, orderId, [line(sku, 1)], soon());
      if (n % 2 === 0) await INVENTORY.commit(orders, orderId, [line(sku, 1)]);
      else await INVENTORY.release(orders, orderId, [sku]);
      await INVENTORY.restock(orders, orderId, "ref_1", [{ sku, quantity: 1 }]);
    }
    const [snapshot] = await rows(sku, "SELECT state FROM snapshots");
    expect(JSON.parse(String(snapshot?.state))).toHaveProperty("settled", {});
    expect(await rows(sku, "SELECT key FROM settled")).toHaveLength(40);
    await rows(sku, "UPDATE settled SET at = at - ? WHERE outcome = 'released'", SETTLED_KEPT_MS);
    await INVENTORY.hold(orders, newOrder(), [line(sku, 1)], soon());
    expect(await rows(sku, "SELECT key FROM settled")).toHaveLength(30);
    expect(await level(sku)).toEqual({ onHand: 100, held: 1, available: 99 });
  });
});
