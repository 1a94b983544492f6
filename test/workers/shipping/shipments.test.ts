import { beforeAll, describe, expect, test } from "vitest";
import {
  bindings,
  cancelled,
  confirmed,
  deliver,
  happened,
  newOrder,
  open,
  orders,
  shipmentIdOf,
  shopper,
  toldOf,
} from "./shop.ts";

const { SHIPPING } = bindings;
beforeAll(open);

describe("an order that was confirmed", () => {
  test("has its shipment arranged, and the log hears of it", async () => {
    const orderId = newOrder();
    expect(await SHIPPING.shipmentOf(orders, orderId)).toBeNull();
    expect(await deliver(confirmed(orderId))).toHaveLength(1);
    expect(await SHIPPING.shipmentOf(orders, orderId)).toEqual({
      id: shipmentIdOf(orderId),
      orderId,
      status: "arranged",
      lines: [{ sku: "MUG", quantity: 2 }],
      optionId: "standard",
    });
    expect(toldOf(orderId)).toMatchObject([
      {
        id: `shipment/${orderId}/1`,
        seq: 1,
        type: "ShipmentArranged",
        causationId: `order/${orderId}/1`,
        correlationId: "correlation",
        data: { orderId, shipmentId: shipmentIdOf(orderId), optionId: "standard" },
      },
    ]);
  });

  test("is arranged once, though it is delivered twice, in one batch or in two", async () => {
    const orderId = newOrder();
    expect(await deliver(confirmed(orderId), confirmed(orderId))).toHaveLength(2);
    expect(await deliver(confirmed(orderId))).toHaveLength(1);
    expect(toldOf(orderId)).toHaveLength(1);
  });

  test("is arranged once, though two deliveries race", async () => {
    const orderId = newOrder();
    await Promise.all([deliver(confirmed(orderId)), deliver(confirmed(orderId))]);
    await deliver(confirmed(orderId));
    expect(new Set(toldOf(orderId).map((each) => each.seq))).toEqual(new Set([1]));
    expect(await SHIPPING.shipmentOf(orders, orderId)).toMatchObject({ status: "arranged" });
  });

  test.each([
    ["destination_unserved", { country: "NZ" }],
    ["option_unserved", { option: "drone" }],
    ["option_unserved", { country: "NO", option: "standard" }],
  ])("is refused as %s where no rate serves %o", async (reason, where) => {
    const orderId = newOrder();
    await deliver(confirmed(orderId, where));
    expect(await SHIPPING.shipmentOf(orders, orderId)).toMatchObject({ status: "refused" });
    expect(toldOf(orderId)).toMatchObject([
      { type: "ShipmentRefused", data: { orderId, shipmentId: shipmentIdOf(orderId), reason } },
    ]);
  });

  test("whose other news come changes nothing", async () => {
    const orderId = newOrder();
    await deliver(
      confirmed(orderId),
      happened(orderId, 2, { type: "OrderPaid", data: { orderId, capturedMinor: 2990 } }),
      happened(orderId, 3, { type: "OrderAttention", data: { orderId, reasons: ["capture_refused"] } }),
      happened(orderId, 4, {
        type: "OrderRefunded",
        data: { orderId, refundId: "ref_1", amountMinor: 1, refundedMinor: 1 },
      }),
      happened(orderId, 5, { type: "OrderFulfilled", data: { orderId } }),
      happened(orderId, 6, { type: "OrderDelivered", data: { orderId } }),
    );
    expect(toldOf(orderId)).toHaveLength(1);
    expect(await deliver(cancelled(orderId, 7))).toHaveLength(1);
  });
});

describe("an order that is cancelled", () => {
  test("after its shipment was arranged has it cancelled, once", async () => {
    const orderId = newOrder();
    await deliver(confirmed(orderId));
    await deliver(cancelled(orderId, 2));
    await deliver(cancelled(orderId, 2));
    expect(await SHIPPING.shipmentOf(orders, orderId)).toMatchObject({ status: "cancelled" });
    expect(toldOf(orderId).map(({ id, seq, type, data }) => ({ id, seq, type, data }))).toMatchObject([
      { seq: 1, type: "ShipmentArranged" },
      {
        id: `shipment/${orderId}/2`,
        seq: 2,
        type: "ShipmentCancelled",
        data: { orderId, shipmentId: shipmentIdOf(orderId) },
      },
    ]);
  });

  test("in the same batch, the later event first, has it arranged and cancelled in order", async () => {
    const orderId = newOrder();
    expect(await deliver(cancelled(orderId, 2), confirmed(orderId))).toHaveLength(2);
    expect(toldOf(orderId).map((each) => each.type)).toEqual(["ShipmentArranged", "ShipmentCancelled"]);
  });

  test("before it was ever confirmed has no shipment, and nothing is said", async () => {
    const orderId = newOrder();
    expect(await deliver(cancelled(orderId, 1))).toHaveLength(1);
    expect(await SHIPPING.shipmentOf(orders, orderId)).toBeNull();
    expect(toldOf(orderId)).toEqual([]);
  });

  test("after its shipment was refused has nothing to cancel", async () => {
    const orderId = newOrder();
    await deliver(confirmed(orderId, { country: "NZ" }));
    await deliver(cancelled(orderId, 2));
    expect(await SHIPPING.shipmentOf(orders, orderId)).toMatchObject({ status: "refused" });
    expect(toldOf(orderId)).toHaveLength(1);
  });
});

describe("a gap in an order's events", () => {
  test("changes nothing and is not acknowledged; the event counts when it comes again after the missing one", async () => {
    const orderId = newOrder();
    expect(await deliver(cancelled(orderId, 2))).toEqual([]);
    await deliver(confirmed(orderId));
    expect(await SHIPPING.shipmentOf(orders, orderId)).toMatchObject({ status: "arranged" });
    expect(await deliver(cancelled(orderId, 2))).toHaveLength(1);
    expect(await SHIPPING.shipmentOf(orders, orderId)).toMatchObject({ status: "cancelled" });
  });

  test("or an event of unknown form holds up its own stream only", async () => {
    const [held, free] = [newOrder(), newOrder()];
    const unknown = { ...confirmed(held), type: "OrderVaporised" };
    expect(await deliver(unknown, confirmed(free))).toHaveLength(1);
    expect(await SHIPPING.shipmentOf(orders, held)).toBeNull();
    expect(await SHIPPING.shipmentOf(orders, free)).toMatchObject({ status: "arranged" });
  });
});

test("a shipment is shown to orders and to staff who may read them; to others it is not there", async () => {
  const orderId = newOrder();
  await deliver(confirmed(orderId));
  const staff = { kind: "staff", userId: "usr_1", tokens: {} } as const;
  const seen = async (caller: unknown) => (await SHIPPING.shipmentOf(caller as typeof orders, orderId)) !== null;
  expect(await seen({ ...staff, permissions: ["orders:read"] })).toBe(true);
  expect(await seen({ ...staff, permissions: ["catalog:write"] })).toBe(false);
  expect(await seen(shopper)).toBe(false);
  expect(await seen({ kind: "system", name: "cart" })).toBe(false);
});
