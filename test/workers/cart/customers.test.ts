import { beforeEach, describe, expect, test } from "vitest";
import {
  customer,
  done,
  eventsOf,
  freshShop,
  guest,
  guestCart,
  HELD_MS,
  meta,
  objectOf,
  orders,
  pass,
  quantities,
  settings,
  tablesOf,
  toBerlin,
} from "./people.ts";
import { shop } from "./worker.ts";

beforeEach(freshShop);

describe.each(settings)("a customer ($homes homes)", ({ homes, cart }) => {
  test("has one open cart per currency, on every device, and none is stored before its first line", async () => {
    const ann = customer();
    const { id, ...opened } = done(await cart.open(ann, "EUR"));
    expect(opened).not.toHaveProperty("token");
    expect(done(await cart.open(ann, "EUR")).id).toBe(id);
    expect(done(await cart.open(ann, "USD")).id).not.toBe(id);
    if (homes === 0) expect(await tablesOf(homes, id)).toEqual([]);
    await cart.change(ann, id, meta(), toBerlin);
    expect(quantities(done(await cart.open(ann, "EUR")))).toEqual({ mug: 2 });
  });

  test("begins a new cart when the last has become an order, however many ask at once", async () => {
    const ann = customer();
    const first = done(await cart.open(ann, "EUR")).id;
    await cart.change(ann, first, meta(), toBerlin);
    const handed = done(await cart.handOver(ann, first, meta(), {}));
    expect(handed.customerId).toBe(ann.userId);
    expect(done(await cart.open(ann, "EUR")).id).toBe(first);
    await cart.close(orders, first, handed.orderId);
    const next = await Promise.all([1, 2, 3].map(async () => done(await cart.open(ann, "EUR")).id));
    expect(new Set(next).size).toBe(1);
    expect(next[0]).not.toBe(first);
    const [id] = next;
    if (id === undefined) throw new Error("three were opened");
    expect(await cart.addLine(ann, id, meta(), { sku: "cup", quantity: 1 })).toMatchObject({ ok: true });
    expect(await cart.view(ann, first)).toMatchObject({ value: { status: "ordered" } });
  });

  test("finds the cart again that an order gave back while the next one was empty", async () => {
    const ann = customer();
    const { id } = done(await cart.open(ann, "EUR"));
    await cart.change(ann, id, meta(), toBerlin);
    const { orderId } = done(await cart.handOver(ann, id, meta(), {}));
    await cart.close(orders, id, orderId);
    expect(done(await cart.open(ann, "EUR")).id).not.toBe(id);
    await cart.giveBack(orders, id, orderId, false);
    expect(done(await cart.open(ann, "EUR"))).toMatchObject({ id, lines: [{ sku: "mug", quantity: 2 }] });
  });
});

test("the current cart is never an earlier one again, however late somebody asks to go on", async () => {
  const { userId } = customer();
  const home = objectOf(8, userId);
  expect(await home.advance(userId, "EUR", 0)).toBe(1);
  expect(await home.advance(userId, "EUR", 0)).toBe(1);
  expect(await home.advance(userId, "EUR", 1)).toBe(2);
  expect(await home.advance(userId, "EUR", 0)).toBe(2);
  expect(await home.generation(userId, "USD")).toBe(0);
});

describe.each(settings)("a guest's cart claimed ($homes homes)", ({ homes, cart }) => {
  async function annsBag() {
    const { id, token } = await guestCart(cart, {
      ...toBerlin,
      lines: [
        { sku: "mug", quantity: 2 },
        { sku: "cup", quantity: 1 },
      ],
    });
    const ann = customer(undefined, token);
    const own = done(await cart.open(ann, "EUR")).id;
    await cart.change(ann, own, meta(), { lines: [{ sku: "cup", quantity: 5 }] });
    return { guestId: id, token, ann, own };
  }

  test("is the customer's: per SKU the larger quantity, and the address", async () => {
    const { guestId, ann, own, token } = await annsBag();
    const claimed = done(await cart.claim(ann, guestId, meta()));
    expect(claimed.id).toBe(own);
    expect(quantities(claimed)).toEqual({ mug: 2, cup: 5 });
    expect(claimed).toMatchObject({ email: "ann@kiosk.example", shippingOption: { id: "post" } });
    expect(await cart.addLine(guest(token), guestId, meta(), { sku: "mug", quantity: 1 })).toEqual({
      ok: false,
      error: { code: "cart_closed", orderId: null },
    });
  });

  test("fault 51: twice, or from two devices at once, is claimed once", async () => {
    const { guestId, ann, own } = await annsBag();
    await Promise.all([cart.claim(ann, guestId, meta()), cart.claim(ann, guestId, meta())]);
    await cart.change(ann, own, meta(), { lines: [{ sku: "mug", quantity: 1 }] });
    const again = done(await cart.claim(ann, guestId, meta()));
    expect(quantities(again)).toEqual({ cup: 5, mug: 1 });
    const merges = (await eventsOf(homes, own)).filter(({ type }) => type === "CartMerged");
    expect(merges).toHaveLength(1);
  });

  test("completes after a crash between its two steps", async () => {
    const { guestId, ann, own } = await annsBag();
    const visitor = { userId: null, opens: true, isTheirs: false };
    const found = done(await objectOf(homes, guestId).look(guestId, visitor));
    // As far as the first step goes: merged, and the guest's cart still open.
    await objectOf(homes, own).handle(
      { cartId: own, visitor: { userId: ann.userId, opens: false, isTheirs: true }, meta: null },
      {
        type: "Merge",
        from: guestId,
        fromVersion: found.version,
        lines: [...found.state.lines],
        place: null,
        email: false,
        rulesVersion: 1,
      },
    );
    expect(quantities(done(await cart.claim(ann, guestId, meta())))).toEqual({ mug: 2, cup: 5 });
    expect((await eventsOf(homes, guestId)).at(-1)?.type).toBe("CartClaimed");
  });

  test("loses nothing that is added while it is being claimed", async () => {
    const { guestId, ann, token } = await annsBag();
    pass(HELD_MS);
    shop.meanwhile = async () => cart.addLine(guest(token), guestId, meta(), { sku: "mug", quantity: 7 });
    const claimed = done(await cart.claim(ann, guestId, meta()));
    expect(quantities(claimed)).toEqual({ mug: 9, cup: 5 });
    expect((await eventsOf(homes, guestId)).at(-1)?.type).toBe("CartClaimed");
  });

  test("goes to nobody else, and not at all once it is on its way to an order", async () => {
    const { guestId, token, ann } = await annsBag();
    const missing = { ok: false, error: { code: "not_found" } };
    expect(await cart.claim(guest(token), guestId, meta())).toEqual(missing);
    expect(await cart.claim(customer(), guestId, meta())).toEqual(missing);
    await cart.claim(ann, guestId, meta());
    expect(await cart.claim(customer(undefined, token), guestId, meta())).toEqual(missing);
    const other = await guestCart(cart);
    const { orderId } = done(await cart.handOver(other.caller, other.id, meta(), {}));
    expect(await cart.claim(customer(undefined, other.token), other.id, meta())).toEqual({
      ok: false,
      error: { code: "cart_closed", orderId },
    });
  });

  test("with nothing in it changes nothing", async () => {
    const { id, token } = done(await cart.open(guest(), "EUR"));
    const ann = customer(undefined, token);
    expect(done(await cart.claim(ann, id, meta())).lines).toEqual([]);
    if (homes === 0) expect(await tablesOf(homes, id)).toEqual([]);
    expect(await cart.view(guest(token), id)).toMatchObject({ value: { status: "open" } });
  });
});
