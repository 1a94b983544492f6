import { answer, refuse, versioned } from "../../../http/answer.ts";
import { locationHeader, pageQuery, versionHeaders } from "../../../http/fields.ts";
import { defineRoute } from "../route.ts";
import * as request from "../schemas/order-requests.ts";
import * as schema from "../schemas/orders.ts";
import { placeOrderOf } from "./place-order.ts";

const made = { schema: schema.placedOrder, headers: versionHeaders.extend(locationHeader.shape) };
const one = { tag: "Orders", access: "guest", params: { orderId: "ord" } } as const;
const order = { 200: { description: "The order as it is now", schema: schema.orderView, headers: versionHeaders } };

export const orderRoutes = [
  defineRoute({
    method: "post",
    path: "/api/v1/orders",
    operationId: "placeOrder",
    summary: "Order a cart, or some goods without one",
    description: "Holds the goods, asks the payment provider, and answers when the order is confirmed.",
    tag: "Orders",
    access: "guest",
    guests: ["nobody", "cartToken"],
    idempotency: "required",
    body: request.placeOrder,
    answers: {
      201: { description: "The order; `status` says how it stands", ...made },
      202: { description: "It waits for the shopper (`payment.nextAction`), or is still being worked on", ...made },
    },
    refusals: [
      "not_found",
      "cart_closed",
      "cart_empty",
      "email_required",
      "address_required",
      "shipping_option_required",
      "not_shippable",
      "unknown_shipping_option",
      "unknown_sku",
      "quantity_range",
      "not_single_variant",
      "out_of_stock",
      "quote_changed",
      "payment_declined",
      "hosted_not_available",
    ],
    handle: async (call) => {
      const wanted = await placeOrderOf(call);
      if (!wanted.ok) return refuse(wanted.error);
      const placed = await call.env.ORDERS.place(call.caller, call.meta(), wanted.value);
      if (!placed.ok) return refuse(placed.error);
      const { state, order } = placed.value;
      const reply = versioned(state === "settled" ? 201 : 202, { ok: true, value: order });
      return { ...reply, headers: { ...reply.headers, location: `/api/v1/orders/${order.id}` } };
    },
  }),
  defineRoute({
    ...one,
    method: "get",
    path: "/api/v1/orders/{orderId}",
    operationId: "getOrder",
    summary: "Read an order, as it is or as it was answered at a version",
    idempotency: "none",
    query: request.versionQuery,
    answers: order,
    handle: async ({ env, caller, params, query }) =>
      versioned(200, await env.ORDERS.view(caller, params.orderId, query.version)),
  }),
  defineRoute({
    ...one,
    method: "get",
    path: "/api/v1/orders/{orderId}/events",
    operationId: "listOrderEvents",
    summary: "List what happened to an order, step by step",
    idempotency: "none",
    query: pageQuery,
    answers: { 200: { description: "A page of its history, oldest first", schema: schema.events } },
    handle: async ({ env, caller, params, query }) =>
      answer(200, await env.ORDERS.events(caller, params.orderId, query)),
  }),
  defineRoute({
    ...one,
    method: "post",
    path: "/api/v1/orders/{orderId}/cancel",
    operationId: "cancelOrder",
    summary: "Cancel an order before it is sent; twice is once",
    idempotency: "optional",
    body: request.cancellation,
    bodyOptional: true,
    answers: order,
    refusals: ["order_not_cancellable"],
    handle: async ({ env, caller, params, meta, body }) =>
      versioned(200, await env.ORDERS.cancel(caller, params.orderId, meta(), body.reason)),
  }),
  defineRoute({
    ...one,
    method: "put",
    path: "/api/v1/orders/{orderId}/status",
    operationId: "setOrderStatus",
    summary: "Record that an order was sent or delivered",
    access: "orders:write",
    idempotency: "optional",
    body: request.statusChange,
    answers: order,
    refusals: ["status_conflict"],
    handle: async ({ env, caller, params, meta, body }) =>
      versioned(200, await env.ORDERS.setStatus(caller, params.orderId, meta(), body.status)),
  }),
];
