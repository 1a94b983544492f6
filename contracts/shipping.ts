import type { Destination } from "../domain/kernel/address.ts";
import type { Currency } from "../domain/kernel/currency.ts";
import type { OrderId, ShipmentId, Sku } from "../domain/kernel/ids.ts";
import type { Money } from "../domain/kernel/money.ts";
import type { Result } from "../domain/kernel/result.ts";
import type { Caller, CommonRefusal } from "./caller.ts";

/** A way to send a cart to where it goes. */
export type ShippingOption = {
  id: string;
  title: string;
  price: Money;
  /** Working days. */
  minDays: number;
  maxDays: number;
};

/** Rates by zone. Flat today: one price per option, zone and currency. */
export interface ShippingApi {
  /** Cheapest first. Empty: the shop does not ship there (or not for that currency). */
  options(caller: Caller, destination: Destination, currency: Currency): Promise<ShippingOption[]>;
  /** Of an order that was confirmed; null before shipping has heard of it. */
  shipmentOf(caller: Caller, orderId: OrderId): Promise<Shipment | null>;
  ready(caller: Caller): Promise<void>;
}

/** The parcel of an order. */
export type Shipment = {
  id: ShipmentId;
  orderId: OrderId;
  status: "arranged" | "refused" | "cancelled";
  lines: { sku: Sku; quantity: number }[];
  optionId: string;
};

/** Countries that are sent to at the same prices, in minor units by currency. Days are working days. */
export type ShippingZoneDraft = {
  name: string;
  /** ISO alpha-2 codes, or ["*"] for everywhere not named by another zone. */
  countries: string[];
  rates: { id: string; title: string; prices: Partial<Record<Currency, number>>; minDays: number; maxDays: number }[];
};

/** Write access: bound only by the gateway. Asks for `orders:write`. */
export interface ShippingAdminApi {
  /** Replaces the whole table of zones and flat rates in one commit. */
  setZones(caller: Caller, zones: ShippingZoneDraft[]): Promise<Result<null, CommonRefusal>>;
  zones(caller: Caller): Promise<Result<ShippingZoneDraft[], CommonRefusal>>;
}
