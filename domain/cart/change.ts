import type { Destination } from "../kernel/address.ts";
import { err, ok, type Result } from "../kernel/result.ts";
import { GOODS_MAX, isPriceable } from "../pricing/draft.ts";
import type { AddLine, Beside, Change, Merge, Offered, SeenVariant, WantedLine } from "./command.ts";
import { evolve } from "./evolve.ts";
import type { CartEvent, CartFailure, CartState } from "./state.ts";
import { CART_LINES_MAX, type CartLine, type ChosenShipping, QUANTITY_MAX } from "./types.ts";

type Decided = Result<CartEvent[], CartFailure>;
type Outcome<T> = Result<T, CartFailure>;

/** Why a shopper may not change this cart; null when they may. */
export function refusalOfChange(state: CartState): CartFailure | null {
  if (state.status === "open") return null;
  return { code: "cart_closed", orderId: state.status === "claimed" ? null : (state.handed?.orderId ?? null) };
}

export function addLine(state: CartState, command: AddLine & Beside): Decided {
  const refusal = refusalOfChange(state);
  if (refusal) return err(refusal);
  if (hasMovedOn(command)) return err({ code: "version" });
  if (command.quantity < 1) return err(outOfRange(command.sku));
  const there = state.lines.find(({ sku }) => sku === command.sku)?.quantity ?? 0;
  const wanted = { ...command, quantity: there + command.quantity };
  return setLines(state, [wanted], command.at, (events) => ok([...opening(state, command, events), ...events]));
}

/** Several changes, all or none. */
export function change(state: CartState, command: Change & Beside): Decided {
  const refusal = refusalOfChange(state);
  if (refusal) return err(refusal);
  if (hasMovedOn(command)) return err({ code: "version" });
  if (command.coupons.length > 0) return err({ code: "coupon_invalid" });
  return setLines(state, command.lines, command.at, (lines) => {
    const place = placeOf(state, command);
    if (!place.ok) return place;
    const email: CartEvent[] = command.email ? [{ type: "EmailSet", at: command.at }] : [];
    const events = [...lines, ...place.value, ...email];
    return ok([...opening(state, command, events), ...events]);
  });
}

/** Is the cart no longer what the shopper had read when they asked for this? */
function hasMovedOn({ ifVersion, version }: { ifVersion: number | null; version: number }): boolean {
  return ifVersion !== null && ifVersion !== version;
}

/** Per SKU the larger quantity, once for each version of the guest's cart. Where and who only if not known here. */
export function merge(state: CartState, command: Merge & Beside): Decided {
  const refusal = refusalOfChange(state);
  if (refusal) return err(refusal);
  const { from, fromVersion, at } = command;
  if (state.merged.some((one) => one.from === from && one.version >= fromVersion)) return ok([]);
  const wanted = command.lines.flatMap(({ quantity, ...variant }) => {
    const own = state.lines.find(({ sku }) => sku === variant.sku);
    return own !== undefined && own.quantity >= quantity ? [] : [{ sku: variant.sku, quantity, variant }];
  });
  return setLines(state, wanted, at, (lines) => {
    const place: CartEvent[] =
      state.destination === null && command.place ? [{ type: "AddressSet", ...command.place, at }] : [];
    const email: CartEvent[] = command.email && !command.hasEmail ? [{ type: "EmailSet", at }] : [];
    const events: CartEvent[] = [...lines, ...place, ...email, { type: "CartMerged", from, version: fromVersion, at }];
    return ok([...opening(state, command, events), ...events]);
  });
}

/** What comes before the change itself: the first event of all, or the note that other rules are shown from now on. */
function opening(state: CartState, command: (AddLine | Change | Merge) & Beside, events: CartEvent[]): CartEvent[] {
  const { owner, rulesVersion, at } = command;
  if (!state.opened) return events.length === 0 ? [] : [{ type: "CartOpened", owner, rulesVersion, at }];
  if (state.rulesVersion === rulesVersion) return [];
  return [{ type: "Repriced", lines: [], shipping: state.shipping, rulesVersion, quoteId: null, at }];
}

/** Each line decides on what those before it left; then the whole is judged, and `then` goes on. */
function setLines(
  state: CartState,
  wanted: readonly WantedLine[],
  at: number,
  then: (events: CartEvent[]) => Decided,
): Decided {
  const events: CartEvent[] = [];
  let after = state;
  for (const line of wanted) {
    const event = setLine(after, line, at);
    if (!event.ok) return event;
    if (event.value === null) continue;
    events.push(event.value);
    after = evolve(after, event.value);
  }
  if (events.length === 0) return then(events);
  if (after.lines.length > CART_LINES_MAX) return err({ code: "too_many_lines", max: CART_LINES_MAX });
  return isPriceable(after.lines) ? then(events) : err(tooDear(after.lines));
}

function setLine(state: CartState, { sku, quantity, variant }: WantedLine, at: number): Outcome<CartEvent | null> {
  if (!Number.isInteger(quantity) || quantity < 0 || quantity > QUANTITY_MAX) return err(outOfRange(sku));
  const before = state.lines.find((line) => line.sku === sku);
  if (quantity === 0) return ok(before ? { type: "LineRemoved", sku, at } : null);
  if (variant === null) return err({ code: "unknown_sku", sku });
  const line = lineOf(variant, quantity);
  return ok(before && isSame(before, line) ? null : { type: "LineSet", line, at });
}

/** Fields by name: what a caller's variant carries beyond them does not enter the log. */
export function lineOf(variant: SeenVariant, quantity: number): CartLine {
  const { sku, productId, title, unitPriceMinor, taxClass, weightGrams, trackStock, backorder } = variant;
  return { sku, productId, title, quantity, unitPriceMinor, taxClass, weightGrams, trackStock, backorder };
}

/** Of plain values whose fields stand in one order. */
export function isSame<T>(one: T, other: T): boolean {
  return JSON.stringify(one) === JSON.stringify(other);
}

export function isSamePlace(one: Destination, other: Destination): boolean {
  return one.country === other.country && one.region === other.region && one.postalCode === other.postalCode;
}

/** The option asked for, or the one chosen before, or the cheapest: of those offered there. */
export function chosenOf(offered: Offered, id: string | undefined): ChosenShipping | undefined {
  return offered.options.find((option) => option.id === id) ?? offered.options[0];
}

function placeOf(state: CartState, command: Change & Beside): Outcome<CartEvent[]> {
  const { at, shippingOption, offered } = command;
  if (command.destination === null && shippingOption === null) return ok([]);
  const destination = command.destination ?? state.destination;
  if (destination === null) return err({ code: "address_required" });
  if (offered === null || !isSamePlace(offered.destination, destination)) {
    return err({ code: "stale", attempt: state.attempt });
  }
  const shipping = chosenOf(offered, shippingOption ?? state.shipping?.id);
  if (shipping === undefined) return err({ code: "not_shippable" });
  if (shippingOption !== null && shipping.id !== shippingOption) return err({ code: "unknown_shipping_option" });
  if (command.destination !== null) return ok([{ type: "AddressSet", destination, shipping, at }]);
  return ok(isSame(shipping, state.shipping) ? [] : [{ type: "ShippingChosen", shipping, at }]);
}

function outOfRange(sku: string): CartFailure {
  return { code: "quantity_range", sku, max: QUANTITY_MAX };
}

/** More than an amount of money can hold: named is the line that weighs most, and how many of it would still fit. */
function tooDear(lines: readonly CartLine[]): CartFailure {
  const worth = (line: CartLine) => BigInt(line.unitPriceMinor) * BigInt(line.quantity);
  const dearest = lines.reduce((most, line) => (worth(line) > worth(most) ? line : most));
  const others = lines.reduce((sum, line) => (line === dearest ? sum : sum + worth(line)), 0n);
  const fitting = (BigInt(GOODS_MAX) - others) / BigInt(dearest.unitPriceMinor);
  return { code: "quantity_range", sku: dearest.sku, max: Math.max(0, Number(fitting)) };
}
