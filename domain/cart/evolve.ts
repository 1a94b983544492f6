import { unreachable } from "../kernel/assert.ts";
import { type CartEvent, type CartState, KEYS_MAX, MERGED_MAX } from "./state.ts";
import type { CartLine } from "./types.ts";

/** What an event means. */
export function evolve(state: CartState, event: CartEvent): CartState {
  switch (event.type) {
    case "CartOpened":
      return { ...state, opened: true, owner: event.owner, rulesVersion: event.rulesVersion };
    case "LineSet":
      return shown({ ...state, lines: withLine(state.lines, event.line) }, event.at);
    case "LineRemoved":
      return shown({ ...state, lines: state.lines.filter((line) => line.sku !== event.sku) }, event.at);
    case "AddressSet":
      return shown({ ...state, destination: event.destination, shipping: event.shipping }, event.at);
    case "ShippingChosen":
      return shown({ ...state, shipping: event.shipping }, event.at);
    case "Repriced":
      return repriced(state, event);
    case "QuoteNoted":
      return { ...state, quote: { quoteId: event.quoteId, expiresAt: event.expiresAt } };
    case "CartMerged":
      return { ...state, merged: withMerged(state.merged, { from: event.from, version: event.version }) };
    case "CartClaimed":
      return { ...state, status: "claimed", claimedBy: event.by };
    case "HandedOver":
      return handedOver(state, event);
    case "TakenBack":
      return { ...state, status: "open" };
    case "GivenBack":
      return givenBack(state, event);
    case "CartOrdered":
      return { ...state, status: "ordered" };
    case "EmailSet":
      return state;
    default:
      return unreachable(event);
  }
}

/** The shopper was answered a new total: it counts from now, and no longer the one quoted. */
function shown(state: CartState, at: number): CartState {
  return { ...state, shownAt: at, quote: null };
}

/** In its place, or last. */
export function withLine(lines: readonly CartLine[], line: CartLine): CartLine[] {
  const known = lines.some(({ sku }) => sku === line.sku);
  return known ? lines.map((before) => (before.sku === line.sku ? line : before)) : [...lines, line];
}

function repriced(state: CartState, event: CartEvent & { type: "Repriced" }): CartState {
  const { shipping, rulesVersion, quoteId } = event;
  const after = { ...state, lines: event.lines.reduce(withLine, [...state.lines]), shipping, rulesVersion };
  const quote = state.quote !== null && state.quote.quoteId === quoteId ? state.quote : null;
  return { ...shown(after, event.at), quote };
}

function withMerged(merged: CartState["merged"], one: CartState["merged"][number]): CartState["merged"] {
  return [...merged.filter(({ from }) => from !== one.from), one].slice(-MERGED_MAX);
}

function handedOver(state: CartState, event: CartEvent & { type: "HandedOver" }): CartState {
  const { orderId, commandId, bodyHash, until } = event;
  const others = state.keys.filter((key) => key.commandId !== commandId);
  const keys = [...others, { commandId, bodyHash, orderId }].slice(-KEYS_MAX);
  return { ...state, status: "ordering", handed: { orderId, until }, keys };
}

function givenBack(state: CartState, event: CartEvent & { type: "GivenBack" }): CartState {
  if (!event.forget) return { ...state, status: "open", handed: null, attempt: state.attempt + 1 };
  return { ...state, status: "open", keys: state.keys.filter(({ orderId }) => orderId !== event.orderId) };
}
