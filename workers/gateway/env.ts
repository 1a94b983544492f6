import type { CartApi } from "../../contracts/cart.ts";
import type { CatalogAdminApi, CatalogApi } from "../../contracts/catalog.ts";
import type { EventsAdminApi, EventsApi } from "../../contracts/events.ts";
import type { IdentityApi } from "../../contracts/identity.ts";
import type { InventoryAdminApi, InventoryApi } from "../../contracts/inventory.ts";
import type { MetricsApi } from "../../contracts/metrics.ts";
import type { NotificationsApi } from "../../contracts/notifications.ts";
import type { OrdersApi } from "../../contracts/orders.ts";
import type { PaymentsApi } from "../../contracts/payments.ts";
import type { PricingAdminApi, PricingApi } from "../../contracts/pricing.ts";
import type { SearchApi } from "../../contracts/search.ts";
import type { ShippingAdminApi, ShippingApi } from "../../contracts/shipping.ts";

/** What the root wrangler.toml binds: the contract of every domain, and no storage at all. */
export type Env = {
  IDENTITY: IdentityApi;
  CATALOG: CatalogApi;
  CATALOG_ADMIN: CatalogAdminApi;
  SEARCH: SearchApi;
  PRICING: PricingApi;
  PRICING_ADMIN: PricingAdminApi;
  CART: CartApi;
  INVENTORY: InventoryApi;
  INVENTORY_ADMIN: InventoryAdminApi;
  ORDERS: OrdersApi;
  PAYMENTS: PaymentsApi;
  SHIPPING: ShippingApi;
  SHIPPING_ADMIN: ShippingAdminApi;
  NOTIFICATIONS: NotificationsApi;
  EVENTS: EventsApi;
  EVENTS_ADMIN: EventsAdminApi;
  METRICS: MetricsApi;
  /** The shop's currency where a request names none. ISO 4217. */
  CURRENCY: string;
  /** Origins of other sites whose pages may call the API, comma-separated. */
  CORS_ORIGINS: string;
  ID_KEYS: string;
  METRICS_TOKEN: string;
};
