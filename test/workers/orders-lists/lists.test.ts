import { beforeAll, expect, test } from "vitest";
import applied from "../../../d1/migrations/orders/0002_applied.sql?raw";
import { APPLIED_SQL } from "../../../d1/schema/applied.ts";
import type { UserId } from "../../../domain/kernel/ids.ts";
import { ordersOf } from "../../../workers/orders/queries.ts";
import { envelope } from "../../support/events.ts";
import { DB, db, happens, listed, listen, orderId, prepared, Story } from "./support.ts";

beforeAll(prepared);

test("an order is in the list from its confirmation on, and what it says changes its row", async () => {
  const order = new Story(orderId("life", 1));
  await happens(order.isConfirmed({ customerId: "usr_ann" }));
  const row = {
    ...{
      id: order.id,
      number: "ABCDE-12345",
      customerId: "usr_ann",
      status: "confirmed",
      paid: false,
      currency: "USD",
    },
    ...{ totalMinor: 2_500, refundedMinor: 0, attention: [], placedAt: 1_750_000_000_000 },
  };
  expect(await listed("life")).toEqual([row]);
  const steps = [
    [order.says("OrderPaid", { capturedMinor: 2_500 }), { paid: true }],
    [order.says("OrderAttention", { reasons: ["shipment_refused"] }), { attention: ["shipment_refused"] }],
    [order.says("OrderFulfilled", {}), { status: "fulfilled" }],
    [order.says("OrderDelivered", {}), { status: "delivered" }],
    [order.says("OrderRefunded", { refundId: "ref_1", amountMinor: 100, refundedMinor: 100 }), { refundedMinor: 100 }],
    [order.says("OrderRefunded", { refundId: "ref_2", amountMinor: 50, refundedMinor: 150 }), { refundedMinor: 150 }],
    [order.says("OrderCancelled", { reason: "lost" }), { status: "cancelled" }],
  ] as const;
  let expected = row;
  for (const [event, change] of steps) {
    await happens(event);
    expected = { ...expected, ...(change as Partial<typeof row>) };
    expect(await listed("life")).toEqual([expected]);
  }
});

test("an order with nothing to pay is paid from the start", async () => {
  await happens(new Story(orderId("free", 1)).isConfirmed({ totalMinor: 0 }));
  expect(await listed("free")).toMatchObject([{ paid: true, totalMinor: 0 }]);
});

test("an event of a version nobody knows yet stops the order, and is not skipped", async () => {
  const order = new Story(orderId("newer", 1));
  await happens(order.isConfirmed());
  const newer = { ...order.says("OrderPaid", { capturedMinor: 1 }), version: 2 };
  const after = order.says("OrderFulfilled", {});
  const deliveries = [newer, after].map((each, index) => ({ partition: 0, offset: 900_001 + index, envelope: each }));
  expect(await listen(deliveries)).toEqual({ acked: ["0"], retried: ["1"] });
  expect(await listed("newer")).toMatchObject([{ paid: false, status: "confirmed" }]);
});

test("the database refuses what must never be written, and the other orders of the batch go on", async () => {
  const [bad, good] = [new Story(orderId("refused", 1)), new Story(orderId("refused", 2))];
  await happens(bad.isConfirmed(), good.isConfirmed());
  const over = bad.says("OrderRefunded", { refundId: "ref_1", amountMinor: 2_501, refundedMinor: 2_501 });
  const deliveries = [over, good.says("OrderPaid", { capturedMinor: 2_500 })].map((each, index) => ({
    ...{ partition: 0, offset: 910_001 + index, envelope: each },
  }));
  expect(await listen(deliveries)).toEqual({ acked: ["1"], retried: ["0"] });
  expect(await listed("refused")).toMatchObject([{ refundedMinor: 0 }, { paid: true }]);
});

test("a stream of another kind is none of the list's business", async () => {
  expect(await listen([{ partition: 0, offset: 920_001, envelope: envelope("stock/mug", 1) }])).toMatchObject({
    retried: [],
  });
});

test("a customer's orders come newest first, page by page, each once, also those of the same moment", async () => {
  const mine = Array.from({ length: 7 }, (_, index) => new Story(orderId("page", index)));
  await happens(
    ...mine.map((order, index) =>
      order.isConfirmed({ customerId: "usr_bea", placedAt: 1_000 + Math.floor(index / 3) }),
    ),
    new Story(orderId("page", 8)).isConfirmed({ customerId: "usr_other" }),
    new Story(orderId("page", 9)).isConfirmed(),
  );
  const seen: string[] = [];
  let cursor: string | undefined;
  for (let page = 0; page < 4; page++) {
    const answer = await ordersOf(db, "usr_bea" as UserId, { limit: 2, ...(cursor === undefined ? {} : { cursor }) });
    if (!answer.ok) throw new Error(answer.error.code);
    seen.push(...answer.value.items.map((item) => item.id));
    cursor = answer.value.nextCursor ?? undefined;
    expect(answer.value.items.length).toBe(page < 3 ? 2 : 1);
  }
  expect(cursor).toBeUndefined();
  expect(seen).toEqual(mine.map((order) => order.id).reverse());
});

test("an item says what a list needs, with its total as money", async () => {
  await happens(new Story(orderId("item", 1)).isConfirmed({ customerId: "usr_cid" }));
  const answer = await ordersOf(db, "usr_cid" as UserId, { limit: 1 });
  expect(answer).toEqual({
    ok: true,
    value: {
      items: [
        {
          ...{ id: orderId("item", 1), number: "ABCDE-12345", status: "confirmed", paid: false },
          ...{ total: { minor: 2_500, currency: "USD" }, placedAt: "2025-06-15T15:06:40.000Z" },
        },
      ],
      nextCursor: null,
    },
  });
});

test.each(["", "x", "!!", btoa("1.ord_"), btoa(`${"9".repeat(40)}.ord_${"0".repeat(32)}`), "a".repeat(500)])(
  "%j is no cursor",
  async (cursor) => {
    expect(await ordersOf(db, "usr_bea" as UserId, { limit: 2, cursor })).toMatchObject({
      ok: false,
      error: { code: "parameter" },
    });
  },
);

test("a page is read from its index, in its order", async () => {
  const plan = await DB.prepare(
    "EXPLAIN QUERY PLAN SELECT id FROM orders WHERE customer_id = 'x' AND (placed_at, id) < (1, 'y') ORDER BY placed_at DESC, id DESC LIMIT 3",
  ).all();
  const steps = plan.results.map((row) => String(row.detail));
  expect(steps).toHaveLength(1);
  expect(steps[0]).toMatch(/USING .*INDEX orders_by_customer/);
});

test("the places of subscribers lie in the table that all databases share", () => {
  expect(applied).toContain(APPLIED_SQL);
});
