import type { CartRefusal } from "../../contracts/cart.ts";
import type { CartFailure } from "../../domain/cart/state.ts";

/** As the contract names it. What only a hand-over can be refused with cannot come from anything else. */
export function cartRefusal(failure: CartFailure): CartRefusal {
  switch (failure.code) {
    // Others were quicker, again and again.
    case "stale":
      return { code: "in_progress" };
    case "email_required":
    case "shipping_option_required":
    case "quote_expired":
      throw new Error(`${failure.code} without a hand-over`);
    default:
      return failure;
  }
}
