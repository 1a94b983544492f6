import * as z from "zod";
import { type NewestEvent, onlyVersion, reader, versions, type WrittenEvent } from "../kernel/versions.ts";

const line = z.object({ sku: z.string(), title: z.string(), quantity: z.int().positive(), totalMinor: z.int() });
const orderAlone = z.object({ orderId: z.string() });

/**
 * What the rest of the shop hears of an order: it begins when the order is confirmed. Amounts are minor units of the
 * order's currency. No personal data: the destination is as much of the address as shipping's zones need.
 * Understood one release before it is written: a new type or version is added here first.
 */
export const ORDER_EVENTS = {
  OrderConfirmed: onlyVersion(
    z.object({
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
  ),
  OrderPaid: onlyVersion(z.object({ orderId: z.string(), capturedMinor: z.int() })),
  OrderRefunded: onlyVersion(
    z.object({ orderId: z.string(), refundId: z.string(), amountMinor: z.int(), refundedMinor: z.int() }),
  ),
  OrderCancelled: onlyVersion(z.object({ orderId: z.string(), reason: z.string() })),
  OrderFulfilled: versions(
    {
      1: orderAlone,
      /** Null where the parcel cannot be followed. */
      2: z.object({ orderId: z.string(), carrier: z.string().nullable(), trackingNumber: z.string().nullable() }),
    },
    1,
    { 1: (data: z.output<typeof orderAlone>) => ({ ...data, carrier: null, trackingNumber: null }) },
  ),
  OrderDelivered: onlyVersion(orderAlone),
  OrderAttention: onlyVersion(z.object({ orderId: z.string(), reasons: z.array(z.string()) })),
};

export type OrderEvent = NewestEvent<typeof ORDER_EVENTS>;
export type WrittenOrderEvent = WrittenEvent<typeof ORDER_EVENTS>;

export const readOrderEvent = reader(ORDER_EVENTS);
