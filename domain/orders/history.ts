import type { OrderEvent, OrderEventType } from "./events.ts";
import type { OrderEventView } from "./types.ts";

/** What a shopper may know of each event: a word and the fields that go with it; null: it happened inside. Exhaustive. */
const PUBLIC: {
  [Type in OrderEventType]: ((event: Extract<OrderEvent, { type: Type }>) => [string, Record<string, unknown>]) | null;
} = {
  OrderPlaced: ({ terms }) => ["placed", { total: { minor: terms.totalMinor, currency: terms.currency } }],
  AuthorisationAsked: ({ attempt }) => ["payment_started", { attempt }],
  PaymentWaiting: ({ attempt }) => ["payment_waiting", { attempt }],
  PaymentAuthorised: ({ attempt }) => ["payment_authorized", { attempt }],
  PaymentDeclined: ({ attempt, declineCode }) => ["payment_declined", { attempt, declineCode }],
  PaymentCaptured: ({ attempt, amountMinor }) => ["payment_captured", { attempt, amountMinor }],
  PaymentClosed: ({ attempt }) => ["payment_voided", { attempt }],
  OrderConfirmed: () => ["confirmed", {}],
  CancelRequested: ({ reason }) => ["cancel_requested", { reason }],
  OrderCancelled: ({ reason }) => ["cancelled", { reason }],
  RefundAsked: ({ refundId, amountMinor, reason }) => ["refund_started", { refundId, amountMinor, reason }],
  RefundSettled: ({ refundId, status }) => ["refund_settled", { refundId, status }],
  ShipmentArranged: ({ shipmentId }) => ["shipment_arranged", { shipmentId }],
  OrderFulfilled: () => ["fulfilled", {}],
  OrderDelivered: () => ["delivered", {}],
  PaymentMismatched: null,
  PaymentLapsed: null,
  CaptureRefused: null,
  PaymentNotNeeded: null,
  HoldsRenewed: null,
  HoldsRefused: null,
  HoldsCommitted: null,
  HoldsReleased: null,
  StockReturned: null,
  CartClosed: null,
  CartGivenBack: null,
  ShipmentRefused: null,
  StepUnsettled: null,
};

export function eventView(version: number, event: OrderEvent, forStaff: boolean): OrderEventView {
  const at = new Date(event.at).toISOString();
  if (forStaff) {
    const { type, at: _, ...data } = event;
    return { version, type, at, data };
  }
  const describe = PUBLIC[event.type] as ((event: OrderEvent) => [string, Record<string, unknown>]) | null;
  const [type, data] = describe?.(event) ?? ["internal", {}];
  return { version, type, at, data };
}
