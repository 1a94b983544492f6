import { beforeAll, beforeEach, describe, expect, test, vi } from "vitest";
import {
  askedOf,
  bindings,
  confirmed,
  deliver,
  happened,
  letTimePass,
  newOrder,
  prepared,
  provider,
  quiet,
  rowsOf,
  send,
  states,
} from "./shop.ts";
import { known } from "./worker.ts";

const DAY_MS = 24 * 60 * 60_000;
beforeAll(prepared);
beforeEach(quiet);

describe("an event that asks for a mail", () => {
  test("is acknowledged as soon as the mail is a row; the row holds no address and no word of it", async () => {
    const orderId = newOrder();
    expect(await deliver(confirmed(orderId))).toBe(1);
    expect(provider.asked).toEqual([]);
    expect(await send()).toBeNull();
    expect(askedOf(orderId)).toMatchObject([{ key: `order/${orderId}/1/order_confirmed` }]);
    const rows = await rowsOf(orderId);
    expect(rows).toMatchObject([{ state: "sent", tries: 1 }]);
    expect(JSON.stringify(rows)).not.toMatch(/@|Ada|mug/i);
  });

  test("however often it is delivered has one mail", async () => {
    const orderId = newOrder();
    await Promise.all([deliver(confirmed(orderId), confirmed(orderId)), deliver(confirmed(orderId))]);
    await deliver(confirmed(orderId));
    await send();
    await deliver(confirmed(orderId));
    await send();
    expect(askedOf(orderId)).toHaveLength(1);
  });

  test("of unknown form is not acknowledged, and one that asks for nothing is", async () => {
    const orderId = newOrder();
    expect(await deliver(happened(`order/${orderId}`, 1, "OrderVaporised", { orderId }))).toBe(0);
    expect(await deliver(happened(`order/${orderId}`, 1, "OrderPaid", { orderId, capturedMinor: 1 }))).toBe(1);
    expect(await deliver(happened("rules/shop", 1, "RulesChanged", { version: 1 }))).toBe(1);
    await send();
    expect(provider.asked).toEqual([]);
  });
});

describe("nobody is written to", () => {
  test("who was erased", async () => {
    const [orderId, userId] = [newOrder(), `usr_${crypto.randomUUID()}`];
    known.erased.add(orderId).add(userId);
    await deliver(confirmed(orderId), happened(`user/${userId}`, 1, "UserRegistered", { userId }));
    await send();
    for (const matter of [orderId, userId]) expect(await states(matter)).toEqual([["suppressed", "nobody"]]);
    expect(provider.asked).toEqual([]);
  });

  test("about what lies more than three days back, as when an old log is read for the first time", async () => {
    const [old, recent] = [newOrder(), newOrder()];
    await deliver(confirmed(old, Date.now() - 3 * DAY_MS - 1_000), confirmed(recent, Date.now() - 2 * DAY_MS));
    await send();
    expect(await states(old)).toEqual([["suppressed", "too_late"]]);
    expect(await states(recent)).toEqual([["sent", null]]);
  });

  test("at a shop that has no address of its own", async () => {
    const data = { orderId: newOrder(), reasons: ["refund_failed"] };
    await deliver(happened(`order/${data.orderId}`, 1, "OrderAttention", data));
    await send({ SHOP_EMAIL: "" });
    expect(await states(data.orderId)).toEqual([["suppressed", "no_shop_address"]]);
  });
});

test("while orders are away a mail waits, and costs the order nothing", async () => {
  const orderId = newOrder();
  await deliver(confirmed(orderId));
  known.down = true;
  expect(await send()).toBeGreaterThan(Date.now());
  known.down = false;
  await letTimePass();
  await send();
  expect(await states(orderId)).toEqual([["sent", null]]);
});

test("the sender's own alarm sends what it was poked for", async () => {
  const orderId = newOrder();
  await deliver(confirmed(orderId));
  await bindings.SENDER.getByName("sender").poke();
  await vi.waitFor(async () => expect(await states(orderId)).toEqual([["sent", null]]), { timeout: 5_000 });
});

test("what one run of the sender does not get to leaves in the next, at once", async () => {
  const orders = Array.from({ length: 201 }, newOrder);
  for (let from = 0; from < orders.length; from += 100) {
    await deliver(...orders.slice(from, from + 100).map((orderId) => confirmed(orderId)));
  }
  await bindings.SENDER.getByName("busy").poke();
  await vi.waitFor(() => expect(provider.asked).toHaveLength(orders.length), { timeout: 10_000 });
}, 15_000);
