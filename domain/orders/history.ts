import type { Currency } from "../kernel/currency.ts";
import { money } from "../kernel/money.ts";
import type { OrderEvent, OrderEventType } from "./events.ts";
import type { OrderEventView } from "./types.ts";

/** What a shopper may know of each event: a word and the fields that go with it; null: it happened inside. Exhaustive. */
const PUBLIC: {
  [Type in OrderEventType]:
    | ((event: Extract<OrderEvent, { type: Type }>, currency: Currency) => [string, Record<string, unknown>])
    | null;
} = {
  OrderPlaced: ({ terms }, currency) => ["placed", { total: money(terms.totalMinor, currency) }],
  AuthorisationAsked: ({ attempt }) => ["payment_started", { attempt }],
  PaymentWaiting: ({ attempt }) => ["payment_waiting", { attempt }],
  PaymentAuthorised: ({ attempt }) => ["payment_authorized", { attempt }],
  PaymentDeclined: ({ attempt, declineCode }) => ["payment_declined", { attempt, declineCode }],
  PaymentCaptured: ({ attempt, amountMinor }, currency) => [
    "payment_captured",
    { attempt, amount: money(amountMinor, currency) },
  ],
  PaymentClosed: ({ attempt }) => ["payment_voided", { attempt }],
  OrderConfirmed: () => ["confirmed", {}],
  CancelRequested: ({ reason }) => ["cancel_requested", { reason }],
  OrderCancelled: ({ reason }) => ["cancelled", { reason }],
  RefundAsked: ({ refundId, amountMinor, reason }, currency) => [
    "refund_started",
    { refundId, amount: money(amountMinor, currency), reason },
  ],
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

type Describe = (event: OrderEvent, currency: Currency) => [string, Record<string, unknown>];

/** As its shopper sees it; amounts in the order's currency. */
export function eventView(version: number, event: OrderEvent, currency: Currency): OrderEventView {
  const describe = PUBLIC[event.type] as Describe | null;
  const [type, data] = describe?.(event, currency) ?? ["internal", {}];
  return { version, type, at: new Date(event.at).toISOString(), data };
}

/** As it lies in the log. */
export function staffEventView(version: number, { type, at, ...data }: OrderEvent): OrderEventView {
  return { version, type, at: new Date(at).toISOString(), data };
}
