import { evictDurableObject, runInDurableObject } from "cloudflare:test";
import { describe, expect, test, vi } from "vitest";
import { Ids } from "../../../workers/kernel/ids.ts";
import { bindings, bought, guest, meta, objectOf, onShelf, orders, stocked, viewed, wants } from "./shopper.ts";
import { world } from "./worker.ts";

test("an order is confirmed in its answer and paid right after", async () => {
  const sku = stocked(2);
  const { order, owner } = await bought(sku);
  expect(order).toMatchObject({ status: "confirmed", totals: { total: { minor: 2_000, currency: "USD" } } });
  await vi.waitFor(async () =>
    expect(await viewed(owner, order.id)).toMatchObject({ paid: true, payment: { status: "captured" } }),
  );
  expect(onShelf(sku)).toEqual({ onHand: 1, held: 0 });
  await vi.waitFor(() =>
    expect(world.log.filter((event) => event.stream === `order/${order.id}`).map((event) => event.type)).toEqual([
      "OrderConfirmed",
      "OrderPaid",
    ]),
  );
});

test("nothing personal lies in the log, in the outbox or in what is published", async () => {
  const { order } = await bought(stocked(1));
  await runInDurableObject(objectOf(order.id), (_object, state) => {
    const events = state.storage.sql.exec("SELECT data FROM events WHERE aggregate = ?", order.id).toArray();
    expect(JSON.stringify(events)).not.toMatch(/Ada|High St|shop\.example/);
    expect(state.storage.sql.exec("SELECT email FROM contacts WHERE order_id = ?", order.id).toArray()).toEqual([
      { email: "ada@shop.example" },
    ]);
  });
  expect(JSON.stringify(world.log)).not.toMatch(/Ada|High St|shop\.example/);
});

describe("the same request", () => {
  test("fault 34: again is the same order, even after the object was evicted", async () => {
    const [sku, key] = [stocked(5), meta()];
    const { order } = await bought(sku, "pm_card_visa", key);
    await evictDurableObject(objectOf(order.id));
    expect((await bought(sku, "pm_card_visa", key)).order.id).toBe(order.id);
    expect(world.provider.intents.filter((intent) => intent.orderId === order.id)).toHaveLength(1);
  });

  test("fault 45: twice at once is one order, one intent, one hold", async () => {
    const [sku, key] = [stocked(5), meta()];
    const both = await Promise.all([bought(sku, "pm_card_visa", key), bought(sku, "pm_card_visa", key)]);
    expect(both[0].order.id).toBe(both[1].order.id);
    await vi.waitFor(() => expect(onShelf(sku)).toEqual({ onHand: 4, held: 0 }));
  });

  test("with another body is refused", async () => {
    const sku = stocked(5);
    await orders.place(guest, meta("same", "one"), wants(sku));
    expect(await orders.place(guest, meta("same", "two"), wants(sku))).toEqual({
      ok: false,
      error: { code: "idempotency_mismatch" },
    });
  });

  test("after a decline is told of the decline again, not charged anew", async () => {
    const [sku, key] = [stocked(1), meta()];
    const first = await orders.place(guest, key, wants(sku, "pm_card_chargeDeclined"));
    expect(first).toMatchObject({ ok: false, error: { code: "payment_declined", declineCode: "generic_decline" } });
    expect(await orders.place(guest, key, wants(sku, "pm_card_chargeDeclined"))).toEqual(first);
  });
});

test("a declined card leaves the goods free before the shopper hears of it", async () => {
  const sku = stocked(1);
  expect(await orders.place(guest, meta(), wants(sku, "pm_card_chargeDeclined"))).toMatchObject({
    error: { code: "payment_declined" },
  });
  expect(onShelf(sku)).toEqual({ onHand: 1, held: 0 });
  expect((await bought(sku)).order.status).toBe("confirmed");
});

test("what is sold out makes no order and leaves no event", async () => {
  const sku = stocked(0);
  const refused = await orders.place(guest, meta("sold-out"), wants(sku));
  expect(refused).toEqual({ ok: false, error: { code: "out_of_stock", lines: [{ sku, requested: 1, available: 0 }] } });
  const orderId = new Ids(bindings.ID_KEYS).derive("ord", ["buy-now", "sold-out"]);
  expect((await objectOf(orderId).read(orderId)).version).toBe(0);
});

test("fault 54: a product that is no longer sold makes no order", async () => {
  expect(await orders.place(guest, meta(), wants("GONE-1"))).toMatchObject({ error: { code: "unknown_sku" } });
});

test("the same goods named twice are one line, and no longer than a line may be", async () => {
  const sku = stocked(2_000);
  const twice = (quantity: number) => ({
    ...wants(sku),
    items: [
      { sku, quantity },
      { sku, quantity },
    ],
  });
  expect(await orders.place(guest, meta(), twice(500))).toEqual({
    ok: false,
    error: { code: "quantity_range", sku, max: 999 },
  });
  expect(await orders.place(guest, meta(), twice(499))).toMatchObject({
    value: { order: { lines: [{ sku, quantity: 998 }] } },
  });
});
