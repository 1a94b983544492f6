import { abortAllDurableObjects, runDurableObjectAlarm } from "cloudflare:test";
import { describe, expect, test, vi } from "vitest";
import { bindings, bought, objectOf, onShelf, stocked, viewed } from "./shopper.ts";
import { world } from "./worker.ts";

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

  test("fault 24: another intent's news is not taken for this order's", async () => {
    const { order, owner } = await bought(stocked(1), "pm_card_authenticationRequired");
    expect(await bindings.SERVICE.poke({ kind: "system", name: "gateway" }, order.id, "pi_of_another")).toBe(true);
    expect(await viewed(owner, order.id)).toMatchObject({ status: "pending" });
  });
});
