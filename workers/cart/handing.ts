import type { Caller, CommandMeta } from "../../contracts/caller.ts";
import type { HandedCart, HandOverRefusal } from "../../contracts/cart.ts";
import type { Turn } from "../../domain/cart/hand-over.ts";
import type { CartFailure, KeptCart } from "../../domain/cart/state.ts";
import type { CartId, QuoteId } from "../../domain/kernel/ids.ts";
import { err, ok, type Result } from "../../domain/kernel/result.ts";
import { idsOf } from "../kernel/ids.ts";
import { STALE_TRIES } from "./change.ts";
import type { Env } from "./index.ts";
import { cartRefusal } from "./refusal.ts";
import { newQuote, quoted } from "./showing.ts";
import { Visit } from "./visit.ts";

/** The cart on its way to become an order, or the order it is on its way to already. */
export async function handOver(
  env: Env,
  { caller, cartId, meta }: { caller: Caller; cartId: CartId; meta: CommandMeta },
  request: { quoteId?: QuoteId; email?: string },
): Promise<Result<HandedCart, HandOverRefusal>> {
  const visit = Visit.of(env, caller, cartId);
  // An order's id comes of the attempt's number, which the cart knows; nearly always it is the first, and one call is enough.
  let attempt = 1;
  for (let tried = 0; tried < STALE_TRIES; tried++) {
    const handed = await visit.handOver(
      {
        type: "HandOver",
        attempt,
        orderId: idsOf(env).derive("ord", [cartId, String(attempt)]),
        commandId: meta.commandId,
        bodyHash: meta.bodyHash,
        quoteId: request.quoteId ?? null,
        email: request.email !== undefined,
      },
      { email: request.email ?? null, shippingAddress: null },
    );
    if (handed.ok) return handedCart(visit, handed.value);
    if (handed.error.code !== "stale") return refused(env, visit, handed.error);
    attempt = handed.error.attempt;
  }
  return err({ code: "in_progress" });
}

function handedCart(visit: Visit, handed: KeptCart & Turn): Result<HandedCart, HandOverRefusal> {
  const { state, contact, orderId, turn } = handed;
  // The cart had them when it was first handed over; a person may have been erased since.
  if (contact.email === null) return err({ code: "email_required" });
  if (contact.shippingAddress === null) return err({ code: "address_required" });
  if (state.shipping === null) return err({ code: "shipping_option_required" });
  return ok({
    orderId,
    turn,
    cartId: visit.cartId,
    customerId: state.owner ?? visit.userId,
    currency: visit.currency,
    lines: [...state.lines],
    shipping: state.shipping,
    rulesVersion: state.rulesVersion,
    shownAt: state.shownAt,
    contact: { email: contact.email, shippingAddress: contact.shippingAddress },
  });
}

async function refused(env: Env, visit: Visit, failure: CartFailure): Promise<Result<never, HandOverRefusal>> {
  switch (failure.code) {
    case "quote_expired": {
      const quote = await quoted(env, visit, await newQuote(env, visit, null));
      return err(quote.ok ? { code: "quote_expired", quote: quote.value } : quote.error);
    }
    case "email_required":
    case "shipping_option_required":
      return err(failure);
    default:
      return err(cartRefusal(failure));
  }
}
