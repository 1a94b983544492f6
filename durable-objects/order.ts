import { DurableObject } from "cloudflare:workers";
import type { CommandMeta } from "../contracts/caller.ts";
import type { CartApi } from "../contracts/cart.ts";
import type { EventsApi } from "../contracts/events.ts";
import type { InventoryApi } from "../contracts/inventory.ts";
import type { PaymentsApi } from "../contracts/payments.ts";
import type { OrderId, UserId } from "../domain/kernel/ids.ts";
import type { Result } from "../domain/kernel/result.ts";
import { traced } from "../domain/kernel/trace.ts";
import type { OrderCommand, OrderFailure } from "../domain/orders/commands.ts";
import type { OrderEvent } from "../domain/orders/events.ts";
import type { Order } from "../domain/orders/state.ts";
import type { OrderTerms } from "../domain/orders/types.ts";
import type { StoredEvent, Versioned } from "./kernel/event-log.ts";
import { OUTBOX_TIMER } from "./kernel/outbox.ts";
import type { OrderContact } from "./order/contacts.ts";
import { OrderHome } from "./order/home.ts";
import type { StuckReports } from "./order/stuck.ts";

export type OrderObjectEnv = {
  CART: CartApi;
  INVENTORY: InventoryApi;
  PAYMENTS: PaymentsApi;
  EVENTS: EventsApi;
  ID_KEYS: string;
};
export type Placement = {
  terms: OrderTerms;
  holdsUntil: number;
  payment: { method: string } | null;
  contact: OrderContact;
};
export type Answer = Result<Versioned<Order>, OrderFailure | { code: "idempotency_mismatch" }>;

/** A home of orders: serialises the commands of each and drives its saga. The rules live in `domain/orders`. */
export class OrderObject extends DurableObject<OrderObjectEnv> {
  static {
    traced(OrderObject);
  }

  readonly #home: OrderHome;

  constructor(ctx: DurableObjectState, env: OrderObjectEnv, stuck: StuckReports) {
    super(ctx, env);
    this.#home = new OrderHome(ctx, env, stuck);
  }

  /** Makes the order, once, and answers when it is confirmed, refused or waiting; or after ten seconds, as it then is. */
  place(orderId: OrderId, meta: CommandMeta, placement: Placement): Promise<Answer> {
    return this.#home.place(orderId, meta, placement);
  }

  /** The order a request asks for, if it was made already: waits with whoever placed it. Null when there is none yet. */
  made(orderId: OrderId, meta: CommandMeta): Promise<Answer | null> {
    return this.#home.made(orderId, meta);
  }

  /** A person's command; answers when what follows at once is done. */
  command(
    orderId: OrderId,
    meta: CommandMeta,
    command: Exclude<OrderCommand, { type: "Settle" | "Place" }>,
  ): Promise<Answer> {
    return this.#home.command(orderId, meta, command);
  }

  read(orderId: OrderId, version?: number): Versioned<Order> {
    return version === undefined ? this.#home.log.current(orderId) : this.#home.log.at(orderId, version);
  }

  /** Null where there is no such order, or the person was erased. */
  contact(orderId: OrderId): OrderContact | null {
    return this.#home.contact(orderId);
  }

  history(orderId: OrderId, afterVersion: number, limit: number): StoredEvent<OrderEvent>[] {
    return this.#home.log.events(orderId, afterVersion, limit);
  }

  /** The provider has news of one of its payments. True when the order has looked and noted what it found. */
  poke(orderId: OrderId, ref: string): Promise<boolean> {
    return this.#home.poke(orderId, ref);
  }

  claimRequest(
    customerId: UserId,
    meta: CommandMeta,
    orderId: OrderId,
  ): Result<null, { code: "idempotency_mismatch" }> {
    return this.#home.shoppers.claim(customerId, meta, orderId);
  }

  forgetRequest(customerId: UserId, commandId: string): void {
    this.#home.shoppers.forget(customerId, commandId);
  }

  newestOf(customerId: UserId): OrderId[] {
    return this.#home.shoppers.newest(customerId);
  }

  override alarm(info?: AlarmInvocationInfo): Promise<void> {
    return this.#home.timers.run(
      {
        drive: (orderId) => this.#home.drive(orderId as OrderId),
        report: (orderId) => this.#home.report(orderId as OrderId),
        [OUTBOX_TIMER]: () => this.#home.drain(),
      },
      info,
    );
  }
}
