import { WorkerEntrypoint } from "cloudflare:workers";
import type { Caller, CommonRefusal } from "../../contracts/caller.ts";
import type { EventsApi } from "../../contracts/events.ts";
import type {
  Shipment,
  ShippingAdminApi,
  ShippingApi,
  ShippingOption,
  ShippingZoneDraft,
} from "../../contracts/shipping.ts";
import type { Destination } from "../../domain/kernel/address.ts";
import type { Currency } from "../../domain/kernel/currency.ts";
import type { OrderId } from "../../domain/kernel/ids.ts";
import { err, ok, type Result } from "../../domain/kernel/result.ts";
import { traced } from "../../domain/kernel/trace.ts";
import { offersFor, type Zone } from "../../domain/shipping/zones.ts";
import { zonesFaults } from "../../domain/shipping/zones-faults.ts";
import { relayOf } from "../../durable-objects/relay.ts";
import { shipmentsOfOrders } from "../../queues/consumers/orders/shipping.ts";
import type { Delivery } from "../../queues/envelope.ts";
import { consume } from "../../queues/kernel/apply-once.ts";
import { isSystem, may } from "../kernel/access.ts";
import { database } from "../kernel/d1.ts";
import { Held } from "../kernel/held.ts";
import { idsOf } from "../kernel/ids.ts";
import { outboxRows, RELAY_NAME } from "../kernel/outbox.ts";
import { readable, readShipment, readZones, replaceZones } from "./queries.ts";

export interface Env {
  DB: D1Database;
  RELAY: DurableObjectNamespace<RelayObject>;
  EVENTS: EventsApi;
  ID_KEYS: string;
}

const HOLD_MS = 1_000;
const held = new Held<Zone[]>(HOLD_MS);

/** Carries what shipping says to the log. */
export class RelayObject extends relayOf<Env>("shipping", (env) => outboxRows(env.DB)) {}

export class ShippingService extends WorkerEntrypoint<Env> implements ShippingApi {
  static {
    traced(ShippingService);
  }

  /** For anyone: what shipping costs is on display. */
  async options(_caller: Caller, destination: Destination, currency: Currency): Promise<ShippingOption[]> {
    const zones = await held.get("zones", () => readZones(database(this.env.DB)));
    return offersFor(zones, destination, currency);
  }

  async shipmentOf(caller: Caller, orderId: OrderId): Promise<Shipment | null> {
    if (!isSystem(caller, "orders") && !may(caller, "orders:read")) return null;
    return readShipment(database(this.env.DB), orderId);
  }

  async ready(_caller: Caller): Promise<void> {
    await readable(database(this.env.DB));
  }
}

/** Bound only by the front door. */
export class ShippingAdmin extends WorkerEntrypoint<Env> implements ShippingAdminApi {
  static {
    traced(ShippingAdmin);
  }

  async setZones(caller: Caller, zones: ShippingZoneDraft[]): Promise<Result<null, CommonRefusal>> {
    if (!mayWrite(caller)) return err({ code: "forbidden" });
    const errors = zonesFaults(zones);
    if (errors.length > 0) return err({ code: "parameter", errors });
    await replaceZones(database(this.env.DB), zones);
    held.forget();
    return ok(null);
  }

  async zones(caller: Caller): Promise<Result<ShippingZoneDraft[], CommonRefusal>> {
    if (!mayWrite(caller)) return err({ code: "forbidden" });
    return ok(await readZones(database(this.env.DB)));
  }
}

export default {
  async queue(batch, env) {
    const db = database(env.DB);
    let zones: Promise<Zone[]> | undefined;
    const arranging = {
      // From the database, once a batch: nothing is arranged from memory.
      zones: () => (zones ??= readZones(db)),
      shipmentId: (orderId: string) => idsOf(env).derive("shp", [orderId]),
      now: Date.now,
    };
    await consume(batch, { db, subscriber: "shipping-orders", events: env.EVENTS }, shipmentsOfOrders(arranging));
    // Also when nothing was new: the batch may come again because the isolate died before it could poke.
    await relay(env).poke();
  },

  async scheduled(_controller, env) {
    await relay(env).poke();
  },
} satisfies ExportedHandler<Env, Delivery>;

function relay(env: Env) {
  return env.RELAY.getByName(RELAY_NAME);
}

function mayWrite(caller: Caller): boolean {
  return may(caller, "orders:write") || isSystem(caller, "seed");
}
