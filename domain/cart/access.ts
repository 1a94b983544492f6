import type { UserId } from "../kernel/ids.ts";
import type { CartState } from "./state.ts";

/** What can be told of a person without asking the cart. */
export type Person = {
  userId: UserId | null;
  /** They carry the token of this cart. */
  opens: boolean;
  /** The cart's id was made for this customer. */
  isTheirs: boolean;
};
/** `orders`: the Worker that makes orders of carts. */
export type Visitor = Person | "orders";

/** A customer's cart is theirs alone, whatever token is shown; a guest's is whoever's has its token. */
export function mayUse(state: CartState, visitor: Visitor): boolean {
  if (visitor === "orders") return true;
  if (state.owner !== null) return visitor.userId === state.owner;
  return visitor.opens || (visitor.isTheirs && !state.opened);
}

/** Whose a cart is from its first event on, when this visitor makes it. */
export function ownerBy(visitor: Visitor): UserId | null {
  return visitor !== "orders" && visitor.isTheirs ? visitor.userId : null;
}
