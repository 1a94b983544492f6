import type { Caller } from "../../contracts/caller.ts";
import type { CartRefusal } from "../../contracts/cart.ts";
import { EMPTY_CART } from "../../domain/cart/state.ts";
import type { CartView } from "../../domain/cart/types.ts";
import type { Currency } from "../../domain/kernel/currency.ts";
import { err, ok, type Result } from "../../domain/kernel/result.ts";
import { idsOf } from "../kernel/ids.ts";
import { bagOf } from "./bag.ts";
import type { Env } from "./index.ts";
import { asShown, shownNow } from "./showing.ts";
import { userOf, Visit } from "./visit.ts";

/** A customer's one open cart, or a new one for a guest. Neither is stored before its first change. */
export async function openCart(
  env: Env,
  caller: Caller,
  currency: Currency,
): Promise<Result<CartView & { token?: string }, CartRefusal>> {
  if (caller.kind === "system") return err({ code: "forbidden" });
  const userId = userOf(caller);
  if (userId !== null) {
    const { visit, kept } = await bagOf(env, userId, currency);
    return shownNow(env, visit, ok(kept));
  }
  const ids = idsOf(env);
  const cartId = ids.mint("cart", currency.toLowerCase());
  const kept = {
    state: EMPTY_CART,
    version: 0,
    contact: { email: null, shippingAddress: null },
    repeated: false,
  };
  return ok({ ...(await asShown(env, Visit.of(env, caller, cartId), kept)), token: ids.token(cartId) });
}
