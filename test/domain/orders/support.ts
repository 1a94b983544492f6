import type { Country } from "../../../domain/kernel/country.ts";
import { fold } from "../../../domain/kernel/decider.ts";
import type { CartId, OrderId, ProductId, RefundId } from "../../../domain/kernel/ids.ts";
import { money } from "../../../domain/kernel/money.ts";
import type { OrderCommand, PaymentReport } from "../../../domain/orders/commands.ts";
import { order } from "../../../domain/orders/decide.ts";
import type { OrderEvent } from "../../../domain/orders/events.ts";
import { next } from "../../../domain/orders/next.ts";
import type { Order } from "../../../domain/orders/state.ts";
import type { OrderTerms } from "../../../domain/orders/types.ts";

export const NOON = Date.UTC(2026, 10, 20, 12);
export const MINUTE = 60_000;
export const ORDER = "ord_1" as OrderId;

export const terms: OrderTerms = {
  orderId: ORDER,
  cancelRefundId: "ref_cancel" as RefundId,
  customerId: null,
  cartId: "cart_usd_1" as CartId,
  currency: "USD",
  lines: [
    {
      sku: "MUG",
      productId: "prod_1" as ProductId,
      title: "Mug",
      quantity: 3,
      unitPriceMinor: 1_000,
      discountMinor: 0,
      taxMinor: 300,
      totalMinor: 3_000,
      taxClass: "standard",
      trackStock: true,
      backorder: false,
    },
  ],
  destination: { country: "US" as Country, region: "NY", postalCode: "10001" },
  shipping: { optionId: "standard", title: "Standard", minor: 500 },
  subtotalMinor: 3_000,
  discountMinor: 0,
  shippingMinor: 500,
  taxMinor: 300,
  totalMinor: 3_800,
  taxIncluded: false,
  adjustments: [],
  rulesVersion: 1,
};

export const placeWithCard: OrderCommand = {
  type: "Place",
  at: NOON,
  terms,
  holdsUntil: NOON + 10 * MINUTE,
  payment: { method: "pm_card_visa" },
};
export const placeToPayLater: OrderCommand = {
  type: "Place",
  at: NOON,
  terms,
  holdsUntil: NOON + 35 * MINUTE,
  payment: null,
};

export function report(status: PaymentReport["status"], more: Partial<PaymentReport> = {}): PaymentReport {
  const capturedMinor = status === "captured" ? terms.totalMinor : 0;
  return {
    ref: "pi_1",
    orderId: ORDER,
    attempt: 1,
    amount: money(terms.totalMinor, "USD"),
    status,
    capturedMinor,
    declineCode: null,
    nextAction: null,
    ...more,
  };
}

/** What the provider said of attempt 1. */
export function told(
  status: PaymentReport["status"],
  at = NOON + 1_000,
  more: Partial<PaymentReport> = {},
): OrderCommand {
  return {
    type: "Settle",
    at,
    outcomes: [{ type: "payment", attempt: more.attempt ?? 1, report: report(status, more) }],
  };
}

/** The order after some commands, each of which must be accepted. */
export function given(...commands: OrderCommand[]): Order {
  return commands.reduce((state, command) => fold(order, happened(state, command), state), order.initial);
}

export function happened(state: Order, command: OrderCommand): OrderEvent[] {
  const decided = order.decide(state, command);
  if (!decided.ok) throw new Error(`refused: ${decided.error.code}`);
  return decided.value;
}

export function typesOf(events: OrderEvent[]): string[] {
  return events.map((event) => event.type);
}

export function todo(state: Order, now = NOON + 2_000, poked = false): string[] {
  return next(state, now, poked).steps.map(({ effect }) => effect.type);
}
