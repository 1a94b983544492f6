import { beforeEach, describe, expect, test } from "vitest";
import type { Caller } from "../../../contracts/caller.ts";
import type { CartApi } from "../../../contracts/cart.ts";
import type { CartId } from "../../../domain/kernel/ids.ts";
import {
  atHand,
  customer,
  done,
  eventsOf,
  freshShop,
  guest,
  guestCart,
  ids,
  meta,
  settings,
  toBerlin,
} from "./people.ts";

beforeEach(freshShop);

/** Every method that names a cart, as anybody might call it. A new one does not compile until it is here. */
const methods: Record<
  Exclude<keyof CartApi, "open" | "ready">,
  (cart: CartApi, caller: Caller, id: CartId) => Promise<unknown>
> = {
  view: (cart, caller, id) => cart.view(caller, id),
  change: (cart, caller, id) => cart.change(caller, id, meta(), { email: "mallory@kiosk.example", coupons: ["X"] }),
  addLine: (cart, caller, id) => cart.addLine(caller, id, meta(), { sku: "mug", quantity: 1 }),
  claim: (cart, caller, id) => cart.claim(caller, id, meta()),
  shippingOptions: (cart, caller, id) => cart.shippingOptions(caller, id),
  quote: (cart, caller, id) => cart.quote(caller, id, meta()),
  handOver: (cart, caller, id) => cart.handOver(caller, id, meta(), {}),
  requote: (cart, caller, id) => cart.requote(caller, id),
  close: (cart, caller, id) => cart.close(caller, id, ids.mint("ord")),
  giveBack: (cart, caller, id) => cart.giveBack(caller, id, ids.mint("ord"), true),
};
/** These have no refusal to give: a caller without the right is a bug of ours. */
const THROWING = ["close", "giveBack"];

const otherToken = ids.token(ids.mint("cart", "eur"));
const strangers: [string, (token: string) => Caller][] = [
  ["a guest without a token", () => guest()],
  ["a guest with another cart's token", () => guest(otherToken)],
  ["another customer", () => customer()],
  ["another customer with another cart's token", () => customer(undefined, otherToken)],
  ["a member of staff", () => ({ kind: "staff", userId: ids.mint("usr"), permissions: ["orders:write"], tokens: {} })],
  ["another Worker", () => ({ kind: "system", name: "shipping" })],
];

describe.each(settings)("with $homes homes", ({ homes, cart }) => {
  describe.each(Object.entries(methods))("%s", (name, call) => {
    const refused = async (caller: Caller, id: CartId) => {
      const before = await eventsOf(homes, id);
      if (THROWING.includes(name)) await expect(call(atHand(homes), caller, id)).rejects.toThrow("only orders");
      else expect(await call(cart, caller, id)).toEqual({ ok: false, error: { code: "not_found" } });
      expect(await eventsOf(homes, id)).toEqual(before);
    };

    test.each(strangers)("a guest's cart is not there for %s", async (_, stranger) => {
      const { id, token } = await guestCart(cart);
      await refused(stranger(token), id);
    });

    test.each([...strangers, ["a guest with its token", guest] as const])(
      "nor a customer's for %s",
      async (_, stranger) => {
        const ann = customer();
        const { id } = done(await cart.open(ann, "EUR"));
        await cart.change(ann, id, meta(), toBerlin);
        const caller = stranger(ids.token(id));
        // Claiming needs an account: a guest is refused like everybody else.
        await refused(caller, id);
      },
    );
  });

  test("a customer's cart is not there for others before its first line either", async () => {
    const { id } = done(await cart.open(customer(), "EUR"));
    expect(await cart.view(customer(), id)).toEqual({ ok: false, error: { code: "not_found" } });
    expect(await cart.view(guest(), id)).toEqual({ ok: false, error: { code: "not_found" } });
  });

  test("only a Worker asks whether it is ready", async () => {
    await expect(atHand(homes).ready(guest())).rejects.toThrow("only Workers");
    await cart.ready({ kind: "system", name: "gateway" });
  });

  test("nobody but a person opens a cart", async () => {
    expect(await cart.open({ kind: "system", name: "orders" }, "EUR")).toEqual({
      ok: false,
      error: { code: "forbidden" },
    });
  });
});
