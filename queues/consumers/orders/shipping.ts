import { and, eq, sql } from "drizzle-orm";
import type { BatchItem } from "drizzle-orm/batch";
import type { DrizzleD1Database } from "drizzle-orm/d1";
import { outbox, shipments } from "../../../d1/schema/shipping.ts";
import { unreachable } from "../../../domain/kernel/assert.ts";
import { served, type Zone } from "../../../domain/shipping/zones.ts";
import type { Envelope } from "../../envelope.ts";
import { type OrderEvent, readOrderEvent } from "../../events/order.ts";
import type { WrittenShipmentEvent } from "../../events/shipment.ts";
import type { Projection } from "../../kernel/apply-once.ts";

type Statements = BatchItem<"sqlite">[];
type Confirmed = Extract<OrderEvent, { type: "OrderConfirmed" }>["data"];

export type Arranging = {
  zones: () => Promise<Zone[]>;
  shipmentId: (orderId: string) => string;
  /** Epoch ms. */
  now: () => number;
};

/** What was confirmed is sent: a shipment is arranged, or refused where no zone serves it, and the log is told in the same commit. */
export function shipmentsOfOrders(own: Arranging): Projection<OrderEvent> {
  return {
    read: readOrderEvent,
    statements: (db, event, envelope) => {
      switch (event.type) {
        case "OrderConfirmed":
          return arranged(own, db, event.data, envelope);
        case "OrderCancelled":
          return cancelled(own, db, event.data.orderId, envelope);
        case "OrderPaid":
        case "OrderRefunded":
        case "OrderFulfilled":
        case "OrderDelivered":
        case "OrderAttention":
          return [];
        default:
          return unreachable(event);
      }
    },
  };
}

async function arranged(own: Arranging, db: DrizzleD1Database, order: Confirmed, cause: Envelope): Promise<Statements> {
  const { orderId, destination, currency, shippingOptionId: optionId } = order;
  const outcome = served(await own.zones(), { country: destination.country, currency, optionId });
  const shipmentId = own.shipmentId(orderId);
  const at = own.now();
  const event: WrittenShipmentEvent = outcome.ok
    ? { type: "ShipmentArranged", version: 1, data: { orderId, shipmentId, optionId } }
    : { type: "ShipmentRefused", version: 1, data: { orderId, shipmentId, reason: outcome.error.code } };
  const envelope = told(orderId, event, cause, at);
  return [
    db.insert(shipments).values({
      orderId,
      shipmentId,
      status: outcome.ok ? "arranged" : "refused",
      reason: outcome.ok ? null : outcome.error.code,
      optionId,
      lines: JSON.stringify(order.lines.map(({ sku, quantity }) => ({ sku, quantity }))),
      version: 1,
      updatedAt: at,
    }),
    db.insert(outbox).values({ stream: envelope.stream, seq: 1, envelope: JSON.stringify(envelope) }),
  ];
}

/**
 * Only what was arranged is cancelled. Decided by the database, in the commit: the arrangement may stand before it in
 * the very same batch, unwritten as yet.
 */
function cancelled(own: Arranging, db: DrizzleD1Database, orderId: string, cause: Envelope): Statements {
  const at = own.now();
  const event: WrittenShipmentEvent = { type: "ShipmentCancelled", version: 1, data: { orderId, shipmentId: "" } };
  const envelope = told(orderId, event, cause, at);
  const isArranged = and(eq(shipments.orderId, orderId), eq(shipments.status, "arranged"));
  const filled = sql`json_set(${JSON.stringify(envelope)}, '$.seq', version + 1, '$.id', ${envelope.stream} || '/' || (version + 1), '$.data.shipmentId', shipment_id)`;
  return [
    db
      .insert(outbox)
      .select(sql`SELECT NULL, ${envelope.stream}, version + 1, ${filled} FROM shipments WHERE ${isArranged}`),
    db
      .update(shipments)
      .set({ status: "cancelled", version: sql`${shipments.version} + 1`, updatedAt: at })
      .where(isArranged),
  ];
}

/** The first event of a shipment, told because of another. */
function told(orderId: string, event: WrittenShipmentEvent, cause: Envelope, at: number): Envelope {
  const stream = `shipment/${orderId}`;
  return {
    id: `${stream}/1`,
    stream,
    seq: 1,
    ...event,
    at,
    causationId: cause.id,
    correlationId: cause.correlationId,
    ...(cause.traceparent === undefined ? {} : { traceparent: cause.traceparent }),
  };
}
