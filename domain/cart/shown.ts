import { isPriceable } from "../pricing/draft.ts";
import type { Rules } from "../pricing/types.ts";
import { chosenOf, isSame, isSamePlace, lineOf } from "./change.ts";
import type { Beside, Offered, Reprice } from "./command.ts";
import { withLine } from "./evolve.ts";
import type { CartEvent, CartState } from "./state.ts";
import type { ChosenShipping } from "./types.ts";

/** Notes what is shown from now on, where it differs from what was shown last. A cart on its way to an order stays as it was shown. */
export function reprice(state: CartState, command: Reprice & Pick<Beside, "at">): CartEvent[] {
  if (state.status !== "open" || !state.opened) return [];
  const lines = command.variants.flatMap((variant) => {
    const before = state.lines.find(({ sku }) => sku === variant.sku);
    if (before === undefined) return [];
    const line = lineOf(variant, before.quantity);
    return isSame(line, before) ? [] : [line];
  });
  const shipping = shippingNow(state, command.offered);
  const { rulesVersion, quoteId, at } = command;
  const isAsShown = lines.length === 0 && isSame(shipping, state.shipping) && rulesVersion === state.rulesVersion;
  if (isAsShown && !command.lapsed) return [];
  // Dearer than an amount can hold: the old total stays on show, and no order can be made of it.
  if (!isPriceable(lines.reduce(withLine, [...state.lines]))) return [];
  return [{ type: "Repriced", lines, shipping, rulesVersion, quoteId, at }];
}

/** The chosen option at today's price; where it is no longer offered, the cheapest that is, or none. */
function shippingNow(state: CartState, offered: Offered | null): ChosenShipping | null {
  if (offered === null || state.destination === null) return state.shipping;
  if (!isSamePlace(offered.destination, state.destination)) return state.shipping;
  return chosenOf(offered, state.shipping?.id) ?? null;
}

/** Did a promotion or a tax rate of these rules begin or end after `shownAt`, up to `now`? Both epoch ms. */
export function hasLapsed(rules: Rules, shownAt: number, now: number): boolean {
  const isBetween = (moment: number | null) => moment !== null && shownAt < moment && moment <= now;
  return (
    rules.promotions.some(({ from, until }) => isBetween(from) || isBetween(until)) ||
    rules.taxRates.some(({ from }) => isBetween(from))
  );
}
