import type { Caller, CommandMeta } from "../../contracts/caller.ts";
import type { Person, Visitor } from "../../domain/cart/access.ts";
import type { AskedCommand, HandOver } from "../../domain/cart/command.ts";
import type { Turn } from "../../domain/cart/hand-over.ts";
import type { CartFailure, KeptCart } from "../../domain/cart/state.ts";
import type { CartContact } from "../../domain/cart/types.ts";
import type { Currency } from "../../domain/kernel/currency.ts";
import type { CartId, UserId } from "../../domain/kernel/ids.ts";
import type { Result } from "../../domain/kernel/result.ts";
import { home } from "../kernel/home.ts";
import { currencyOf, idsOf } from "../kernel/ids.ts";
import type { Env } from "./index.ts";

/** A new stub for each call: one that has failed stays broken. */
export function homeOf(env: Env, id: CartId | UserId) {
  return env.CARTS.getByName(home("cart", id, Number(env.HOMES)));
}

/** The id of a customer's cart. Only the customer is ever told it, by `open`. */
export function bagId(env: Env, userId: UserId, currency: Currency, generation: number): CartId {
  return idsOf(env).derive("cart", [userId, currency, String(generation)], currency.toLowerCase());
}

/** Customers and staff alike have an account to shop with. */
export function userOf(caller: Caller): UserId | null {
  return caller.kind === "customer" || caller.kind === "staff" ? caller.userId : null;
}

function personOf(env: Env, caller: Caller, cartId: CartId, currency: Currency): Person {
  const userId = userOf(caller);
  const opens = caller.kind !== "system" && idsOf(env).opens(caller.tokens.cart, cartId);
  return { userId, opens, isTheirs: userId !== null && bagId(env, userId, currency, 0) === cartId };
}

/** Somebody at a cart. The cart's object judges whether they may, in the same turn as it acts. */
export class Visit {
  readonly cartId: CartId;
  readonly currency: Currency;
  readonly #env: Env;
  #visitor: Visitor;

  constructor(env: Env, cartId: CartId, visitor: Visitor) {
    this.#env = env;
    this.cartId = cartId;
    this.currency = currencyOf(idsOf(env), cartId);
    this.#visitor = visitor;
  }

  static of(env: Env, caller: Caller, cartId: CartId): Visit {
    return new Visit(env, cartId, personOf(env, caller, cartId, currencyOf(idsOf(env), cartId)));
  }

  get userId(): UserId | null {
    return this.#visitor === "orders" ? null : this.#visitor.userId;
  }

  look(): Promise<Result<KeptCart, CartFailure>> {
    return this.#try((visitor) => homeOf(this.#env, this.cartId).look(this.cartId, visitor));
  }

  handle(
    meta: CommandMeta | null,
    command: AskedCommand,
    contact?: CartContact,
  ): Promise<Result<KeptCart, CartFailure>> {
    return this.#try((visitor) =>
      homeOf(this.#env, this.cartId).handle({ cartId: this.cartId, visitor, meta }, command, contact),
    );
  }

  handOver(command: HandOver, contact: CartContact): Promise<Result<KeptCart & Turn, CartFailure>> {
    return this.#try((visitor) =>
      homeOf(this.#env, this.cartId).handOver({ cartId: this.cartId, visitor, meta: null }, command, contact),
    );
  }

  /** Only a customer with orders behind them has a cart of a later generation: its number is asked for when the first does not fit. */
  async #try<T>(act: (visitor: Visitor) => Promise<Result<T, CartFailure>>): Promise<Result<T, CartFailure>> {
    const first = await act(this.#visitor);
    const visitor = this.#visitor;
    if (first.ok || first.error.code !== "not_found" || visitor === "orders") return first;
    const { userId, isTheirs } = visitor;
    if (userId === null || isTheirs) return first;
    const generation = await homeOf(this.#env, userId).generation(userId, this.currency);
    if (bagId(this.#env, userId, this.currency, generation) !== this.cartId) return first;
    this.#visitor = { ...visitor, isTheirs: true };
    return act(this.#visitor);
  }
}
