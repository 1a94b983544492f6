import { abortAllDurableObjects } from "cloudflare:test";
import { describe, expect, test } from "vitest";
import type { StockObject } from "../../../durable-objects/stock.ts";
import { holdAll } from "../../../workers/inventory/holding.ts";
import type { Stocks } from "../../../workers/inventory/stocks.ts";
import { evict, INVENTORY, level, levels, line, newOrder, newSku, orders, put, STOCK, soon, stocked } from "./shop.ts";

/** Stock of which one SKU does as it is told, and then its answer is lost, so many times. */
function losingAnswers(sku: string, times: number): Stocks {
  let left = times;
  const handle = async (...told: Parameters<StockStub["handle"]>) => {
    const answer = await STOCK.getByName(sku).handle(...told);
    if (left-- > 0) throw new Error("Network connection lost.");
    return answer;
  };
  const getByName = (name: string) => (name === sku ? { handle } : STOCK.getByName(name));
  return { getByName } as unknown as Stocks;
}
type StockStub = DurableObjectStub<StockObject>;

describe("the last unit", () => {
  test("fault 46: raced by 200 orders goes to one; the others hear so, and the level never lies", async () => {
    const sku = await stocked(1);
    const seen: number[] = [];
    const watching = Promise.all(Array.from({ length: 20 }, async () => seen.push((await level(sku)).available)));
    const answers = await Promise.all(
      Array.from({ length: 200 }, () => INVENTORY.hold(orders, newOrder(), [line(sku, 1)], soon())),
    );
    await watching;
    expect(answers.filter((answer) => answer.ok)).toHaveLength(1);
    const short = { ok: false, error: { code: "out_of_stock", lines: [{ sku, requested: 1, available: 0 }] } };
    expect(answers.filter((answer) => !answer.ok)).toEqual(Array.from({ length: 199 }, () => short));
    expect(await level(sku)).toEqual({ onHand: 1, held: 1, available: 0 });
    expect(seen.every((available) => available === 0 || available === 1)).toBe(true);
  });
});

describe("a hold of several lines", () => {
  test("adds up lines of the same SKU", async () => {
    const sku = await stocked(3);
    const both = [line(sku, 2), line(sku, 2)];
    expect(await INVENTORY.hold(orders, newOrder(), both, soon())).toEqual({
      ok: false,
      error: { code: "out_of_stock", lines: [{ sku, requested: 4, available: 3 }] },
    });
    expect(await INVENTORY.hold(orders, newOrder(), [line(sku, 2), line(sku, 1)], soon())).toMatchObject({ ok: true });
    expect((await level(sku)).available).toBe(0);
  });

  test("fault 61: is all or nothing: what was held is free again before the answer, and all that is short is named", async () => {
    const [plenty, few, none] = [await stocked(9), await stocked(1), newSku()];
    const wanted = [line(plenty, 2), line(few, 2), line(none, 1)];
    expect(await INVENTORY.hold(orders, newOrder(), wanted, soon())).toEqual({
      ok: false,
      error: {
        code: "out_of_stock",
        lines: [
          { sku: few, requested: 2, available: 1 },
          { sku: none, requested: 1, available: 0 },
        ],
      },
    });
    expect(await level(plenty)).toEqual({ onHand: 9, held: 0, available: 9 });
    expect(await level(few)).toEqual({ onHand: 1, held: 0, available: 1 });
  });

  test("refused for one SKU bars nothing: the same order may hold when that one is there again", async () => {
    const [plenty, few] = [await stocked(9), await stocked(1)];
    const [order, wanted] = [newOrder(), [line(plenty, 2), line(few, 2)]];
    expect(await INVENTORY.hold(orders, order, wanted, soon())).toMatchObject({ ok: false });
    await put(few, 5);
    expect(await INVENTORY.hold(orders, order, wanted, soon())).toMatchObject({ ok: true });
  });

  test("whose answer is lost somewhere lets go of everything, that one too", async () => {
    const [first, lost, last] = [await stocked(5), await stocked(5), await stocked(5)];
    const orderId = newOrder();
    const wanted = [line(first, 1), line(lost, 1), line(last, 1)];
    await expect(holdAll(losingAnswers(lost, 1), orderId, wanted, soon())).rejects.toThrow("connection lost");
    for (const sku of [first, lost, last]) expect((await level(sku)).held).toBe(0);
  });

  test("whose answer is lost bars nothing: the same order asks again, and holds", async () => {
    const [fine, lost] = [await stocked(5), await stocked(5)];
    const [orderId, wanted] = [newOrder(), [line(fine, 1), line(lost, 1)]];
    await expect(holdAll(losingAnswers(lost, 1), orderId, wanted, soon())).rejects.toThrow("connection lost");
    expect(await INVENTORY.hold(orders, orderId, wanted, soon())).toMatchObject({ ok: true });
  });

  test("that was only to last longer stands when an answer is lost: the order is alive", async () => {
    const [fine, lost] = [await stocked(1), await stocked(1)];
    const [orderId, wanted] = [newOrder(), [line(fine, 1), line(lost, 1)]];
    await INVENTORY.hold(orders, orderId, wanted, soon());
    await expect(holdAll(losingAnswers(lost, 1), orderId, wanted, soon() + 1_000)).rejects.toThrow("connection lost");
    for (const sku of [fine, lost]) expect((await level(sku)).held).toBe(1);
    expect(await INVENTORY.hold(orders, orderId, wanted, soon() + 1_000)).toMatchObject({ ok: true });
  });

  test("keeps the first cause when even letting go fails; the hold then lapses by itself", async () => {
    const [fine, lost] = [await stocked(5), await stocked(5)];
    const wanted = [line(fine, 1), line(lost, 1)];
    await expect(holdAll(losingAnswers(lost, 9), newOrder(), wanted, soon())).rejects.toThrow("connection lost");
    expect((await level(fine)).held).toBe(0);
  });

  test("fault 35: of a SKU that is overloaded is asked for once, sells nothing, and the others are free again", async () => {
    const [fine, busy] = [await stocked(2), await stocked(1)];
    const asked: string[] = [];
    const handle = async (_sku: string, { type }: { type: string }) => {
      asked.push(type);
      throw Object.assign(new Error("Durable Object is overloaded."), { overloaded: true });
    };
    const getByName = (name: string) => (name === busy ? { handle } : STOCK.getByName(name));
    const stocks = { getByName } as unknown as Stocks;
    await expect(holdAll(stocks, newOrder(), [line(fine, 2), line(busy, 1)], soon())).rejects.toThrow("is overloaded");
    expect(asked.filter((type) => type === "Hold")).toHaveLength(1);
    expect(await level(fine)).toEqual({ onHand: 2, held: 0, available: 2 });
    expect(await level(busy)).toEqual({ onHand: 1, held: 0, available: 1 });
  });

  test("says what is back-ordered", async () => {
    const [some, none] = [await stocked(2), newSku()];
    expect(await INVENTORY.hold(orders, newOrder(), [line(some, 3, true), line(none, 1, true)], soon())).toEqual({
      ok: true,
      value: {
        backordered: [
          { sku: some, quantity: 1 },
          { sku: none, quantity: 1 },
        ],
      },
    });
  });
});

describe("an order's goods", () => {
  test("fault 34: are held, sold and given back, each once, though the object forgets its memory between all calls", async () => {
    const sku = await stocked(2, "attic");
    await put(sku, 5, "shop");
    const orderId = newOrder();
    const twice = async (call: () => Promise<unknown>) => {
      await evict(sku);
      const first = await call();
      await evict(sku);
      expect(await call()).toEqual(first);
    };
    await twice(() => INVENTORY.hold(orders, orderId, [line(sku, 6)], soon()));
    expect(await level(sku)).toEqual({ onHand: 7, held: 6, available: 1 });
    await twice(() => INVENTORY.commit(orders, orderId, [line(sku, 6)]));
    expect(await level(sku)).toEqual({ onHand: 1, held: 0, available: 1 });
    await twice(() => INVENTORY.release(orders, orderId, [sku]));
    await twice(() => INVENTORY.restock(orders, orderId, "ref_1", [{ sku, quantity: 6 }]));
    await twice(() => INVENTORY.restock(orders, orderId, "ref_2", [{ sku, quantity: 6 }]));
    expect(await levels(sku)).toEqual([
      { sku, location: "attic", onHand: 2, held: 0, available: 2 },
      { sku, location: "shop", onHand: 5, held: 0, available: 5 },
    ]);
  });

  test("fault 33: survive an object that is reset in the middle", async () => {
    const sku = await stocked(3);
    const orderId = newOrder();
    await INVENTORY.hold(orders, orderId, [line(sku, 2)], soon());
    await abortAllDurableObjects();
    expect(await level(sku)).toEqual({ onHand: 3, held: 2, available: 1 });
    expect(await INVENTORY.commit(orders, orderId, [line(sku, 2)])).toEqual({ backordered: [] });
    expect(await level(sku)).toEqual({ onHand: 1, held: 0, available: 1 });
  });

  test("fault 63: cannot be held once the release has come, even before the hold", async () => {
    const sku = await stocked(3);
    const orderId = newOrder();
    await INVENTORY.release(orders, orderId, [sku]);
    await evict(sku);
    expect(await INVENTORY.hold(orders, orderId, [line(sku, 1)], soon())).toEqual({
      ok: false,
      error: { code: "out_of_stock", lines: [{ sku, requested: 1, available: 0 }] },
    });
    expect(await INVENTORY.commit(orders, orderId, [line(sku, 1)])).toEqual({
      backordered: [{ sku, quantity: 1 }],
    });
    expect(await level(sku)).toEqual({ onHand: 3, held: 0, available: 3 });
  });

  test("fault 62: that lapsed are sold as far as they are there; the rest is owed", async () => {
    const sku = await stocked(3);
    const [late, quick] = [newOrder(), newOrder()];
    await INVENTORY.hold(orders, late, [line(sku, 3)], Date.now() + 1);
    await scheduler.wait(5);
    await INVENTORY.hold(orders, quick, [line(sku, 2)], soon());
    expect(await INVENTORY.commit(orders, late, [line(sku, 3)])).toEqual({ backordered: [{ sku, quantity: 2 }] });
    expect(await level(sku)).toEqual({ onHand: 2, held: 2, available: 0 });
  });
});
