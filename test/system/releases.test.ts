import { afterAll, beforeAll, describe, expect, test, vi } from "vitest";
import type { Opened, Placed } from "./support/buying.ts";
import { asOf } from "./support/releases.ts";
import { type ServedShop, startServedShop } from "./support/served.ts";

/** The release before this one. */
const BEFORE = "0.1.0";
const SETTLED_MS = 30_000;
const STORY_MS = 90_000;

/** A deployment replaces Worker by Worker; objects keep what the older code wrote. Nobody who is shopping may notice. */
let shop: ServedShop;
beforeAll(async () => {
  shop = await startServedShop({ homes: 8 }, asOf(BEFORE, ["gateway", "cart", "orders", "inventory"]));
}, STORY_MS);
afterAll(() => shop.close());

type Waiting = { placed: Placed; intent: string };

async function waitingForTheBank(): Promise<Waiting> {
  const { status, body: placed } = await shop.order(await shop.guestCart(), {
    method: "pm_card_threeDSecure2Required",
  });
  expect(status).toBe(202);
  const [intent] = await shop.stripe.intentsOf(placed.id);
  return { placed, intent: intent?.id ?? "" };
}

async function paysAtTheBank({ placed, intent }: Waiting): Promise<void> {
  await shop.stripe.authenticate(intent, "success");
  await confirmedOnce(placed);
}

async function confirmedOnce(placed: { id: string; token: string }): Promise<void> {
  await vi.waitFor(async () => expect(await shop.orderNow(placed)).toMatchObject({ status: "confirmed", paid: true }), {
    timeout: SETTLED_MS,
    interval: 200,
  });
  const captured = (await shop.stripe.intentsOf(placed.id)).filter(({ status }) => status === "succeeded");
  expect(captured).toHaveLength(1);
}

const ordered = (cart: Opened) => shop.order(cart).then(({ body }) => confirmedOnce(body));

describe(`fault 67: a deployment over ${BEFORE}, in the middle of what is going on,`, () => {
  let bags: Opened[];
  let waiting: Waiting[];

  test(
    "finds carts filled and orders waiting for the bank",
    async () => {
      bags = await Promise.all([shop.guestCart(), shop.guestCart(), shop.guestCart()]);
      waiting = [await waitingForTheBank(), await waitingForTheBank(), await waitingForTheBank()];
      await confirmedOnce(await shop.buy());
    },
    STORY_MS,
  );

  test.each([
    { when: "objects are new and whoever calls them is old", old: ["gateway", "cart"] },
    { when: "whoever calls is new and the objects are old", old: ["orders", "inventory"] },
    { when: "everything is new", old: [] },
  ])(
    "goes on while $when",
    async ({ old }) => {
      await shop.restart(asOf(BEFORE, old));
      const [bag, order] = [bags.pop(), waiting.pop()];
      if (bag === undefined || order === undefined) throw new Error("one of each was left by the older release");
      await ordered(bag);
      await paysAtTheBank(order);
      await confirmedOnce(await shop.buy());
    },
    STORY_MS,
  );

  test(
    "and goes back when it must be taken back",
    async () => {
      const [bag, order] = [await shop.guestCart(), await waitingForTheBank()];
      await shop.restart(asOf(BEFORE, ["gateway", "cart", "orders", "inventory"]));
      await ordered(bag);
      await paysAtTheBank(order);
      await shop.restart();
      await confirmedOnce(await shop.buy());
    },
    STORY_MS,
  );
});
