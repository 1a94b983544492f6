import { beforeEach, describe, expect, test } from "vitest";
import { done, eventsOf, freshShop, guestCart, HELD_MS, meta, pass, RULES, settings } from "./people.ts";
import { shop } from "./worker.ts";

beforeEach(freshShop);

describe.each(settings)("what was shown ($homes homes)", ({ homes, cart }) => {
  const noted = async (id: Parameters<typeof eventsOf>[1]) => {
    const events = await eventsOf(homes, id);
    return events.filter(({ type }) => type === "Repriced").length;
  };

  test("is noted anew when it has moved, and only then", async () => {
    const { id, caller, view } = await guestCart(cart);
    expect(await cart.view(caller, id)).toEqual({ ok: true, value: view });
    expect(await noted(id)).toBe(0);
    shop.prices.set("mug", 1_100);
    const dearer = done(await cart.view(caller, id));
    expect(dearer.totals.subtotal.minor).toBe(2_200);
    expect(await cart.view(caller, id)).toEqual({ ok: true, value: dearer });
    expect(await noted(id)).toBe(1);
    const handed = done(await cart.handOver(caller, id, meta(), {}));
    expect(handed.lines).toMatchObject([{ sku: "mug", unitPriceMinor: 1_100 }]);
  });

  test("moves with shipping and with the rules", async () => {
    const { id, caller } = await guestCart(cart);
    shop.postMinor = 500;
    shop.rules = [RULES, { ...RULES, version: 2, taxRates: [] }];
    pass(HELD_MS);
    const moved = done(await cart.view(caller, id));
    expect(moved.totals).toMatchObject({ shipping: { minor: 500 }, tax: { minor: 0 } });
    const handed = done(await cart.handOver(caller, id, meta(), {}));
    expect(handed).toMatchObject({ rulesVersion: 2, shipping: { priceMinor: 500 } });
  });

  test("says at which hour it was reckoned: a promotion may end between two looks", async () => {
    const until = Date.now() + 60_000;
    const promotion = {
      id: "launch",
      title: "A tenth off",
      priority: 1,
      from: 0,
      until,
      skus: [],
      minimumSubtotal: {},
      effect: { type: "percent_off" as const, ppm: 100_000 },
    };
    shop.rules = [{ ...RULES, promotions: [promotion] }];
    const { id, caller, view } = await guestCart(cart);
    expect(view.totals.discount.minor).toBe(200);
    pass(60_000);
    const handed = done(await cart.handOver(caller, id, meta(), {}));
    expect(handed.shownAt).toBeLessThan(until);
    await cart.giveBack({ kind: "system", name: "orders" }, id, handed.orderId, true);
    expect(done(await cart.view(caller, id)).totals.discount.minor).toBe(0);
    expect(await noted(id)).toBe(1);
  });

  test("of a handed cart is told by the rules it was shown with", async () => {
    const { id, caller, view } = await guestCart(cart);
    await cart.handOver(caller, id, meta(), {});
    shop.rules = [RULES, { ...RULES, version: 2, taxIncluded: false }];
    pass(HELD_MS);
    expect(done(await cart.view(caller, id)).totals).toEqual(view.totals);
  });

  test("is quoted for a quarter of an hour, and the quote is the same when asked again", async () => {
    const { id, caller } = await guestCart(cart);
    const key = meta();
    shop.prices.set("mug", 1_300);
    const quote = done(await cart.quote(caller, id, key));
    expect(quote.totals.subtotal.minor).toBe(2_600);
    expect(done(await cart.quote(caller, id, key)).quoteId).toBe(quote.quoteId);
    await cart.view(caller, id);
    expect(done(await cart.handOver(caller, id, meta(), { quoteId: quote.quoteId })).turn).toBe("first");
  });

  test("expires with any change, and the refusal brings the new quote", async () => {
    const { id, caller } = await guestCart(cart);
    const { quoteId } = done(await cart.quote(caller, id, meta()));
    await cart.addLine(caller, id, meta(), { sku: "cup", quantity: 1 });
    const refused = await cart.handOver(caller, id, meta(), { quoteId });
    if (refused.ok || refused.error.code !== "quote_expired") throw new Error("should have expired");
    expect(refused.error.quote.totals.subtotal.minor).toBe(2_500);
    expect(await cart.handOver(caller, id, meta(), { quoteId: refused.error.quote.quoteId })).toMatchObject({
      ok: true,
    });
  });

  test("is quoted anew for orders when a price had moved", async () => {
    const { id, caller } = await guestCart(cart);
    const { orderId } = done(await cart.handOver(caller, id, meta(), {}));
    shop.prices.set("mug", 2_000);
    await cart.giveBack({ kind: "system", name: "orders" }, id, orderId, true);
    const quote = done(await cart.requote({ kind: "system", name: "orders" }, id));
    expect(quote.totals.subtotal.minor).toBe(4_000);
    expect(await cart.handOver(caller, id, meta(), { quoteId: quote.quoteId })).toMatchObject({ ok: true });
  });
});
