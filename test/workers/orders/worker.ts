import { WorkerEntrypoint } from "cloudflare:workers";
import type { HandedCart } from "../../../contracts/cart.ts";
import type { CatalogApi } from "../../../contracts/catalog.ts";
import type { EventsApi } from "../../../contracts/events.ts";
import type { InventoryApi } from "../../../contracts/inventory.ts";
import type { PaymentsApi } from "../../../contracts/payments.ts";
import type { PricingApi } from "../../../contracts/pricing.ts";
import type { ShippingApi } from "../../../contracts/shipping.ts";
import type { SaleVariant } from "../../../domain/catalog/types.ts";
import type { Address } from "../../../domain/kernel/address.ts";
import type { Country } from "../../../domain/kernel/country.ts";
import type { CartId, OrderId, ProductId, Sku, UserId } from "../../../domain/kernel/ids.ts";
import type { Rules } from "../../../domain/pricing/types.ts";
import type { Envelope } from "../../../queues/envelope.ts";
import { Ids } from "../../../workers/kernel/ids.ts";
import { FakeProvider } from "../../simulation/world/provider.ts";
import { FakeInventory } from "../../simulation/world/shelves.ts";

export { default, OrderObject, OrdersService } from "../../../workers/orders/index.ts";

const now = () => Date.now();
/** The world outside, one for all tests: they keep apart by SKU and key. */
export const world = {
  provider: new FakeProvider(now),
  stock: new FakeInventory(now),
  carts: [] as string[],
  log: [] as Envelope[],
  logIsDown: false,
  /** Calls to these methods fail that often, after they have had their effect. */
  lost: new Map<string, number>(),
  /** Before and after each call's effect: where a test lets something happen. */
  moment: async (_what: string): Promise<void> => {},
  rulesVersion: 1,
  /** What lies in a cart: one of this SKU. And whose carts they are. */
  bags: new Map<CartId, Sku>(),
  customerId: null as UserId | null,
};

const address: Address = {
  name: "Ada",
  line1: "1 High St",
  city: "New York",
  region: "NY",
  postalCode: "10001",
  country: "US" as Country,
};

/** The call happens; whether its answer arrives is another matter. */
async function answered<T>(method: string, work: () => Promise<T>): Promise<T> {
  await world.moment(`before ${method}`);
  const value = await work();
  await world.moment(`after ${method}`);
  const left = world.lost.get(method) ?? 0;
  if (left === 0) return value;
  world.lost.set(method, left - 1);
  throw new Error("Network connection lost.");
}

type Provider = SalesOnly<PaymentsApi, "authorise" | "read" | "find" | "capture" | "void" | "refund" | "refunds">;
type SalesOnly<Api, Names extends keyof Api> = { [Name in Names]: Api[Name] };

export class FakePayments extends WorkerEntrypoint implements Provider {
  authorise(...args: Parameters<PaymentsApi["authorise"]>) {
    return answered("authorise", () => world.provider.authorise(...args));
  }
  read(...args: Parameters<PaymentsApi["read"]>) {
    return answered("read", () => world.provider.read(...args));
  }
  find(...args: Parameters<PaymentsApi["find"]>) {
    return answered("find", () => world.provider.find(...args));
  }
  capture(...args: Parameters<PaymentsApi["capture"]>) {
    return answered("capture", () => world.provider.capture(...args));
  }
  void(...args: Parameters<PaymentsApi["void"]>) {
    return answered("void", () => world.provider.void(...args));
  }
  refund(...args: Parameters<PaymentsApi["refund"]>) {
    return answered("refund", () => world.provider.refund(...args));
  }
  refunds(...args: Parameters<PaymentsApi["refunds"]>) {
    return answered("refunds", () => world.provider.refunds(...args));
  }
}

export class FakeStock
  extends WorkerEntrypoint
  implements SalesOnly<InventoryApi, "hold" | "commit" | "release" | "restock">
{
  hold(...args: Parameters<InventoryApi["hold"]>) {
    return answered("hold", () => world.stock.hold(...args));
  }
  commit(...args: Parameters<InventoryApi["commit"]>) {
    return answered("commit", () => world.stock.commit(...args));
  }
  release(...args: Parameters<InventoryApi["release"]>) {
    return answered("release", () => world.stock.release(...args));
  }
  restock(...args: Parameters<InventoryApi["restock"]>) {
    return answered("restock", () => world.stock.restock(...args));
  }
}

export class FakeCarts extends WorkerEntrypoint<{ ID_KEYS: string }> {
  /** One mug of the SKU that the cart is named after, handed over by whoever asks. */
  async handOver(_caller: unknown, cartId: CartId): Promise<{ ok: true; value: HandedCart }> {
    const sku = world.bags.get(cartId) ?? "";
    const orderId = new Ids(this.env.ID_KEYS).derive("ord", [cartId, "1"]);
    const turn = world.carts.includes(`handed over ${orderId}`) ? "other_key" : "first";
    world.carts.push(`handed over ${orderId}`);
    const { unitPrice, ...product } = variant(sku);
    const line = { ...product, quantity: 1, unitPriceMinor: unitPrice.minor };
    const shippingAddress = { ...address };
    return {
      ok: true,
      value: {
        orderId,
        turn,
        cartId,
        customerId: world.customerId,
        currency: "USD",
        lines: [line],
        shipping: { id: "standard", title: "Standard", priceMinor: 0 },
        rulesVersion: 1,
        shownAt: Date.now(),
        contact: { email: "ada@shop.example", shippingAddress },
      },
    };
  }
  async close(_caller: unknown, _cartId: string, orderId: OrderId): Promise<void> {
    world.carts.push(`closed ${orderId}`);
  }
  async giveBack(_caller: unknown, _cartId: string, orderId: OrderId): Promise<void> {
    world.carts.push(`given back ${orderId}`);
  }
}

export class FakeCatalog extends WorkerEntrypoint implements SalesOnly<CatalogApi, "pricesNow" | "soleSkus"> {
  async pricesNow(_caller: unknown, skus: Sku[]): Promise<(SaleVariant | null)[]> {
    return skus.map((sku) => (sku.startsWith("GONE") ? null : variant(sku)));
  }
  async soleSkus(_caller: unknown, productIds: ProductId[]): Promise<(Sku | null)[]> {
    return productIds.map((id) => (id.endsWith("many") ? null : id));
  }
}

function variant(sku: Sku): SaleVariant {
  const unitPrice = { minor: sku.startsWith("FREE") ? 0 : 2_000, currency: "USD" } as const;
  return {
    sku,
    productId: `prod_${sku}` as ProductId,
    title: sku,
    unitPrice,
    taxClass: "standard",
    weightGrams: 100,
    trackStock: true,
    backorder: false,
  };
}

const rules: Rules = {
  version: 1,
  taxIncluded: false,
  taxRounding: "order",
  shippingTaxClass: "standard",
  taxRates: [],
  promotions: [],
};

export class FakePricing extends WorkerEntrypoint implements SalesOnly<PricingApi, "rulesVersion" | "rulesAt"> {
  async rulesVersion(): Promise<number> {
    return world.rulesVersion;
  }
  async rulesAt(_caller: unknown, version: number): Promise<Rules | null> {
    return { ...rules, version };
  }
}

export class FakeShipping extends WorkerEntrypoint implements SalesOnly<ShippingApi, "options"> {
  async options() {
    return [
      { id: "standard", title: "Standard", price: { minor: 0, currency: "USD" as const }, minDays: 2, maxDays: 4 },
      { id: "express", title: "Express", price: { minor: 900, currency: "USD" as const }, minDays: 1, maxDays: 1 },
    ];
  }
}

export class FakeEvents extends WorkerEntrypoint implements SalesOnly<EventsApi, "append"> {
  async append(_caller: unknown, envelopes: Envelope[]): Promise<{ gaps: string[] }> {
    if (world.logIsDown) throw new Error("Network connection lost.");
    return answered("append", async () => {
      for (const envelope of envelopes)
        if (!world.log.some((known) => known.id === envelope.id)) world.log.push(envelope);
      return { gaps: [] };
    });
  }
}
