import { chargeView } from "./card-views.ts";
import type { Provider } from "./provider.ts";
import type { Json } from "./records.ts";
import { API_VERSION, customerView, intentView, refundView } from "./views.ts";

export type Totals = { openMinor: number; capturedMinor: number; refundedMinor: number };

/** The books as an auditor reads them: the provider's truth, whatever the shop believes. */
export function booksJson(provider: Provider): Json {
  const { books } = provider;
  const look = { version: API_VERSION, baseUrl: provider.baseUrl };
  return {
    nowMs: provider.clock.nowMs(),
    payment_intents: [...books.table("intents").all()].map((intent) => intentView(intent, look)),
    charges: [...books.table("charges").all()].map((charge) =>
      chargeView(charge, books.table("methods").get(charge.method)),
    ),
    refunds: [...books.table("refunds").all()].map(refundView),
    customers: [...books.table("customers").all()].map(customerView),
    totals: totals(provider),
  };
}

/** Per currency, minor units: authorised and still open, captured, given back. */
export function totals({ books }: Provider): Record<string, Totals> {
  const sums: Record<string, Totals> = {};
  const of = (currency: string): Totals => {
    sums[currency] ??= { openMinor: 0, capturedMinor: 0, refundedMinor: 0 };
    return sums[currency];
  };
  for (const intent of books.table("intents").all()) of(intent.currency).openMinor += intent.amountCapturable;
  for (const charge of books.table("charges").all()) of(charge.currency).capturedMinor += charge.amountCaptured;
  for (const refund of books.table("refunds").all()) {
    if (refund.status !== "failed") of(refund.currency).refundedMinor += refund.amount;
  }
  return sums;
}
