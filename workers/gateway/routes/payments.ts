import { answer, refuse } from "../../../http/answer.ts";
import { locationHeader } from "../../../http/fields.ts";
import { defineRoute } from "../route.ts";
import * as request from "../schemas/order-requests.ts";
import * as schema from "../schemas/orders.ts";
import { paymentOf } from "./place-order.ts";

export const paymentRoutes = [
  defineRoute({
    method: "post",
    path: "/api/v1/payments",
    operationId: "payOrder",
    summary: "Pay an order that waits for it",
    tag: "Payments",
    access: "guest",
    guests: ["orderToken"],
    idempotency: "required",
    body: request.newPayment,
    answers: { 201: { description: "The payment", schema: schema.paymentView, headers: locationHeader } },
    refusals: ["not_found", "order_not_payable", "payment_declined", "hosted_not_available"],
    handle: async ({ env, caller, meta, body, check }) => {
      const orderId = check("ord", body.orderId);
      if (orderId === null) return refuse({ code: "not_found" });
      const payment = paymentOf(body);
      if (!payment.ok) return refuse(payment.error);
      const paid = await env.ORDERS.pay(caller, orderId, meta(), payment.value);
      return answer(201, paid, ({ id }) => ({ location: `/api/v1/payments/${id}` }));
    },
  }),
  defineRoute({
    method: "get",
    path: "/api/v1/payments/{paymentId}",
    operationId: "getPayment",
    summary: "Read a payment",
    tag: "Payments",
    access: "guest",
    idempotency: "none",
    params: { paymentId: "pay" },
    answers: { 200: { description: "The payment", schema: schema.paymentView } },
    handle: async ({ env, caller, params }) => answer(200, await env.ORDERS.payment(caller, params.paymentId)),
  }),
  defineRoute({
    method: "post",
    path: "/api/v1/payments/{paymentId}/refunds",
    operationId: "refundPayment",
    summary: "Refund a payment, in part or whole",
    description: "Without an amount: the worth of the lines, or all that is left.",
    tag: "Payments",
    access: "payments:write",
    idempotency: "required",
    params: { paymentId: "pay" },
    body: request.newRefund,
    answers: { 201: { description: "The refund", schema: schema.refundView } },
    refusals: ["refund_exceeds_captured", "quantity_range", "currency", "status_conflict"],
    handle: async ({ env, caller, params, meta, body }) =>
      answer(201, await env.ORDERS.refund(caller, params.paymentId, meta(), body)),
  }),
];
