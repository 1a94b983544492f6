import { describe, expect, test, vi } from "vitest";
import type { Caller } from "../../../contracts/caller.ts";
import type { OrderId, PaymentId, UserId } from "../../../domain/kernel/ids.ts";
import { bought, guest, meta, onShelf, orders, stocked, viewed } from "./shopper.ts";
import { world } from "./worker.ts";

const staff: Caller = {
  kind: "staff",
  userId: "usr_staff" as UserId,
  permissions: ["orders:read", "orders:write", "payments:write"],
  tokens: {},
};

describe("staff and shopper afterwards", () => {
  test("a cancellation gives money and goods back; twice is once", async () => {
    const sku = stocked(1);
    const { order, owner } = await bought(sku);
    for (const key of [meta(), meta()])
      expect(await orders.cancel(owner, order.id, key, "changed my mind")).toMatchObject({
        ok: true,
        value: { status: "cancelled" },
      });
    await vi.waitFor(() => expect(onShelf(sku)).toEqual({ onHand: 1, held: 0 }));
    const [intent] = world.provider.intents.filter((each) => each.orderId === order.id);
    expect(intent?.capturedMinor).toBe(intent?.refundedMinor);
  });

  test("fault 57: refunds go up to the sum; the same request twice is one refund", async () => {
    const { order, owner } = await bought(stocked(1));
    await vi.waitFor(async () => expect(await viewed(owner, order.id)).toMatchObject({ paid: true }));
    const paymentId = order.payment?.id as PaymentId;
    const key = meta();
    const part = { amount: { minor: 1_500, currency: "USD" }, reason: "scratched" } as const;
    const first = await orders.refund(staff, paymentId, key, part);
    expect(first).toMatchObject({ ok: true, value: { status: "succeeded", amount: { minor: 1_500 } } });
    expect(await orders.refund(staff, paymentId, key, part)).toEqual(first);
    expect(await orders.refund(staff, paymentId, meta(), part)).toMatchObject({
      error: { code: "refund_exceeds_captured", refundable: { minor: 500 } },
    });
    expect(await viewed(owner, order.id)).toMatchObject({ payment: { status: "partially_refunded" } });
  });

  test("an order can be seen as it was, and its history told", async () => {
    const { order, owner } = await bought(stocked(1));
    await vi.waitFor(async () => expect(await viewed(owner, order.id)).toMatchObject({ paid: true }));
    expect(await orders.view(owner, order.id, 2)).toMatchObject({
      ok: true,
      value: { version: 2, status: "pending", paid: false },
    });
    expect(await orders.view(owner, order.id, 99)).toMatchObject({ error: { code: "not_found" } });
    const history = await orders.events(owner, order.id, { limit: 3 });
    expect(history).toMatchObject({
      ok: true,
      value: {
        items: [{ type: "placed" }, { type: "payment_started" }, { type: "payment_authorized" }],
        nextCursor: "3",
      },
    });
  });

  test("an order that waits for its payment takes another card after a decline", async () => {
    const { order, owner } = await bought(stocked(1), null);
    expect(order).toMatchObject({ status: "pending", payment: { status: "pending" } });
    const pay = (method: string) => orders.pay(owner, order.id, meta(), { provider: "stripe", method });
    expect(await pay("pm_card_chargeDeclined")).toMatchObject({ error: { code: "payment_declined" } });
    expect(await pay("pm_card_visa")).toMatchObject({ ok: true, value: { id: expect.stringMatching(/^pay_2_/) } });
    await vi.waitFor(async () =>
      expect(await viewed(owner, order.id)).toMatchObject({ status: "confirmed", paid: true }),
    );
    expect(await pay("pm_card_visa")).toMatchObject({ error: { code: "order_not_payable" } });
  });
});

test("a stranger finds nothing, by whatever method", async () => {
  const { order } = await bought(stocked(1));
  const paymentId = order.payment?.id as PaymentId;
  const other = await bought(stocked(1));
  const strangers: Caller[] = [guest, other.owner, { kind: "customer", userId: "usr_other" as UserId, tokens: {} }];
  const id = order.id as OrderId;
  for (const stranger of strangers) {
    for (const asked of [
      orders.view(stranger, id),
      orders.view(stranger, id, 1),
      orders.events(stranger, id, { limit: 10 }),
      orders.cancel(stranger, id, meta(), "mine now"),
      orders.pay(stranger, id, meta(), { provider: "stripe", method: "pm_card_visa" }),
      orders.payment(stranger, paymentId),
    ]) {
      expect(await asked).toEqual({ ok: false, error: { code: "not_found" } });
    }
    expect(await orders.refund(stranger, paymentId, meta(), { reason: "mine" })).toMatchObject({
      error: { code: "forbidden" },
    });
    expect(await orders.setStatus(stranger, id, meta(), "fulfilled")).toMatchObject({ error: { code: "forbidden" } });
  }
  const poked = await orders.poke(guest, id, "pi_1").catch((cause: Error) => cause.message);
  expect(poked).toContain("only the gateway");
});

test("staff who may only look cannot cancel or pay what they see", async () => {
  const { order } = await bought(stocked(1), null);
  const support: Caller = { kind: "staff", userId: "usr_support" as UserId, permissions: ["orders:read"], tokens: {} };
  expect(await orders.view(support, order.id)).toMatchObject({ ok: true, value: { id: order.id } });
  const pay = { provider: "stripe", method: "pm_card_visa" } as const;
  for (const asked of [orders.cancel(support, order.id, meta(), "tidy"), orders.pay(support, order.id, meta(), pay)]) {
    expect(await asked).toEqual({ ok: false, error: { code: "forbidden" } });
  }
  expect(await orders.cancel(staff, order.id, meta(), "asked by phone")).toMatchObject({ ok: true });
});
