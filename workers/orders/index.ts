import { WorkerEntrypoint } from "cloudflare:workers";
import type { Caller, CommandMeta, PageRequest } from "../../contracts/caller.ts";
import type { OrdersApi, PaymentRequest, PlaceOrder, ReconcilePage, RefundRequest } from "../../contracts/orders.ts";
import { assert } from "../../domain/kernel/assert.ts";
import type { OrderId, PaymentId, UserId } from "../../domain/kernel/ids.ts";
import { err } from "../../domain/kernel/result.ts";
import { traced } from "../../domain/kernel/trace.ts";
import { OrderObject as OrderHomes } from "../../durable-objects/order.ts";
import type { Delivery } from "../../queues/envelope.ts";
import { isSystem } from "../kernel/access.ts";
import { database } from "../kernel/d1.ts";
import { rebuildBy, rebuildStatusFor } from "../kernel/rebuilding.ts";
import { buyNow } from "./buy-now.ts";
import { checkout } from "./checkout.ts";
import { cancel, pay, refund, setStatus } from "./commands.ts";
import { consumeOrders } from "./consume.ts";
import { type Env, homeOf } from "./env.ts";
import { figures } from "./figures.ts";
import { history, mailFacts, ofCustomer, payment, view } from "./reading.ts";
import { reconcileStock } from "./reconcile.ts";
import { stuckReports } from "./stuck.ts";

export { RebuildObject } from "./rebuild.ts";

/** A home of orders that tells the table of those in trouble. */
export class OrderObject extends OrderHomes {
  constructor(context: DurableObjectState, env: Env) {
    super(context, env, stuckReports(env.DB));
  }
}

/** Orders: placing, reading, and what may be done to them. See contracts/orders.ts. */
export class OrdersService extends WorkerEntrypoint<Env> implements OrdersApi {
  static {
    traced(OrdersService);
  }

  place(caller: Caller, meta: CommandMeta, request: PlaceOrder) {
    return "cartId" in request ? checkout(this.env, caller, meta, request) : buyNow(this.env, caller, meta, request);
  }

  view(caller: Caller, orderId: OrderId, version?: number) {
    return view(this.env, caller, orderId, version);
  }

  events(caller: Caller, orderId: OrderId, page: PageRequest) {
    return history(this.env, caller, orderId, page);
  }

  cancel(caller: Caller, orderId: OrderId, meta: CommandMeta, reason: string) {
    return cancel(this.env, caller, orderId, { meta, reason });
  }

  setStatus(caller: Caller, orderId: OrderId, meta: CommandMeta, status: "fulfilled" | "delivered") {
    return setStatus(this.env, caller, orderId, { meta, status });
  }

  pay(caller: Caller, orderId: OrderId, meta: CommandMeta, request: PaymentRequest) {
    return pay(this.env, caller, orderId, { meta, method: request.method });
  }

  payment(caller: Caller, paymentId: PaymentId) {
    return payment(this.env, caller, paymentId);
  }

  refund(caller: Caller, paymentId: PaymentId, meta: CommandMeta, request: RefundRequest) {
    return refund(this.env, caller, paymentId, { meta, request });
  }

  ofCustomer(caller: Caller, userId: UserId, page: PageRequest) {
    return ofCustomer(this.env, caller, userId, page);
  }

  reconcileStock(caller: Caller, page: ReconcilePage) {
    return reconcileStock(this.env, caller, page);
  }

  async poke(caller: Caller, orderId: OrderId, ref: string): Promise<boolean> {
    assert(isSystem(caller, "gateway"), "only the gateway brings the provider's news");
    return homeOf(this.env, orderId).poke(orderId, ref);
  }

  async figures(caller: Caller) {
    assert(isSystem(caller, "gateway"), "figures are for the gateway");
    return figures(database(this.env.DB));
  }

  rebuild(caller: Caller, meta: CommandMeta) {
    return rebuildBy(this.env.REBUILD, caller, meta);
  }

  rebuildStatus(caller: Caller) {
    return rebuildStatusFor(this.env.REBUILD, caller);
  }

  async mailOf(caller: Caller, orderId: OrderId) {
    return isSystem(caller, "notifications") ? mailFacts(this.env, orderId) : err({ code: "not_found" } as const);
  }

  async ready(_caller: Caller): Promise<void> {
    await database(this.env.DB).run("SELECT 1");
  }
}

export default {
  fetch: () => new Response(null, { status: 404 }),
  queue: (batch: MessageBatch<Delivery>, env: Env) => consumeOrders(batch, env),
};
