import { abortAllDurableObjects, runDurableObjectAlarm } from "cloudflare:test";
import { env } from "cloudflare:workers";
import { afterEach, expect, test, vi } from "vitest";
import type { Caller } from "../../../contracts/caller.ts";
import lists from "../../../d1/migrations/orders/0001_orders.sql?raw";
import type { OrderId, UserId } from "../../../domain/kernel/ids.ts";
import { refusalOf } from "../../../http/thrown.ts";
import { migrate } from "../../support/migrate.ts";
import { bought, guest, meta, objectOf, onShelf, orders, stocked, viewed, wants } from "./shopper.ts";
import { world } from "./worker.ts";

afterEach(() => {
  world.moment = async () => {};
});

/** What is thrown to whoever asks; a stub's promise is not awaited by `rejects` alone. */
async function thrown(asked: Promise<unknown>): Promise<unknown> {
  try {
    return await asked;
  } catch (cause) {
    return cause;
  }
}

/** The next call of this name fails, without an effect. */
function failing(call: string, cause: Error): { asked: () => number } {
  let asked = 0;
  world.moment = async (moment) => {
    if (moment !== `before ${call}`) return;
    asked += 1;
    throw cause;
  };
  return { asked: () => asked };
}

const intentsOf = (orderId: string) => world.provider.intents.filter((intent) => intent.orderId === orderId);

test("fault 31: an order's alarm that goes off early, three times at once and late charges once", async () => {
  const sku = stocked(1);
  world.lost.set("capture", 1);
  const { order, owner } = await bought(sku);
  const alarm = () => runDurableObjectAlarm(objectOf(order.id));
  await Promise.all([alarm(), alarm(), alarm()]);
  await vi.waitFor(
    async () => {
      await Promise.all([alarm(), alarm()]);
      expect(await viewed(owner, order.id)).toMatchObject({ paid: true });
      expect(onShelf(sku)).toEqual({ onHand: 0, held: 0 });
    },
    { timeout: 9_000, interval: 200 },
  );
  await alarm();
  expect(intentsOf(order.id)).toMatchObject([{ capturedMinor: 2_000 }]);
  expect(world.log.filter(({ stream }) => stream === `order/${order.id}`)).toHaveLength(2);
}, 15_000);

test("fault 33: an object reset in the middle of a call leaves its caller without an answer, and the same key gets the first order", async () => {
  const [sku, key] = [stocked(5), meta()];
  let resets = 0;
  world.moment = async (moment) => {
    if (moment === "after authorise" && ++resets === 1) await abortAllDurableObjects();
  };
  const unknown = await thrown(orders.place(guest, key, wants(sku)));
  expect(unknown).toBeInstanceOf(Error);
  const again = await orders.place(guest, key, wants(sku));
  const orderId = again.ok ? again.value.order.id : "";
  expect(again).toMatchObject({ ok: true, value: { order: { status: "confirmed" } } });
  await vi.waitFor(() => expect(onShelf(sku)).toEqual({ onHand: 4, held: 0 }));
  expect(intentsOf(orderId)).toHaveLength(1);
});

test("fault 35: when stock is overloaded the order is not made, inventory is asked once, and whoever asks is told to come again", async () => {
  const [sku, key] = [stocked(1), meta()];
  const overload = new Error("Durable Object is overloaded. Requests queued for too long.");
  const hold = failing("hold", Object.assign(overload, { overloaded: true }));
  const cause = await thrown(orders.place(guest, key, wants(sku)));
  expect(refusalOf(cause, { requestId: "r", label: "POST /orders" })).toEqual({ code: "unavailable" });
  expect(hold.asked()).toBe(1);
  expect(onShelf(sku)).toEqual({ onHand: 1, held: 0 });
  world.moment = async () => {};
  await bought(sku);
  expect(await orders.place(guest, key, wants(sku))).toMatchObject({ ok: false, error: { code: "out_of_stock" } });
});

test("fault 37: a refusal comes whole over RPC because it is a value; an error that only looks like one is none", async () => {
  const sku = stocked(1);
  const refused = await orders.place(guest, meta(), wants(sku, "pm_card_visa", 2));
  expect(refused).toEqual({ ok: false, error: { code: "out_of_stock", lines: [{ sku, requested: 2, available: 1 }] } });
  failing("hold", Object.assign(new Error("out_of_stock"), { code: "out_of_stock", lines: [] }));
  const [key, other] = [meta(), stocked(1)];
  expect(await thrown(orders.place(guest, key, wants(other)))).toBeInstanceOf(Error);
  world.moment = async () => {};
  expect(await orders.place(guest, key, wants(other))).toMatchObject({ ok: true });
});

test("fault 40: a replica that has not heard of an order yet hides it from nobody who placed it", async () => {
  const { DB } = env as unknown as { DB: D1Database };
  await migrate(DB, lists);
  const customer: Caller = { kind: "customer", userId: "usr_replica" as UserId, tokens: {} };
  const placed = await orders.place(customer, meta(), wants(stocked(1)));
  const order = placed.ok ? placed.value.order : null;
  expect(await DB.prepare("SELECT id FROM orders WHERE customer_id = 'usr_replica'").first()).toBeNull();
  const listed = await orders.ofCustomer(customer, "usr_replica" as UserId, { limit: 10 });
  expect(listed).toMatchObject({ ok: true, value: { items: [{ id: order?.id, status: "confirmed" }] } });
  expect(await orders.view(customer, order?.id as OrderId)).toMatchObject({ ok: true, value: { id: order?.id } });
});
