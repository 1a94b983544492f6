import { beforeAll, expect, test } from "vitest";
import type { EventsApi } from "../../../contracts/events.ts";
import { PARTITIONS } from "../../../queues/partition.ts";
import { rebuildLists } from "../../../workers/orders/rebuild.ts";
import { envelope } from "../../support/events.ts";
import { DB, EVENTS, happens, listed, ORDERS, orderId, preparedFromLog, STAFF, Story } from "./support.ts";

beforeAll(preparedFromLog);

const rowsOf = async (table: string) => (await DB.prepare(`SELECT * FROM ${table} ORDER BY 1, 2`).all()).results;
const rebuilt = () => rebuildLists({ DB, EVENTS }, STAFF);

/** Some orders, each at another point of its life. */
async function live(test: string): Promise<Story[]> {
  const stories = Array.from({ length: 6 }, (_, index) => new Story(orderId(test, index)));
  for (const [index, order] of stories.entries()) {
    const said = [
      order.isConfirmed({ customerId: `usr_${index}`, placedAt: 5_000 + index, totalMinor: 100 * index }),
      ...(index > 0 ? [order.says("OrderPaid", { capturedMinor: 100 * index })] : []),
      ...(index > 1 ? [order.says("OrderAttention", { reasons: ["backordered"] })] : []),
      ...(index > 2 ? [order.says("OrderFulfilled", {})] : []),
      ...(index > 3 ? [order.says("OrderRefunded", { refundId: "ref", amountMinor: 7, refundedMinor: 7 })] : []),
      ...(index > 4 ? [order.says("OrderCancelled", { reason: "lost" })] : []),
    ];
    await happens(...said);
  }
  return stories;
}

test("lists that are rebuilt from the log equal the live ones, in every column, places included; as often as one likes", async () => {
  await live("equal");
  const [orders, places] = [await rowsOf("orders"), await rowsOf("applied")];
  for (let time = 0; time < 3; time++) {
    expect(await rebuilt()).toEqual({ ok: true, value: { orders: orders.length } });
    expect(await rowsOf("orders")).toEqual(orders);
    expect(await rowsOf("applied")).toEqual(places);
    expect(await rowsOf("orders_next")).toEqual([]);
  }
});

test("a rebuild mends what is wrong in the live lists, and they go on from there", async () => {
  const [first] = await live("mend");
  const before = await rowsOf("orders");
  await DB.prepare("DELETE FROM orders WHERE id LIKE 'ord_mendx05%'").run();
  await DB.prepare("UPDATE orders SET status = 'returned', attention = '[\"?\"]'").run();
  await rebuilt();
  expect(await rowsOf("orders")).toEqual(before);
  await happens((first as Story).says("OrderPaid", { capturedMinor: 0 }), (first as Story).says("OrderDelivered", {}));
  expect((await listed("mend"))[0]).toMatchObject({ status: "delivered" });
});

test("what the live lists hear while a rebuild reads is not lost by the swap", async () => {
  const stories = await live("meanwhile");
  let pages = 0;
  const busy = {
    read: async (...args: Parameters<EventsApi["read"]>) => {
      const page = await EVENTS.read(...args);
      pages += 1;
      // After the last partition's page was read, and before it is applied: the first three times.
      const round = pages / PARTITIONS;
      const order = stories[round];
      if (order && round <= 3) await happens(order.says("OrderDelivered", {}));
      return page;
    },
  } as EventsApi;
  expect(await rebuildLists({ DB, EVENTS: busy }, STAFF)).toMatchObject({ ok: true });
  expect(pages).toBe(4 * PARTITIONS);
  expect((await listed("meanwhile")).map((row) => row.status)).toEqual([
    ...["confirmed", "delivered", "delivered", "delivered", "fulfilled", "cancelled"],
  ]);
});

test("a rebuild that fails leaves the live lists as they are, and the next one begins anew", async () => {
  await live("fails");
  const before = await rowsOf("orders");
  let pages = 0;
  const broken = {
    read: async (...args: Parameters<EventsApi["read"]>) => {
      pages += 1;
      if (pages > 1) throw new Error("log away");
      return { ...(await EVENTS.read(...args)), end: false };
    },
  } as EventsApi;
  await expect(rebuildLists({ DB, EVENTS: broken }, STAFF)).rejects.toThrow("log away");
  const unreadable = {
    read: async () => ({ events: [{ offset: 1, envelope: envelope("order/x", 1) }], end: true }),
  } as unknown as EventsApi;
  await expect(rebuildLists({ DB, EVENTS: unreadable }, STAFF)).rejects.toThrow();
  expect(await rowsOf("orders")).toEqual(before);
  expect(await rebuilt()).toMatchObject({ ok: true });
  expect(await rowsOf("orders")).toEqual(before);
});

test("two rebuilds at once end with the right lists, whoever wins", async () => {
  await live("twice");
  const before = await rowsOf("orders");
  await Promise.allSettled([rebuilt(), rebuilt()]);
  expect(await rowsOf("orders")).toEqual(before);
});

test("only staff who may rewrite a read model ask for it", async () => {
  for (const caller of [
    { kind: "guest", tokens: {} } as const,
    ORDERS,
    { ...STAFF, permissions: ["orders:write"] as const },
  ]) {
    expect(await rebuildLists({ DB, EVENTS }, caller as typeof STAFF)).toEqual({
      ok: false,
      error: { code: "forbidden" },
    });
  }
});
