import * as z from "zod";

/**
 * What the rest of the shop hears of an order: it begins when the order is confirmed. Amounts are minor units of the
 * order's currency. No personal data: the destination is as much of the address as shipping's zones need.
 * Understood one release before it is written: a new type or version is added here first.
 */
const line = z.object({ sku: z.string(), title: z.string(), quantity: z.int().positive(), totalMinor: z.int() });

export const OrderEvent = z.discriminatedUnion("type", [
  z.object({
    type: z.literal("OrderConfirmed"),
    version: z.literal(1),
    data: z.object({
      orderId: z.string(),
      number: z.string(),
      customerId: z.string().nullable(),
      currency: z.string(),
      totalMinor: z.int(),
      lines: z.array(line),
      destination: z.object({ country: z.string(), region: z.string().optional(), postalCode: z.string() }),
      shippingOptionId: z.string(),
      /** Epoch ms. */
      placedAt: z.int(),
    }),
  }),
  z.object({
    type: z.literal("OrderPaid"),
    version: z.literal(1),
    data: z.object({ orderId: z.string(), capturedMinor: z.int() }),
  }),
  z.object({
    type: z.literal("OrderRefunded"),
    version: z.literal(1),
    data: z.object({ orderId: z.string(), refundId: z.string(), amountMinor: z.int(), refundedMinor: z.int() }),
  }),
  z.object({
    type: z.literal("OrderCancelled"),
    version: z.literal(1),
    data: z.object({ orderId: z.string(), reason: z.string() }),
  }),
  z.object({ type: z.literal("OrderFulfilled"), version: z.literal(1), data: z.object({ orderId: z.string() }) }),
  z.object({ type: z.literal("OrderDelivered"), version: z.literal(1), data: z.object({ orderId: z.string() }) }),
  z.object({
    type: z.literal("OrderAttention"),
    version: z.literal(1),
    data: z.object({ orderId: z.string(), reasons: z.array(z.string()) }),
  }),
]);
export type OrderEvent = z.infer<typeof OrderEvent>;
