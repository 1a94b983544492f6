import type { Caller } from "../../contracts/caller.ts";
import type { CartRefusal } from "../../contracts/cart.ts";
import type { Merge } from "../../domain/cart/command.ts";
import type { CartFailure, KeptCart } from "../../domain/cart/state.ts";
import type { CartView } from "../../domain/cart/types.ts";
import type { CartId, UserId } from "../../domain/kernel/ids.ts";
import { err, ok, type Result } from "../../domain/kernel/result.ts";
import { type Bag, bagOf } from "./bag.ts";
import { STALE_TRIES } from "./change.ts";
import type { Env } from "./index.ts";
import { cartRefusal } from "./refusal.ts";
import { rulesNow } from "./shop.ts";
import { shownNow } from "./showing.ts";
import { userOf, Visit } from "./visit.ts";

/** A customer takes over a guest's cart. First merged, then closed: whatever comes between, the same request again completes it. */
export async function claimCart(env: Env, caller: Caller, guestCartId: CartId): Promise<Result<CartView, CartRefusal>> {
  const userId = userOf(caller);
  if (userId === null) return err({ code: "not_found" });
  const guest = Visit.of(env, caller, guestCartId);
  for (let attempt = 0; attempt < STALE_TRIES; attempt++) {
    const found = await guest.look();
    if (!found.ok) return err(cartRefusal(found.error));
    const bag = await bagOf(env, userId, guest.currency);
    const taken = await takeIn(env, { guest, kept: found.value }, bag, userId);
    if (taken.ok) return shownNow(env, bag.visit, taken);
    // The guest's cart changed after it was read: what was added is merged too, before it closes.
    if (taken.error.code !== "stale") return err(cartRefusal(taken.error));
  }
  return err({ code: "in_progress" });
}

/** Answers the customer's cart after the merge. */
async function takeIn(
  env: Env,
  { guest, kept }: { guest: Visit; kept: KeptCart },
  bag: Bag,
  by: UserId,
): Promise<Result<KeptCart, CartFailure>> {
  const { state, version, contact } = kept;
  const hasNothing = state.status === "open" && state.lines.length === 0;
  if (state.owner !== null || hasNothing) return ok(bag.kept);
  if (state.status === "open") {
    const merged = await bag.visit.handle(null, mergeOf(guest.cartId, kept, (await rulesNow(env)).version), contact);
    if (!merged.ok) return merged;
    const claimed = await guest.handle(null, { type: "Claim", by, ifVersion: version });
    return claimed.ok ? merged : claimed;
  }
  const claimed = await guest.handle(null, { type: "Claim", by, ifVersion: version });
  return claimed.ok ? ok(bag.kept) : claimed;
}

function mergeOf(from: CartId, { state, version, contact }: KeptCart, rulesVersion: number): Merge {
  const { destination, shipping, lines } = state;
  const place = destination && shipping && contact.shippingAddress ? { destination, shipping } : null;
  return { type: "Merge", from, fromVersion: version, lines, place, email: contact.email !== null, rulesVersion };
}
