import { present, unreachable } from "../../domain/kernel/assert.ts";
import { causeOf } from "../../domain/kernel/log.ts";
import type { Outcome } from "../../domain/orders/commands.ts";
import type { Step } from "../../domain/orders/next.ts";
import type { OrderTerms } from "../../domain/orders/types.ts";
import { within } from "../../queues/kernel/within.ts";
import { holds } from "./holds.ts";
import { payment } from "./payment.ts";
import { CALLER, type SalePorts } from "./ports.ts";
import { refund } from "./refund.ts";

/** Longer than the provider's own time-out: whoever waits here waits for a Worker of ours. */
const STEP_LIMIT_MS = 20_000;

/** Takes one step of a sale. A fault is an outcome too: nobody knows what happened, so it is tried again. */
export async function perform(ports: SalePorts, terms: OrderTerms, { step, effect }: Step): Promise<Outcome> {
  try {
    return await within(STEP_LIMIT_MS, effect.type, outcomeOf(ports, terms, { step, effect }));
  } catch (cause) {
    return { type: "unsettled", step, cause: causeOf(cause) };
  }
}

async function outcomeOf(ports: SalePorts, terms: OrderTerms, { step, effect }: Step): Promise<Outcome> {
  switch (effect.type) {
    case "authorise":
    case "find":
    case "read":
    case "void":
    case "capture":
      return payment(ports, terms, effect, step);
    case "refund":
    case "find_refund":
      return refund(ports, terms, effect, step);
    case "renew_holds":
    case "commit_holds":
    case "release_holds":
    case "return_stock":
      return holds(ports, terms, effect);
    case "close_cart":
      await ports.CART.close(CALLER, present(terms.cartId, "the order's cart"), terms.orderId);
      return { type: "cart_closed" };
    case "give_back_cart":
      await ports.CART.giveBack(CALLER, present(terms.cartId, "the order's cart"), terms.orderId, false);
      return { type: "cart_given_back" };
    case "expire":
      return { type: "expired" };
    default:
      return unreachable(effect);
  }
}
