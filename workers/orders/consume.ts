import type { OrderId } from "../../domain/kernel/ids.ts";
import { projectOrders } from "../../queues/consumers/orders/lists.ts";
import { shipmentNews } from "../../queues/consumers/shipping/orders.ts";
import type { Delivery, Envelope } from "../../queues/envelope.ts";
import { consume, consumeCalls } from "../../queues/kernel/apply-once.ts";
import type { Subscriber } from "../../queues/subscriptions.ts";
import { database } from "../kernel/d1.ts";
import { type Env, homeOf } from "./env.ts";

const LISTS: Subscriber = "orders-lists";
const SHIPMENTS: Subscriber = "orders-shipments";

/** The events that orders listens to: its own, for its lists, and what shipping says of its parcels. */
export function consumeOrders(batch: MessageBatch<Delivery>, env: Env): Promise<void> {
  switch (batch.queue) {
    case `kiosk-${LISTS}`:
      return consume(batch, { db: database(env.DB), subscriber: LISTS, events: env.EVENTS }, projectOrders);
    case `kiosk-${SHIPMENTS}`:
      return consumeCalls(batch, { subscriber: SHIPMENTS, events: env.EVENTS }, (envelope) =>
        recordShipment(env, envelope),
      );
    default:
      throw new Error(`no consumer for the queue ${batch.queue}`);
  }
}

/** A command like any other: the event's id makes a second delivery a repeat. */
async function recordShipment(env: Env, envelope: Envelope): Promise<void> {
  const news = shipmentNews(envelope);
  if (news === null) return;
  const { orderId, shipmentId, outcome, reason } = news;
  const { id, correlationId, traceparent } = envelope;
  const meta = { commandId: id, bodyHash: id, correlationId, ...(traceparent === undefined ? {} : { traceparent }) };
  const command = { type: "RecordShipment", at: Date.now(), shipmentId, outcome, reason } as const;
  const recorded = await homeOf(env, orderId).command(orderId as OrderId, meta, command);
  if (!recorded.ok) throw new Error(`order ${orderId} does not take its shipment: ${recorded.error.code}`);
}
