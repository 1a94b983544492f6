import { describe, expect, test } from "vitest";
import type { StockMovement } from "../../../contracts/inventory.ts";
import {
  adjust,
  atHand,
  evict,
  INVENTORY,
  INVENTORY_ADMIN,
  levels,
  line,
  newOrder,
  newSku,
  orders,
  put,
  soon,
  stocked,
  strangers,
  warehouse,
} from "./shop.ts";

const meta = { commandId: "key", bodyHash: "body", correlationId: "test" };
const forbidden = { ok: false, error: { code: "forbidden" } };

describe("a stranger", () => {
  test.each(strangers)("cannot hold, sell, free, look or count: %o", async (caller) => {
    const sku = await stocked(5);
    const orderId = newOrder();
    await expect(atHand().hold(caller, orderId, [line(sku, 1)], soon())).rejects.toThrow();
    await expect(atHand().commit(caller, orderId, [line(sku, 1)])).rejects.toThrow();
    await expect(atHand().release(caller, orderId, [sku])).rejects.toThrow();
    await expect(atHand().restock(caller, orderId, "ref_1", [{ sku, quantity: 1 }])).rejects.toThrow();
    expect(await INVENTORY.levels(caller, sku)).toEqual(forbidden);
    expect(await INVENTORY.ledger(caller, sku, { limit: 10 })).toEqual(forbidden);
    const change = { sku, onHand: 99, reason: "mine" };
    expect(await INVENTORY_ADMIN.adjust(caller, meta, [change])).toEqual(forbidden);
    expect((await levels(sku))[0]).toMatchObject({ onHand: 5, held: 0 });
  });

  test("who may only count cannot sell", async () => {
    const sku = await stocked(5);
    await expect(atHand().hold(warehouse, newOrder(), [line(sku, 1)], soon())).rejects.toThrow();
  });
});

describe("an adjustment", () => {
  test("answers one result for each change, in order, and changes of one SKU follow each other", async () => {
    const [one, other] = [newSku(), newSku()];
    const answer = await INVENTORY_ADMIN.adjust(warehouse, { ...meta, commandId: newOrder() }, [
      { sku: one, onHand: 5, reason: "count" },
      { sku: other, onHand: 2, location: "attic", reason: "count" },
      { sku: one, delta: -9, reason: "broken" },
      { sku: one, delta: -2, reason: "broken" },
      { sku: "", onHand: 1, reason: "count" },
      { sku: other, onHand: 1.5, reason: "count" },
      { sku: other, onHand: 1, location: "", reason: "count" },
      { sku: "a\u0000b", onHand: 1, reason: "count" },
    ]);
    expect(answer).toEqual({
      ok: true,
      value: [
        { ok: true, value: [{ sku: one, location: "main", onHand: 5, held: 0, available: 5 }] },
        { ok: true, value: [{ sku: other, location: "attic", onHand: 2, held: 0, available: 2 }] },
        { ok: false, error: { code: "below_held", sku: one, held: 0 } },
        { ok: true, value: [{ sku: one, location: "main", onHand: 3, held: 0, available: 3 }] },
        { ok: false, error: { code: "not_found" } },
        { ok: false, error: { code: "parameter", errors: [{ path: "onHand", code: "range" }] } },
        { ok: false, error: { code: "parameter", errors: [{ path: "location", code: "length" }] } },
        { ok: false, error: { code: "not_found" } },
      ],
    });
  });

  test("fault 64: cannot go below what is held", async () => {
    const sku = await stocked(5);
    await INVENTORY.hold(orders, newOrder(), [line(sku, 3)], soon());
    expect(await adjust({ sku, onHand: 2, reason: "count" })).toEqual({
      ok: false,
      error: { code: "below_held", sku, held: 3 },
    });
    expect(await adjust({ sku, onHand: 3, reason: "count" })).toMatchObject({ ok: true });
  });

  test("repeated with its key counts once, also after others; with other content it is refused", async () => {
    const sku = await stocked(5);
    const first = await adjust({ sku, delta: 2, reason: "found" }, "again");
    await put(sku, 1);
    await evict(sku);
    expect(await adjust({ sku, delta: 2, reason: "found" }, "again")).toEqual(first);
    expect(await adjust({ sku, delta: 3, reason: "found" }, "again")).toMatchObject({
      error: { code: "idempotency_mismatch" },
    });
    expect((await levels(sku))[0]?.onHand).toBe(1);
  });

  test("of more than 100 at once is refused", async () => {
    const changes = Array.from({ length: 101 }, () => ({ sku: "SKU-MANY", onHand: 1, reason: "count" }));
    expect(await INVENTORY_ADMIN.adjust(warehouse, meta, changes)).toMatchObject({ error: { code: "parameter" } });
  });

  test("is open to the seed, which has no account", async () => {
    const seed = { kind: "system", name: "seed" } as const;
    const change = { sku: newSku(), onHand: 1, reason: "seed" };
    expect(await INVENTORY_ADMIN.adjust(seed, { ...meta, commandId: newOrder() }, [change])).toMatchObject({
      ok: true,
      value: [{ ok: true }],
    });
  });
});

describe("the ledger", () => {
  test("tells every movement in pages that fit together, and adds up to the levels", async () => {
    const sku = await stocked(3, "attic");
    await put(sku, 4, "shop");
    const [sold, freed] = [newOrder(), newOrder()];
    await INVENTORY.hold(orders, sold, [line(sku, 6)], soon());
    await INVENTORY.commit(orders, sold, [line(sku, 6)]);
    await INVENTORY.hold(orders, freed, [line(sku, 1)], soon());
    await INVENTORY.release(orders, freed, [sku]);
    await INVENTORY.restock(orders, sold, "ref_1", [{ sku, quantity: 5 }]);

    const whole = await ledger(sku, 100);
    for (const limit of [1, 2, 3, 5]) expect(await ledger(sku, limit)).toEqual(whole);
    expect(whole.map(({ kind, location, onHandDelta, heldDelta }) => [kind, location, onHandDelta, heldDelta])).toEqual(
      [
        ["adjusted", "attic", 3, 0],
        ["adjusted", "shop", 4, 0],
        ["held", "shop", 0, 4],
        ["held", "attic", 0, 2],
        ["committed", "shop", -4, -4],
        ["committed", "attic", -2, -2],
        ["held", "attic", 0, 1],
        ["released", "attic", 0, -1],
        ["restocked", "shop", 4, 0],
        ["restocked", "attic", 1, 0],
      ],
    );
    for (const { location, onHand, held } of await levels(sku)) {
      const mine = whole.filter((movement) => movement.location === location);
      expect(mine.reduce((sum, movement) => sum + movement.onHandDelta, 0)).toBe(onHand);
      expect(mine.reduce((sum, movement) => sum + movement.heldDelta, 0)).toBe(held);
    }
  });

  test.each(["x", "1", "1.", "-1.0", "1.0.0", "9".repeat(20), "1.0;"])("refuses the cursor %s", async (cursor) => {
    const refused = await INVENTORY.ledger(warehouse, newSku(), { limit: 10, cursor });
    expect(refused).toMatchObject({ ok: false, error: { code: "parameter" } });
  });

  test.each([0, -1, 101, 1.5, Number.NaN])("refuses a page of %s", async (limit) => {
    expect(await INVENTORY.ledger(warehouse, newSku(), { limit })).toMatchObject({ error: { code: "parameter" } });
  });

  async function ledger(sku: string, limit: number): Promise<StockMovement[]> {
    const items: StockMovement[] = [];
    let cursor: string | null = null;
    do {
      const page = await INVENTORY.ledger(warehouse, sku, cursor === null ? { limit } : { limit, cursor });
      if (!page.ok) throw new Error(page.error.code);
      expect(page.value.items.length).toBeLessThanOrEqual(limit);
      items.push(...page.value.items);
      cursor = page.value.nextCursor;
    } while (cursor !== null);
    return items;
  }
});
