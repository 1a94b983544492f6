import type { Country } from "../../../domain/kernel/country.ts";
import type { OrderId, PaymentId, ProductId } from "../../../domain/kernel/ids.ts";
import type { Money } from "../../../domain/kernel/money.ts";
import type { OrderOccasion } from "../../../domain/notifications/occasion.ts";
import type { OrderFacts } from "../../../domain/notifications/order-letters.ts";

export const SENDER = { name: "Tessella", url: "https://tessella.example" };

export const ORDER_OCCASIONS: OrderOccasion[] = [
  { template: "order_confirmed", orderId: "ord_1" },
  { template: "order_shipped", orderId: "ord_1", carrier: null, trackingNumber: null },
  { template: "order_cancelled", orderId: "ord_1" },
  { template: "order_refunded", orderId: "ord_1", amountMinor: 100, refundedMinor: 100 },
];

const usd = (minor: number): Money => ({ minor, currency: "USD" });

/** A paid order of two mugs with a discount: $39.98 - $3.00 + $4.99 + $3.36. */
export function facts(): OrderFacts {
  const orderId = "ord_1" as OrderId;
  return {
    order: {
      id: orderId,
      number: "7Q2ZP-4KD9M",
      status: "confirmed",
      version: 4,
      paid: true,
      currency: "USD",
      lines: [
        {
          sku: "MUG-BLUE",
          productId: "prod_1" as ProductId,
          title: "Harbour mug",
          quantity: 2,
          unitPrice: usd(1_999),
          discount: usd(300),
          total: usd(3_698),
        },
      ],
      discounts: [{ id: "three", title: "Three mugs", amount: usd(300) }],
      totals: {
        ...{ subtotal: usd(3_998), discount: usd(300), shipping: usd(499), tax: usd(336), total: usd(4_533) },
        taxIncluded: false,
      },
      fulfilment: "none",
      payment: {
        ...{ id: "pay_1" as PaymentId, orderId, status: "captured" },
        ...{ amount: usd(4_533), captured: usd(4_533), refunded: usd(0), declineCode: null },
      },
      shipment: null,
      shippingOption: { id: "standard", title: "Standard" },
      refunds: [],
      cancelReason: null,
      attention: [],
      placedAt: "2026-11-20T12:00:00.000Z",
    },
    shippingAddress: {
      name: "Ada Lovelace",
      line1: "1 Analytical Way",
      city: "Springfield",
      region: "IL",
      postalCode: "12345",
      country: "US" as Country,
    },
  };
}

/** What a reader of the HTML reads. */
export function wordsOf(html: string): string {
  const names: Record<string, string> = { "&lt;": "<", "&gt;": ">", "&quot;": '"', "&#39;": "'", "&amp;": "&" };
  return html.replace(/<[^>]*>/g, " ").replace(/&(?:lt|gt|quot|#39|amp);/g, (name) => names[name] ?? name);
}
