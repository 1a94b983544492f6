import { abortAllDurableObjects, evictDurableObject, runDurableObjectAlarm, runInDurableObject } from "cloudflare:test";
import { describe, expect, test, vi } from "vitest";
import type { Caller } from "../../../contracts/caller.ts";
import type { OrderId, PaymentId, UserId } from "../../../domain/kernel/ids.ts";
import { Ids } from "../../../workers/kernel/ids.ts";
import { bindings, bought, guest, meta, objectOf, onShelf, orders, stocked, viewed, wants } from "./shopper.ts";
import { world } from "./worker.ts";

const staff: Caller = {
  kind: "staff",
  userId: "usr_staff" as UserId,
  permissions: ["orders:read", "orders:write", "payments:write"],
  tokens: {},
};

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
  test("again is the same order, even after the object was evicted", async () => {
    const [sku, key] = [stocked(5), meta()];
    const { order } = await bought(sku, "pm_card_visa", key);
    await evictDurableObject(objectOf(order.id));
    expect((await bought(sku, "pm_card_visa", key)).order.id).toBe(order.id);
    expect(world.provider.intents.filter((intent) => intent.orderId === order.id)).toHaveLength(1);
  });

  test("twice at once is one order, one intent, one hold", async () => {
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

test("a product that is no longer sold makes no order", async () => {
  expect(await orders.place(guest, meta(), wants("GONE-1"))).toMatchObject({ error: { code: "unknown_sku" } });
});

describe("an answer that is lost after its effect", () => {
  test.each(["authorise", "capture", "commit"])(
    "%s is done once all the same",
    async (method) => {
      const sku = stocked(1);
      world.lost.set(method, 2);
      const { order, owner } = await bought(sku);
      await vi.waitFor(
        async () => expect(await viewed(owner, order.id)).toMatchObject({ status: "confirmed", paid: true }),
        { timeout: 9_000 },
      );
      await vi.waitFor(() => expect(onShelf(sku)).toEqual({ onHand: 0, held: 0 }), { timeout: 9_000 });
      expect(world.provider.intents.filter((intent) => intent.orderId === order.id)).toMatchObject([
        { capturedMinor: 2_000 },
      ]);
    },
    20_000,
  );
});

test("an object that dies between authorisation and capture finishes by its alarm", async () => {
  const sku = stocked(1);
  world.lost.set("capture", 1);
  const { order, owner } = await bought(sku);
  await abortAllDurableObjects();
  await vi.waitFor(
    async () => {
      await runDurableObjectAlarm(objectOf(order.id));
      expect(await viewed(owner, order.id)).toMatchObject({ paid: true });
    },
    { timeout: 9_000, interval: 500 },
  );
}, 15_000);

test("an event that could not be relayed is relayed later", async () => {
  world.logIsDown = true;
  const { order } = await bought(stocked(1));
  world.logIsDown = false;
  await vi.waitFor(() => expect(world.log.filter((event) => event.stream === `order/${order.id}`)).not.toEqual([]), {
    timeout: 9_000,
  });
}, 15_000);

describe("a bank that asks", () => {
  test("keeps the order waiting with what to do next; the webhook alone completes it", async () => {
    const { order, state, owner } = await bought(stocked(1), "pm_card_authenticationRequired");
    expect(state).toBe("waiting");
    expect(order.payment).toMatchObject({ status: "requires_action", nextAction: { type: "redirect_to_url" } });
    const ref = world.provider.intents.find((intent) => intent.orderId === order.id)?.ref ?? "";
    world.provider.authenticate(ref, true);
    expect(await bindings.SERVICE.poke({ kind: "system", name: "gateway" }, order.id, ref)).toBe(true);
    expect(await viewed(owner, order.id)).toMatchObject({ status: "confirmed", paid: true });
  });

  test("another intent's news is not taken for this order's", async () => {
    const { order, owner } = await bought(stocked(1), "pm_card_authenticationRequired");
    expect(await bindings.SERVICE.poke({ kind: "system", name: "gateway" }, order.id, "pi_of_another")).toBe(true);
    expect(await viewed(owner, order.id)).toMatchObject({ status: "pending" });
  });
});

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

  test("refunds go up to the sum; the same request twice is one refund", async () => {
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
