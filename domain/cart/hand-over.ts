import type { OrderId } from "../kernel/ids.ts";
import { err, ok, type Result } from "../kernel/result.ts";
import { refusalOfChange } from "./change.ts";
import type { Beside, Claim, Close, GiveBack, HandOver, Quote } from "./command.ts";
import type { CartEvent, CartFailure, CartState } from "./state.ts";
import { QUOTE_MS, TAKE_BACK_MS } from "./types.ts";

type Decided = Result<CartEvent[], CartFailure>;

/** Who asked before, and which order answers this request. */
export type Turn = { turn: "first" | "same_key" | "other_key"; orderId: OrderId };

/** To be asked before the command is handled: afterwards every request was here before. */
export function turnOf(state: CartState, { commandId, orderId }: HandOver): Turn {
  const known = state.keys.find((key) => key.commandId === commandId);
  if (known) return { turn: "same_key", orderId: known.orderId };
  if (state.handed) return { turn: "other_key", orderId: state.handed.orderId };
  return { turn: "first", orderId };
}

export function handOver(state: CartState, command: HandOver & Beside): Decided {
  const known = state.keys.find((key) => key.commandId === command.commandId);
  if (known && known.bodyHash !== command.bodyHash) return err({ code: "idempotency_mismatch" });
  // It was answered by an order that was then given up: that answer stands.
  if (known && known.orderId !== state.handed?.orderId) return ok([]);
  switch (state.status) {
    case "claimed":
      return err({ code: "cart_closed", orderId: null });
    case "ordered":
      return ok([]);
    case "ordering":
      return ok(known ? [] : [handedOver(state, command)]);
    case "open": {
      const missing = missingFor(state, command, known !== undefined);
      if (missing) return err(missing);
      const email: CartEvent[] = command.email ? [{ type: "EmailSet", at: command.at }] : [];
      return ok([...email, handedOver(state, command)]);
    }
  }
}

/** The order keeps its id as long as the attempt lasts, however often the cart takes itself back. */
function handedOver(state: CartState, command: HandOver & Beside): CartEvent {
  const { commandId, bodyHash, at } = command;
  const orderId = state.handed?.orderId ?? command.orderId;
  return { type: "HandedOver", orderId, commandId, bodyHash, until: at + TAKE_BACK_MS, at };
}

function missingFor(state: CartState, command: HandOver & Beside, isRepeat: boolean): CartFailure | null {
  if (state.lines.length === 0) return { code: "cart_empty" };
  if (!command.email && !command.hasEmail) return { code: "email_required" };
  if (state.destination === null || !command.hasAddress) return { code: "address_required" };
  if (state.shipping === null) return { code: "shipping_option_required" };
  if (command.quoteId !== null && !isGood(state.quote, command, isRepeat)) return { code: "quote_expired" };
  return command.attempt === state.attempt ? null : { code: "stale", attempt: state.attempt };
}

/** A request that was in time once is in time when it is repeated, if nothing else has changed. */
function isGood(quote: CartState["quote"], { quoteId, at }: HandOver & Beside, isRepeat: boolean): boolean {
  return quote !== null && quote.quoteId === quoteId && (isRepeat || at < quote.expiresAt);
}

/** Its time is up and no order has said that it exists. The attempt, and so the order's id, stays the same: one may exist after all. */
export function takeBack(state: CartState, { at }: Beside): Decided {
  const isDue = state.status === "ordering" && state.handed !== null && at >= state.handed.until;
  return ok(isDue ? [{ type: "TakenBack", at }] : []);
}

/**
 * Only an order can say that it will not be: it exists, and was given up. A request that was refused (`forget`) speaks for
 * itself alone. Another one may be making the very order at this moment, or have made it: then the cart stays ordered.
 */
export function giveBack(state: CartState, { orderId, forget, at }: GiveBack & Beside): Decided {
  if (state.handed?.orderId !== orderId || state.status === "claimed") return ok([]);
  if (forget && state.status === "ordered") return ok([]);
  return ok([{ type: "GivenBack", orderId, forget, at }]);
}

/** Also when the cart had taken itself back meanwhile: the order was placed, so its cart is gone. */
export function close(state: CartState, { orderId, at }: Close & Beside): Decided {
  const isNews = state.handed?.orderId === orderId && state.status !== "ordered";
  return ok(isNews ? [{ type: "CartOrdered", orderId, at }] : []);
}

export function claim(state: CartState, { by, ifVersion, version, at }: Claim & Beside): Decided {
  if (state.status === "claimed") return state.claimedBy === by ? ok([]) : err({ code: "not_found" });
  const refusal = refusalOfChange(state);
  if (refusal) return err(refusal);
  if (version !== ifVersion) return err({ code: "stale", attempt: state.attempt });
  return ok([{ type: "CartClaimed", by, at }]);
}

export function quote(state: CartState, { quoteId, at }: Quote & Beside): Decided {
  const refusal = refusalOfChange(state);
  if (refusal) return err(refusal);
  if (state.lines.length === 0) return err({ code: "cart_empty" });
  return ok([{ type: "QuoteNoted", quoteId, expiresAt: at + QUOTE_MS, at }]);
}
