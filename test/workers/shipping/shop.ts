import { createExecutionContext, createMessageBatch, waitOnExecutionContext } from "cloudflare:test";
import { env } from "cloudflare:workers";
import type { Caller } from "../../../contracts/caller.ts";
import type { ShippingZoneDraft } from "../../../contracts/shipping.ts";
import zonesTables from "../../../d1/migrations/shipping/0001_zones.sql?raw";
import shipmentsTable from "../../../d1/migrations/shipping/0002_shipments.sql?raw";
import eventsTables from "../../../d1/migrations/shipping/0003_events.sql?raw";
import { isCountry } from "../../../domain/kernel/country.ts";
import type { OrderId } from "../../../domain/kernel/ids.ts";
import type { Delivery, Envelope } from "../../../queues/envelope.ts";
import type { WrittenOrderEvent } from "../../../queues/events/order.ts";
import { Ids } from "../../../workers/kernel/ids.ts";
import { envelope } from "../../support/events.ts";
import { migrate } from "../../support/migrate.ts";
import worker, { type Bindings, log } from "./worker.ts";

export const bindings = env as unknown as Bindings;
const ids = new Ids(bindings.ID_KEYS);

export const seed: Caller = { kind: "system", name: "seed" };
export const orders: Caller = { kind: "system", name: "orders" };
export const shopper: Caller = { kind: "guest", tokens: {} };

export const zones: ShippingZoneDraft[] = [
  {
    name: "Germany",
    countries: ["AT", "DE"],
    rates: [
      { id: "standard", title: "Parcel", prices: { EUR: 490, USD: 590 }, minDays: 2, maxDays: 4 },
      { id: "express", title: "Overnight", prices: { EUR: 1490 }, minDays: 1, maxDays: 1 },
    ],
  },
  {
    name: "North",
    countries: ["NO"],
    rates: [{ id: "slow", title: "By sea", prices: { EUR: 0 }, minDays: 9, maxDays: 20 }],
  },
];

export async function open(): Promise<void> {
  await migrate(bindings.DB, zonesTables, shipmentsTable, eventsTables);
  await bindings.SHIPPING_ADMIN.setZones(seed, zones);
}

export function to(country: string) {
  if (!isCountry(country)) throw new Error(country);
  return { country, postalCode: "10115" };
}

export const newOrder = (): OrderId => ids.mint("ord");
export const shipmentIdOf = (orderId: OrderId) => ids.derive("shp", [orderId]);

export function confirmed(orderId: OrderId, some: { country?: string; option?: string } = {}): Envelope {
  const event = {
    type: "OrderConfirmed",
    version: 1,
    data: {
      orderId,
      number: "AAAAA-BBBBB",
      customerId: null,
      currency: "EUR",
      totalMinor: 2990,
      lines: [{ sku: "MUG", title: "Harbour mug", quantity: 2, totalMinor: 2500 }],
      destination: to(some.country ?? "DE"),
      shippingOptionId: some.option ?? "standard",
      placedAt: 1_750_000_000_000,
    },
  } satisfies WrittenOrderEvent;
  return envelope(`order/${orderId}`, 1, event);
}

export function happened(orderId: OrderId, seq: number, event: Omit<WrittenOrderEvent, "version">): Envelope {
  return envelope(`order/${orderId}`, seq, event);
}

export function cancelled(orderId: OrderId, seq: number): Envelope {
  return happened(orderId, seq, { type: "OrderCancelled", data: { orderId, reason: "customer" } });
}

let offset = 0;

/** Hands events to the consumer as its queue would, in one batch; answers the offsets it acknowledged in the log. */
export async function deliver(...envelopes: Envelope[]): Promise<number[]> {
  const acked = log.acked.length;
  const messages = envelopes.map((each) => {
    offset += 1;
    return { id: `m${offset}`, timestamp: new Date(), attempts: 1, body: { partition: 0, offset, envelope: each } };
  });
  const batch = createMessageBatch<Delivery>("kiosk-shipping-orders", messages);
  const context = createExecutionContext();
  await worker.queue(batch, bindings);
  await waitOnExecutionContext(context);
  return log.acked.slice(acked);
}

/** All that the log was told of an order's shipment, repeats included. */
export function toldOf(orderId: OrderId): Envelope[] {
  return log.calls.flat().filter((each) => each.stream === `shipment/${orderId}`);
}

export async function waiting(orderId: OrderId): Promise<number> {
  const statement = bindings.DB.prepare("SELECT seq FROM outbox WHERE stream = ?").bind(`shipment/${orderId}`);
  return (await statement.all()).results.length;
}
