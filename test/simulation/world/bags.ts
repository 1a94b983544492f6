import type { CartApi } from "../../../contracts/cart.ts";
import { cart } from "../../../domain/cart/cart.ts";
import type { AskedCommand, HandOver } from "../../../domain/cart/command.ts";
import { type Turn, turnOf } from "../../../domain/cart/hand-over.ts";
import { type CartEvent, type CartState, EMPTY_CART } from "../../../domain/cart/state.ts";
import { fold } from "../../../domain/kernel/decider.ts";
import type { CartId, OrderId } from "../../../domain/kernel/ids.ts";
import type { OrderTerms } from "../../../domain/orders/types.ts";
import type { Bug } from "./bugs.ts";
import type { Scheduler } from "./scheduler.ts";

/** Carts in memory: the production rules of handing over, closing, giving back and taking back. */
export class FakeCarts implements Pick<CartApi, "close" | "giveBack"> {
  readonly states = new Map<CartId, CartState>();
  readonly #scheduler: Scheduler;
  readonly #bug: Bug | null;

  constructor(scheduler: Scheduler, bug: Bug | null) {
    this.#scheduler = scheduler;
    this.#bug = bug;
  }

  fill(cartId: CartId, { lines, destination }: Pick<OrderTerms, "lines" | "destination">): void {
    this.states.set(cartId, {
      ...EMPTY_CART,
      opened: true,
      lines: lines.map((line) => ({ ...line, weightGrams: 100 })),
      destination,
      shipping: { id: "standard", title: "Standard", priceMinor: 0 },
    });
  }

  /** Null where the cart refuses. */
  handOver(cartId: CartId, key: string): Turn | null {
    const { attempt } = this.#state(cartId);
    const orderId = `ord_${cartId.slice("cart_".length)}_${attempt}` as OrderId;
    const command: HandOver = {
      type: "HandOver",
      attempt,
      orderId,
      commandId: key,
      bodyHash: key,
      quoteId: null,
      email: true,
    };
    const turn = turnOf(this.#state(cartId), command);
    const events = this.#handle(cartId, command);
    for (const event of events ?? [])
      if (event.type === "HandedOver")
        this.#scheduler.after(event.until - this.#scheduler.now, `${cartId} take back?`, () => {
          this.#handle(cartId, { type: "TakeBack" });
        });
    return events && turn;
  }

  async close(_caller: unknown, cartId: CartId, orderId: OrderId): Promise<void> {
    this.#handle(cartId, { type: "Close", orderId });
  }

  async giveBack(_caller: unknown, cartId: CartId, orderId: OrderId, forget: boolean): Promise<void> {
    this.#handle(cartId, { type: "GiveBack", orderId, forget: forget && this.#bug !== "refusal_moves_cart_on" });
  }

  #state(cartId: CartId): CartState {
    return this.states.get(cartId) ?? EMPTY_CART;
  }

  #handle(cartId: CartId, command: AskedCommand): CartEvent[] | null {
    const beside = { at: this.#scheduler.now, owner: null, version: 0, hasEmail: true, hasAddress: true };
    const decided = cart.decide(this.#state(cartId), { ...command, ...beside });
    if (!decided.ok) return null;
    this.states.set(cartId, fold(cart, decided.value, this.#state(cartId)));
    for (const { type } of decided.value) this.#scheduler.note(`  ${cartId} ${type}`);
    return decided.value;
  }
}
