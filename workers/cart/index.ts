import { WorkerEntrypoint } from "cloudflare:workers";
import type { Caller, CommandMeta } from "../../contracts/caller.ts";
import type { CartApi, CartChange, CartRefusal, HandedCart, HandOverRefusal, NewLine } from "../../contracts/cart.ts";
import type { CatalogApi } from "../../contracts/catalog.ts";
import type { PricingApi } from "../../contracts/pricing.ts";
import type { ShippingApi, ShippingOption } from "../../contracts/shipping.ts";
import type { CartView, QuoteView } from "../../domain/cart/types.ts";
import { assert } from "../../domain/kernel/assert.ts";
import type { Currency } from "../../domain/kernel/currency.ts";
import type { CartId, OrderId, QuoteId } from "../../domain/kernel/ids.ts";
import { err, ok, type Result } from "../../domain/kernel/result.ts";
import { traced } from "../../domain/kernel/trace.ts";
import type { CartObject } from "../../durable-objects/cart.ts";
import { isSystem } from "../kernel/access.ts";
import { idsOf } from "../kernel/ids.ts";
import { addLine, changeCart } from "./change.ts";
import { claimCart } from "./claim.ts";
import { handOver } from "./handing.ts";
import { openCart } from "./open.ts";
import { cartRefusal } from "./refusal.ts";
import { optionsNow } from "./shop.ts";
import { newQuote, quoted, shownNow } from "./showing.ts";
import { homeOf, Visit } from "./visit.ts";

export { CartObject } from "../../durable-objects/cart.ts";

export interface Env {
  ID_KEYS: string;
  /** "0": each cart an object of its own; N: N fixed homes. */
  HOMES: string;
  CARTS: DurableObjectNamespace<CartObject>;
  CATALOG: CatalogApi;
  PRICING: PricingApi;
  SHIPPING: ShippingApi;
}

/** Carts and quotes. The cart's own object judges whether the caller may use it: here nothing is known yet. */
export class CartService extends WorkerEntrypoint<Env> implements CartApi {
  static {
    traced(CartService);
  }

  open(caller: Caller, currency: Currency): Promise<Result<CartView & { token?: string }, CartRefusal>> {
    return openCart(this.env, caller, currency);
  }

  async view(caller: Caller, cartId: CartId): Promise<Result<CartView, CartRefusal>> {
    const visit = Visit.of(this.env, caller, cartId);
    return shownNow(this.env, visit, await visit.look());
  }

  change(
    caller: Caller,
    cartId: CartId,
    meta: CommandMeta,
    change: CartChange,
  ): Promise<Result<CartView, CartRefusal>> {
    return changeCart(this.env, Visit.of(this.env, caller, cartId), meta, change);
  }

  addLine(caller: Caller, cartId: CartId, meta: CommandMeta, line: NewLine): Promise<Result<CartView, CartRefusal>> {
    return addLine(this.env, Visit.of(this.env, caller, cartId), meta, line);
  }

  claim(caller: Caller, guestCartId: CartId): Promise<Result<CartView, CartRefusal>> {
    return claimCart(this.env, caller, guestCartId);
  }

  async shippingOptions(caller: Caller, cartId: CartId): Promise<Result<ShippingOption[], CartRefusal>> {
    const visit = Visit.of(this.env, caller, cartId);
    const found = await visit.look();
    if (!found.ok) return err(cartRefusal(found.error));
    const { destination } = found.value.state;
    if (destination === null) return err({ code: "address_required" });
    return ok(await optionsNow(this.env, destination, visit.currency));
  }

  async quote(caller: Caller, cartId: CartId, meta: CommandMeta): Promise<Result<QuoteView, CartRefusal>> {
    const visit = Visit.of(this.env, caller, cartId);
    return quoted(this.env, visit, await newQuote(this.env, visit, meta));
  }

  handOver(
    caller: Caller,
    cartId: CartId,
    meta: CommandMeta,
    request: { quoteId?: QuoteId; email?: string },
  ): Promise<Result<HandedCart, HandOverRefusal>> {
    return handOver(this.env, { caller, cartId, meta }, request);
  }

  async close(caller: Caller, cartId: CartId, orderId: OrderId): Promise<void> {
    const closed = await this.#byOrders(caller, cartId).handle(null, { type: "Close", orderId });
    assert(closed.ok, "closing is never refused");
  }

  async giveBack(caller: Caller, cartId: CartId, orderId: OrderId, forget: boolean): Promise<void> {
    const given = await this.#byOrders(caller, cartId).handle(null, { type: "GiveBack", orderId, forget });
    assert(given.ok, "giving back is never refused");
  }

  async requote(caller: Caller, cartId: CartId): Promise<Result<QuoteView, CartRefusal>> {
    if (!isSystem(caller, "orders")) return err({ code: "not_found" });
    const visit = this.#byOrders(caller, cartId);
    return quoted(this.env, visit, await newQuote(this.env, visit, null));
  }

  async ready(caller: Caller): Promise<void> {
    assert(caller.kind === "system", "only Workers ask whether it is ready");
    const nobodys = idsOf(this.env).derive("cart", ["ready"], "usd");
    await homeOf(this.env, nobodys).look(nobodys, { userId: null, opens: false, isTheirs: false });
  }

  #byOrders(caller: Caller, cartId: CartId): Visit {
    assert(isSystem(caller, "orders"), "only orders closes carts and gives them back");
    return new Visit(this.env, cartId, "orders");
  }
}

export default {
  fetch: () => new Response(null, { status: 404 }),
};
