import { abortAllDurableObjects, runDurableObjectAlarm } from "cloudflare:test";
import { afterEach, expect, test, vi } from "vitest";
import type { OrderId } from "../../../domain/kernel/ids.ts";
import { bindings, bought, meta, objectOf, stocked, viewed } from "./shopper.ts";
import { world } from "./worker.ts";

const TRACE = "0af7651916cd43dd8448eb211c80319c";
const traced = () => ({ ...meta(), traceparent: `00-${TRACE}-b7ad6b7169203331-01` });
const WEBHOOK = "11111111111111111111111111111111";

afterEach(() => world.lost.clear());

/** Type, trace and flags of what the log has of an order. */
const told = (orderId: OrderId) =>
  world.log
    .filter((event) => event.stream === `order/${orderId}`)
    .map(({ type, traceparent = "" }) => `${type} ${traceparent.slice(3, 35)} ${traceparent.slice(-2)}`);

test("what an order says carries the trace of the request that placed it, flags and all", async () => {
  const { order } = await bought(stocked(1), "pm_card_visa", traced());
  await vi.waitFor(() => expect(told(order.id)).toEqual([`OrderConfirmed ${TRACE} 01`, `OrderPaid ${TRACE} 01`]));
});

test("also what it does by its alarm, after it died", async () => {
  world.lost.set("capture", 1);
  const { order, owner } = await bought(stocked(1), "pm_card_visa", traced());
  await abortAllDurableObjects();
  await vi.waitFor(
    async () => {
      await runDurableObjectAlarm(objectOf(order.id));
      expect(await viewed(owner, order.id)).toMatchObject({ paid: true });
      expect(told(order.id)).toEqual([`OrderConfirmed ${TRACE} 01`, `OrderPaid ${TRACE} 01`]);
    },
    { timeout: 9_000, interval: 500 },
  );
}, 15_000);

test("and what follows from the provider's news, which come in a trace of their own", async () => {
  const { order } = await bought(stocked(1), "pm_card_authenticationRequired", traced());
  const ref = world.provider.intents.find((intent) => intent.orderId === order.id)?.ref ?? "";
  world.provider.authenticate(ref, true);
  const gateway = { kind: "system", name: "gateway", traceparent: `00-${WEBHOOK}-b7ad6b7169203331-01` } as const;
  expect(await bindings.SERVICE.poke(gateway, order.id, ref)).toBe(true);
  await vi.waitFor(() => expect(told(order.id)).toEqual([`OrderConfirmed ${TRACE} 01`, `OrderPaid ${TRACE} 01`]));
});

test("a command's trace takes over: what follows from a cancellation belongs to the request that cancelled", async () => {
  const { order, owner } = await bought(stocked(1), "pm_card_visa", traced());
  const cancelling = { ...meta(), traceparent: `00-${WEBHOOK}-b7ad6b7169203331-00` };
  expect(await bindings.SERVICE.cancel(owner, order.id, cancelling, "changed my mind")).toMatchObject({ ok: true });
  await vi.waitFor(() =>
    expect(told(order.id).slice(2)).toEqual([`OrderCancelled ${WEBHOOK} 00`, `OrderRefunded ${WEBHOOK} 00`]),
  );
});
