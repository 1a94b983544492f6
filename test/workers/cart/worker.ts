import { WorkerEntrypoint } from "cloudflare:workers";
import type { Caller } from "../../../contracts/caller.ts";
import type { CartApi } from "../../../contracts/cart.ts";
import type { CatalogApi } from "../../../contracts/catalog.ts";
import type { PricingApi } from "../../../contracts/pricing.ts";
import type { ShippingApi, ShippingOption } from "../../../contracts/shipping.ts";
import type { SaleVariant } from "../../../domain/catalog/types.ts";
import type { Destination } from "../../../domain/kernel/address.ts";
import type { Currency } from "../../../domain/kernel/currency.ts";
import type { ProductId, Sku } from "../../../domain/kernel/ids.ts";
import type { Rules } from "../../../domain/pricing/types.ts";
import { CartService, type Env } from "../../../workers/cart/index.ts";

export { CartObject, CartService, default } from "../../../workers/cart/index.ts";

export type Bindings = Env & { CART: CartApi; CART_OF_8_HOMES: CartApi };

/** The same Worker in the setting of a laptop. */
export class CartServiceOf8Homes extends CartService {
  constructor(ctx: ExecutionContext, env: Env) {
    super(ctx, { ...env, HOMES: "8" });
  }
}

/** The rest of the shop as a test sets it; `calls` counts what the cart asks of it. */
export const shop = {
  prices: new Map<Sku, number>(),
  postMinor: 400,
  rules: [] as Rules[],
  calls: [] as string[],
  /** Happens once, while the cart waits for the next answer of pricing. */
  meanwhile: null as (() => Promise<unknown>) | null,
};

/** All that carts ask of the catalogue. */
export class FakeCatalog extends WorkerEntrypoint implements Pick<CatalogApi, "variants"> {
  async variants(_caller: Caller, skus: Sku[], currency: Currency): Promise<(SaleVariant | null)[]> {
    shop.calls.push("variants");
    return skus.map((sku) => {
      const minor = shop.prices.get(sku);
      if (minor === undefined) return null;
      return {
        sku,
        productId: `prod_${sku}` as ProductId,
        title: `The ${sku}`,
        unitPrice: { minor, currency },
        taxClass: "standard",
        weightGrams: 300,
        trackStock: true,
        backorder: false,
      };
    });
  }
}

export class FakePricing extends WorkerEntrypoint implements PricingApi {
  async rules(): Promise<Rules> {
    shop.calls.push("rules");
    const { meanwhile } = shop;
    shop.meanwhile = null;
    await meanwhile?.();
    return this.#newest();
  }

  async rulesVersion(): Promise<number> {
    return this.#newest().version;
  }

  async rulesAt(_caller: Caller, version: number): Promise<Rules | null> {
    shop.calls.push("rulesAt");
    return shop.rules.find((rules) => rules.version === version) ?? null;
  }

  async ready(): Promise<void> {}

  #newest(): Rules {
    const newest = shop.rules.at(-1);
    if (newest === undefined) throw new Error("the test has set no rules");
    return newest;
  }
}

/** Ships to Germany and France; by courier only within Germany. */
export class FakeShipping extends WorkerEntrypoint implements Pick<ShippingApi, "options"> {
  async options(_caller: Caller, { country }: Destination, currency: Currency): Promise<ShippingOption[]> {
    shop.calls.push("options");
    const days = { minDays: 1, maxDays: 3 };
    const post = { id: "post", title: "Post", price: { minor: shop.postMinor, currency }, ...days };
    const courier = { id: "courier", title: "Courier", price: { minor: 900, currency }, ...days };
    if (country === ("DE" as typeof country)) return [post, courier];
    return country === ("FR" as typeof country) ? [post] : [];
  }
}
