import { beforeEach, describe, expect, test } from "vitest";
import {
  berlin,
  done,
  eventsOf,
  evict,
  freshShop,
  guest,
  guestCart,
  HELD_MS,
  ids,
  meta,
  pass,
  quantities,
  rows,
  settings,
  tablesOf,
} from "./people.ts";
import { shop } from "./worker.ts";

beforeEach(freshShop);

describe.each(settings)("a cart ($homes homes)", ({ homes, cart }) => {
  test("is not stored before its first line, however often it is looked at", async () => {
    const { id, token, lines, totals } = done(await cart.open(guest(), "EUR"));
    expect({ lines, total: totals.total }).toEqual({ lines: [], total: { minor: 0, currency: "EUR" } });
    const caller = guest(token);
    expect(await cart.view(caller, id)).toMatchObject({ ok: true, value: { id, version: 0 } });
    await cart.change(caller, id, meta(), { lines: [{ sku: "mug", quantity: 0 }] });
    await cart.quote(caller, id, meta());
    expect(await cart.handOver(caller, id, meta(), { email: "a@kiosk.example" })).toMatchObject({ ok: false });
    await cart.close({ kind: "system", name: "orders" }, id, ids.mint("ord"));
    const tables = await tablesOf(homes, id);
    if (homes === 0) expect(tables).toEqual([]);
    expect(tables.length === 0 ? [] : await eventsOf(homes, id)).toEqual([]);
  });

  test("takes lines, address and e-mail in one commit, and adds up", async () => {
    const { view } = await guestCart(cart);
    expect(quantities(view)).toEqual({ mug: 2 });
    expect(view.totals).toMatchObject({
      subtotal: { minor: 2_000 },
      shipping: { minor: 400 },
      total: { minor: 2_400 },
    });
    expect(view.totals.tax.minor).toBe(383);
    expect(view).toMatchObject({
      email: "ann@kiosk.example",
      shippingAddress: berlin,
      shippingOption: { id: "post", price: { minor: 400, currency: "EUR" } },
      orderId: null,
    });
  });

  test("emptied again costs nothing, and keeps where it would go and how", async () => {
    const { id, caller, view } = await guestCart(cart);
    const emptied = done(await cart.change(caller, id, meta(), { lines: [{ sku: "mug", quantity: 0 }] }));
    expect(emptied.totals).toMatchObject({ shipping: { minor: 0 }, tax: { minor: 0 }, total: { minor: 0 } });
    expect(emptied.shippingOption).toEqual(view.shippingOption);
  });

  test("answers a repeated command the same, even after its object was evicted", async () => {
    const { id, caller } = await guestCart(cart);
    const again = meta();
    const first = await cart.addLine(caller, id, again, { sku: "mug", quantity: 1 });
    await cart.addLine(caller, id, meta(), { sku: "cup", quantity: 1 });
    await evict(homes, id);
    expect(await cart.addLine(caller, id, again, { sku: "mug", quantity: 1 })).toEqual(first);
    expect(quantities(done(await cart.view(caller, id)))).toEqual({ mug: 3, cup: 1 });
    const mismatch = await cart.addLine(caller, id, { ...again, bodyHash: "other" }, { sku: "cup", quantity: 9 });
    expect(mismatch).toEqual({ ok: false, error: { code: "idempotency_mismatch" } });
  });

  test("refuses what it cannot do, and stays as it was", async () => {
    const { id, caller, view } = await guestCart(cart);
    const refusal = async (change: Parameters<typeof cart.change>[3]) => {
      const answer = await cart.change(caller, id, meta(), { email: "other@kiosk.example", ...change });
      return answer.ok ? "accepted" : answer.error.code;
    };
    expect(await refusal({ lines: [{ sku: "ghost", quantity: 1 }] })).toBe("unknown_sku");
    expect(await refusal({ coupons: ["SPRING"] })).toBe("coupon_invalid");
    expect(await refusal({ shippingOption: "drone" })).toBe("unknown_shipping_option");
    expect(await refusal({ shippingAddress: { ...berlin, country: "US" as typeof berlin.country } })).toBe(
      "not_shippable",
    );
    expect(await refusal({ ifVersion: view.version - 1 })).toBe("version");
    const many = Array.from({ length: 101 }, (_, index) => ({ sku: `sku${index}`, quantity: 1 }));
    expect(await refusal({ lines: many })).toBe("too_many_lines");
    expect(await cart.view(caller, id)).toEqual({ ok: true, value: view });
  });

  test("takes another way to ship by its id alone, and lists them", async () => {
    const { id, caller } = await guestCart(cart);
    const options = done(await cart.shippingOptions(caller, id));
    expect(options.map((option) => option.id)).toEqual(["post", "courier"]);
    const changed = done(await cart.change(caller, id, meta(), { shippingOption: "courier" }));
    expect(changed.totals.shipping.minor).toBe(900);
    const empty = done(await cart.open(guest(), "EUR"));
    const required = { ok: false, error: { code: "address_required" } };
    expect(await cart.shippingOptions(guest(empty.token), empty.id)).toEqual(required);
    expect(await cart.change(guest(empty.token), empty.id, meta(), { shippingOption: "post" })).toEqual(required);
  });

  test("keeps who and where in a row that can be erased, never in an event", async () => {
    const { id, caller } = await guestCart(cart);
    await cart.handOver(caller, id, meta(), { email: "new@kiosk.example" });
    const events = JSON.stringify(await eventsOf(homes, id));
    for (const secret of ["kiosk.example", "Ann", "Invaliden", "Berlin"]) expect(events).not.toContain(secret);
    await rows(homes, id, "DELETE FROM contacts WHERE cart = ?", id);
    expect(done(await cart.view(caller, id))).toMatchObject({
      email: null,
      shippingAddress: null,
      status: "ordering",
    });
  });

  test("asks the others at most once each, and within a second only the catalogue again", async () => {
    const { id, caller } = await guestCart(cart, { lines: [{ sku: "mug", quantity: 1 }], shippingAddress: berlin });
    pass(HELD_MS);
    shop.calls = [];
    await cart.view(caller, id);
    expect(shop.calls.toSorted()).toEqual(["options", "rules", "variants"]);
    shop.calls = [];
    await cart.view(caller, id);
    expect(shop.calls).toEqual(["variants"]);
  });
});
