import * as z from "zod";
import type { OrderEventView, OrderSummary, OrderView, PaymentView, RefundView } from "../../../domain/orders/types.ts";
import { currency, idView, listOf, money } from "../../../http/fields.ts";
import { discountView, lineView, totals } from "./cart.ts";

const nextAction = z.object({
  type: z.string(),
  url: z.string().exactOptional(),
  clientSecret: z.string().exactOptional(),
});

export const paymentView = z
  .object({
    id: idView("pay"),
    orderId: idView("ord"),
    status: z.enum([
      "pending",
      "requires_action",
      "authorized",
      "captured",
      "partially_refunded",
      "refunded",
      "declined",
      "voided",
    ]),
    amount: money,
    captured: money,
    refunded: money,
    declineCode: z.string().nullable(),
    nextAction: nextAction.exactOptional(),
    waitsUntil: z.string().exactOptional(),
  })
  .meta({ id: "Payment" }) satisfies z.ZodType<PaymentView>;

export const refundView = z
  .object({
    id: idView("ref"),
    amount: money,
    status: z.enum(["pending", "succeeded", "failed"]),
    reason: z.string(),
    at: z.string(),
  })
  .meta({ id: "Refund" }) satisfies z.ZodType<RefundView>;

const orderStatus = z.enum(["pending", "confirmed", "fulfilled", "delivered", "cancelled", "returned"]);

export const orderView = z
  .object({
    id: idView("ord"),
    number: z.string(),
    status: orderStatus,
    version: z.int(),
    paid: z.boolean().meta({ description: "The money is captured, or there is none to pay" }),
    currency,
    lines: z.array(lineView),
    discounts: z.array(discountView),
    totals,
    fulfilment: z.enum(["none", "partial", "complete"]),
    payment: paymentView.nullable(),
    shipment: z.object({ id: z.string(), status: z.enum(["arranged", "refused"]) }).nullable(),
    shippingOption: z.object({ id: z.string(), title: z.string() }),
    refunds: z.array(refundView),
    cancelReason: z.string().nullable(),
    attention: z.array(z.string()),
    placedAt: z.string(),
  })
  .meta({ id: "Order" }) satisfies z.ZodType<OrderView>;

export const placedOrder = orderView
  .extend({ token: z.string().exactOptional().meta({ description: "A guest's: for the header Kiosk-Order-Token" }) })
  .meta({ id: "PlacedOrder" }) satisfies z.ZodType<OrderView & { token?: string }>;

export const orders = listOf(
  z
    .object({
      id: idView("ord"),
      number: z.string(),
      status: orderStatus,
      paid: z.boolean(),
      total: money,
      placedAt: z.string(),
    })
    .meta({ id: "OrderSummary" }) satisfies z.ZodType<OrderSummary>,
);

export const events = listOf(
  z
    .object({ version: z.int(), type: z.string(), at: z.string(), data: z.record(z.string(), z.unknown()) })
    .meta({ id: "OrderEvent" }) satisfies z.ZodType<OrderEventView>,
);
