import { expect, test } from "vitest";
import type { InventoryApi } from "../../contracts/inventory.ts";
import type { OrderId, Sku } from "../../domain/kernel/ids.ts";
import { CALLER } from "../../durable-objects/effects/ports.ts";

export type StockPort = Pick<InventoryApi, "hold" | "commit" | "release" | "restock">;
export type StockWorld = {
  port: StockPort;
  newOrder: () => OrderId;
  stocked: (quantity: number) => Promise<Sku>;
  onHand: (sku: Sku) => Promise<{ onHand: number; held: number }>;
};

/** What the saga relies on of inventory: the simulation's fake and the real Worker must both keep it. */
export function keepsTheStockContract({ port, newOrder, stocked, onHand }: StockWorld): void {
  const soon = () => Date.now() + 600_000;
  const line = (sku: Sku, quantity: number, backorder = false) => ({ sku, quantity, backorder });

  test("a hold sets goods aside, once per order, and a commit takes them away, once", async () => {
    const [sku, order] = [await stocked(5), newOrder()];
    for (let twice = 0; twice < 2; twice++)
      expect(await port.hold(CALLER, order, [line(sku, 2)], soon())).toEqual({ ok: true, value: { backordered: [] } });
    expect(await onHand(sku)).toEqual({ onHand: 5, held: 2 });
    for (let twice = 0; twice < 2; twice++)
      expect(await port.commit(CALLER, order, [line(sku, 2)])).toEqual({ backordered: [] });
    expect(await onHand(sku)).toEqual({ onHand: 3, held: 0 });
  });

  test("all lines are held or none, and what is short is named", async () => {
    const [plenty, few] = [await stocked(5), await stocked(1)];
    expect(await port.hold(CALLER, newOrder(), [line(plenty, 1), line(few, 2)], soon())).toEqual({
      ok: false,
      error: { code: "out_of_stock", lines: [{ sku: few, requested: 2, available: 1 }] },
    });
    expect(await onHand(plenty)).toEqual({ onHand: 5, held: 0 });
  });

  test("a release frees the goods and bars the order, also when it comes before the hold", async () => {
    const [sku, order] = [await stocked(1), newOrder()];
    await port.release(CALLER, order, [sku]);
    expect(await port.hold(CALLER, order, [line(sku, 1)], soon())).toMatchObject({ ok: false });
    expect(await onHand(sku)).toEqual({ onHand: 1, held: 0 });
  });

  test("sold goods come back once per reason", async () => {
    const [sku, order] = [await stocked(2), newOrder()];
    await port.hold(CALLER, order, [line(sku, 2)], soon());
    await port.commit(CALLER, order, [line(sku, 2)]);
    for (let twice = 0; twice < 2; twice++) await port.restock(CALLER, order, "cancel", [line(sku, 2)]);
    expect(await onHand(sku)).toEqual({ onHand: 2, held: 0 });
  });

  test("what is missing of a back-ordered line is owed", async () => {
    const [sku, order] = [await stocked(1), newOrder()];
    expect(await port.hold(CALLER, order, [line(sku, 3, true)], soon())).toMatchObject({ ok: true });
    expect(await port.commit(CALLER, order, [line(sku, 3, true)])).toEqual({ backordered: [{ sku, quantity: 2 }] });
  });
}
