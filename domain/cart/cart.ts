import { unreachable } from "../kernel/assert.ts";
import type { Decider } from "../kernel/decider.ts";
import { ok, type Result } from "../kernel/result.ts";
import { addLine, change, merge } from "./change.ts";
import type { CartCommand } from "./command.ts";
import { evolve } from "./evolve.ts";
import { claim, close, giveBack, handOver, quote, takeBack } from "./hand-over.ts";
import { reprice } from "./shown.ts";
import { type CartEvent, type CartFailure, type CartState, EMPTY_CART } from "./state.ts";

function decide(state: CartState, command: CartCommand): Result<CartEvent[], CartFailure> {
  switch (command.type) {
    case "AddLine":
      return addLine(state, command);
    case "Change":
      return change(state, command);
    case "Merge":
      return merge(state, command);
    case "Claim":
      return claim(state, command);
    case "Reprice":
      return ok(reprice(state, command));
    case "Quote":
      return quote(state, command);
    case "HandOver":
      return handOver(state, command);
    case "TakeBack":
      return takeBack(state, command);
    case "GiveBack":
      return giveBack(state, command);
    case "Close":
      return close(state, command);
    default:
      return unreachable(command);
  }
}

/** A shopper's bag: what is in it, what was shown for it, and the order it becomes. */
export const cart: Decider<CartState, CartCommand, CartEvent, CartFailure> = { initial: EMPTY_CART, decide, evolve };
