import { cart } from "../../../domain/cart/cart.ts";
import type { AskedCommand, Beside, Change, HandOver, SeenVariant, WantedLine } from "../../../domain/cart/command.ts";
import type { CartEvent, CartState } from "../../../domain/cart/state.ts";
import type { ChosenShipping } from "../../../domain/cart/types.ts";
import type { Country } from "../../../domain/kernel/country.ts";
import { fold } from "../../../domain/kernel/decider.ts";
import type { OrderId, ProductId, QuoteId, UserId } from "../../../domain/kernel/ids.ts";

export const NOON = Date.UTC(2026, 10, 2, 12);
export const ann = "usr_ann" as UserId;
export const berlin = { country: "DE" as Country, postalCode: "10115" };
export const paris = { country: "FR" as Country, postalCode: "75001" };
export const post: ChosenShipping = { id: "post", title: "Post", priceMinor: 400 };
export const courier: ChosenShipping = { id: "courier", title: "Courier", priceMinor: 900 };

export const quoteId = (name: string) => `quo_${name}` as QuoteId;
export const orderOf = (attempt: number) => `ord_attempt${attempt}` as OrderId;

export function variant(sku: string, unitPriceMinor = 1_000): SeenVariant {
  return {
    sku,
    productId: `prod_${sku}` as ProductId,
    title: `The ${sku}`,
    unitPriceMinor,
    taxClass: "standard",
    weightGrams: 300,
    trackStock: true,
    backorder: false,
  };
}

export function wanted(sku: string, quantity: number, unitPriceMinor = 1_000): WantedLine {
  return { sku, quantity, variant: variant(sku, unitPriceMinor) };
}

export function change(parts: Partial<Change>): Change {
  return {
    type: "Change",
    lines: [],
    destination: null,
    shippingOption: null,
    offered: null,
    email: false,
    coupons: [],
    ifVersion: null,
    rulesVersion: 1,
    ...parts,
  };
}

export const toBerlin = change({ destination: berlin, offered: { destination: berlin, options: [post, courier] } });

export function handOver(commandId: string, more: Partial<HandOver> = {}): HandOver {
  return {
    type: "HandOver",
    attempt: 1,
    orderId: orderOf(more.attempt ?? 1),
    commandId,
    bodyHash: "body",
    quoteId: null,
    email: true,
    ...more,
  };
}

/** A cart that lived through some commands; each must have been accepted. The clock stands at noon unless told. */
export class Story {
  readonly events: CartEvent[] = [];
  state: CartState = cart.initial;
  beside: Beside = { at: NOON, owner: null, version: 0, hasEmail: false, hasAddress: true };

  /** Does it, or says what is wrong. */
  try(command: AskedCommand, beside: Partial<Beside> = {}) {
    const decided = cart.decide(this.state, { ...command, ...this.beside, version: this.events.length, ...beside });
    if (!decided.ok) return decided.error;
    this.events.push(...decided.value);
    this.state = fold(cart, decided.value, this.state);
    return decided.value.map(({ type }) => type);
  }

  after(command: AskedCommand, beside: Partial<Beside> = {}): this {
    const done = this.try(command, beside);
    if (!Array.isArray(done)) throw new Error(`refused: ${JSON.stringify(done)}`);
    return this;
  }

  get quantities(): Record<string, number> {
    return Object.fromEntries(this.state.lines.map(({ sku, quantity }) => [sku, quantity]));
  }
}

export const aCart = () => new Story();
/** Two mugs to Berlin by post: all it takes to become an order. */
export const aFullCart = () =>
  aCart()
    .after(change({ lines: [wanted("mug", 2)] }))
    .after(toBerlin);
