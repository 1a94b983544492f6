import { env } from "cloudflare:workers";
import type { Zone } from "../../../domain/shipping/zones.ts";
import { cacheProduct } from "../../../queues/consumers/catalog/caches.ts";
import { projectProducts } from "../../../queues/consumers/catalog/search.ts";
import { stockLevels } from "../../../queues/consumers/inventory/levels.ts";
import { queuedMails } from "../../../queues/consumers/mails.ts";
import { projectOrders } from "../../../queues/consumers/orders/lists.ts";
import { shipmentsOfOrders } from "../../../queues/consumers/orders/shipping.ts";
import { shipmentNews } from "../../../queues/consumers/shipping/orders.ts";
import type { Envelope } from "../../../queues/envelope.ts";
import { apply, type Projection } from "../../../queues/kernel/apply.ts";
import { SUBSCRIPTIONS, type Subscriber } from "../../../queues/subscriptions.ts";
import { database } from "../../../workers/kernel/d1.ts";
import { migrate } from "../../support/migrate.ts";
import { migrationsOf, streamsOf } from "./files.ts";

const { CACHE, ...databases } = env as unknown as Record<
  "ORDERS" | "INVENTORY" | "SHIPPING" | "SEARCH" | "NOTIFICATIONS",
  D1Database
> & {
  CACHE: KVNamespace;
};

const rate = { id: "standard", title: "Standard", prices: { USD: 499, EUR: 499 }, minDays: 2, maxDays: 5 };
const zones: Zone[] = [{ id: 1, name: "America", countries: ["US"], rates: [rate] } as unknown as Zone];
const arranging = {
  zones: async () => zones,
  shipmentId: (orderId: string) => `shp_of_${orderId}`,
  now: () => 1_800_000_000_000,
};

/** What each subscriber makes of a release's events, from nothing. */
export const CONSUMERS: { [Name in Subscriber]: (release: string) => Promise<unknown> } = {
  "orders-lists": rowsBy("orders-lists", "ORDERS", projectOrders, ["orders"]),
  "inventory-levels": rowsBy("inventory-levels", "INVENTORY", stockLevels, ["levels"]),
  "shipping-orders": rowsBy("shipping-orders", "SHIPPING", shipmentsOfOrders(arranging), ["shipments", "outbox"]),
  "search-index": rowsBy("search-index", "SEARCH", projectProducts, ["goods", "listing", "facets", "terms"]),
  "notifications-mails": rowsBy("notifications-mails", "NOTIFICATIONS", queuedMails, ["mails"]),
  "orders-shipments": async (release) => eventsFor("orders-shipments", release).map(shipmentNews),
  "catalog-caches": async (release) => {
    for (const envelope of eventsFor("catalog-caches", release)) await cacheProduct(CACHE, envelope);
    const { keys } = await CACHE.list();
    const kept = await Promise.all(keys.map(async ({ name }) => [name, await CACHE.get(name, "json")]));
    await Promise.all(keys.map(({ name }) => CACHE.delete(name)));
    return Object.fromEntries(kept);
  },
};

function eventsFor(subscriber: Subscriber, release: string): Envelope[] {
  return streamsOf(release, SUBSCRIPTIONS[subscriber]).flat();
}

function rowsBy<Event>(
  subscriber: Subscriber,
  bound: keyof typeof databases,
  projection: Projection<Event>,
  tables: string[],
) {
  return async (release: string) => {
    const DB = databases[bound];
    await migrate(DB, ...migrationsOf(bound.toLowerCase()));
    await DB.batch([...tables, "applied"].map((table) => DB.prepare(`DELETE FROM ${table}`)));
    const streams = streamsOf(release, SUBSCRIPTIONS[subscriber]).map((envelopes) =>
      envelopes.map((envelope) => ({ envelope, event: projection.read(envelope) })),
    );
    const done = await apply({ db: database(DB), name: subscriber }, streams, projection);
    if (done.size !== streams.flat().length) throw new Error(`${subscriber} did not apply all of ${release}`);
    const rows = await Promise.all(tables.map((table) => DB.prepare(`SELECT * FROM ${table} ORDER BY 1, 2, 3`).all()));
    return Object.fromEntries(tables.map((table, index) => [table, rows[index]?.results]));
  };
}
