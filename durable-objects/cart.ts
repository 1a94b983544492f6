import { DurableObject } from "cloudflare:workers";
import type { CommandMeta } from "../contracts/caller.ts";
import { mayUse, ownerBy, type Visitor } from "../domain/cart/access.ts";
import { cart } from "../domain/cart/cart.ts";
import type { AskedCommand, CartCommand, HandOver } from "../domain/cart/command.ts";
import { type Turn, turnOf } from "../domain/cart/hand-over.ts";
import type { CartEvent, CartFailure, CartState, KeptCart } from "../domain/cart/state.ts";
import type { CartContact } from "../domain/cart/types.ts";
import type { Currency } from "../domain/kernel/currency.ts";
import type { CartId, UserId } from "../domain/kernel/ids.ts";
import { err, ok, type Result } from "../domain/kernel/result.ts";
import { Contacts } from "./cart/contacts.ts";
import { Generations } from "./cart/generations.ts";
import { CART_TABLES } from "./cart/tables.ts";
import { EventLog } from "./kernel/event-log.ts";
import { Outbox } from "./kernel/outbox.ts";
import { Tables } from "./kernel/tables.ts";
import { Timers } from "./kernel/timers.ts";

const TAKE_BACK_TIMER = "take-back";
const NO_CONTACT: CartContact = { email: null, shippingAddress: null };

/** Which cart, for whom, and what the request is remembered by. */
export type Asked = { cartId: CartId; visitor: Visitor; meta: CommandMeta | null };

/** A home of carts, and of the note which cart is a customer's current one. The rules live in `domain/cart`. */
export class CartObject extends DurableObject {
  readonly #tables = new Tables(this.ctx.storage, CART_TABLES);
  readonly #timers = new Timers(this.ctx.storage, this.#tables);
  readonly #contacts = new Contacts(this.ctx.storage.sql, this.#tables);
  readonly #generations = new Generations(this.ctx.storage.sql, this.#tables);
  readonly #log = new EventLog<CartState, CartCommand, CartEvent, CartFailure>(
    {
      storage: this.ctx.storage,
      tables: this.#tables,
      outbox: new Outbox(this.ctx.storage, this.#tables, this.#timers),
    },
    cart,
    // Nobody listens to carts: their events stay at home.
    { kind: "cart", publish: () => null, read: (stored) => stored as CartEvent },
  );

  look(cartId: CartId, visitor: Visitor): Result<KeptCart, CartFailure> {
    const { state, version } = this.#log.current(cartId);
    if (!mayUse(state, visitor)) return err({ code: "not_found" });
    return ok({ state, version, contact: this.#contacts.of(cartId), repeated: false });
  }

  /** Of `contact` is kept what the decision took in. */
  handle(asked: Asked, command: AskedCommand, contact = NO_CONTACT): Result<KeptCart, CartFailure> {
    const before = this.look(asked.cartId, asked.visitor);
    if (!before.ok) return before;
    const { version, contact: known } = before.value;
    const has = { hasEmail: known.email !== null, hasAddress: known.shippingAddress !== null };
    const handled = this.#log.handle(
      asked.cartId,
      { ...command, ...has, owner: ownerBy(asked.visitor), version, at: Date.now() },
      asked.meta,
      // A command that changes nothing must not make the tables of a cart that never was.
      before.value.state.opened || contact !== NO_CONTACT
        ? ({ events }) => this.#keepBeside(asked.cartId, events, contact)
        : undefined,
    );
    if (!handled.ok) return handled;
    const { state, version: after, repeated } = handled.value;
    return ok({
      state,
      version: after,
      contact: contact === NO_CONTACT ? known : this.#contacts.of(asked.cartId),
      repeated,
    });
  }

  handOver(asked: Asked, command: HandOver, contact: CartContact): Result<KeptCart & Turn, CartFailure> {
    const turn = turnOf(this.#log.current(asked.cartId).state, command);
    const handed = this.handle(asked, command, contact);
    return handed.ok ? ok({ ...handed.value, ...turn }) : handed;
  }

  generation(customer: UserId, currency: Currency): number {
    return this.#generations.of(customer, currency);
  }

  advance(customer: UserId, currency: Currency, from: number): number {
    return this.#generations.advance(customer, currency, from);
  }

  override alarm(info?: AlarmInvocationInfo): Promise<void> {
    return this.#timers.run(
      {
        [TAKE_BACK_TIMER]: async (cartId) => {
          this.handle({ cartId: cartId as CartId, visitor: "orders", meta: null }, { type: "TakeBack" });
        },
      },
      info,
    );
  }

  #keepBeside(cartId: CartId, events: CartEvent[], contact: CartContact): void {
    for (const event of events) {
      if (event.type === "EmailSet") this.#contacts.save(cartId, { ...NO_CONTACT, email: contact.email });
      if (event.type === "AddressSet") {
        this.#contacts.save(cartId, { ...NO_CONTACT, shippingAddress: contact.shippingAddress });
      }
      if (event.type === "HandedOver") this.#timers.set(cartId, TAKE_BACK_TIMER, event.until);
      if (event.type === "GivenBack" || event.type === "CartOrdered") this.#timers.clear(cartId, TAKE_BACK_TIMER);
    }
  }
}
