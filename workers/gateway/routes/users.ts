import { answer, nothing, refuse, whole } from "../../../http/answer.ts";
import { address, pageQuery } from "../../../http/fields.ts";
import { defineRoute } from "../route.ts";
import * as schema from "../schemas/identity.ts";
import { orders } from "../schemas/orders.ts";

const own = { tag: "Accounts", access: "customer", idempotency: "none", params: { userId: "me" } } as const;
const saved = { ...own, params: { userId: "me", addressId: "adr" } } as const;

/** One's own account; `me` stands for one's own id. */
export const userRoutes = [
  defineRoute({
    ...own,
    method: "get",
    path: "/api/v1/users/{userId}",
    operationId: "getUser",
    summary: "Read an account",
    answers: { 200: { description: "The account", schema: schema.userView } },
    handle: async ({ env, caller, params }) => answer(200, await env.IDENTITY.user(caller, params.userId)),
  }),
  defineRoute({
    ...own,
    method: "put",
    path: "/api/v1/users/{userId}",
    operationId: "updateUser",
    summary: "Change an account; what is not named stays",
    body: schema.profile,
    answers: { 200: { description: "The account", schema: schema.userView } },
    handle: async ({ env, caller, params, body }) =>
      answer(200, await env.IDENTITY.updateUser(caller, params.userId, body)),
  }),
  defineRoute({
    ...own,
    method: "get",
    path: "/api/v1/users/{userId}/addresses",
    operationId: "listAddresses",
    summary: "List saved addresses",
    answers: { 200: { description: "All saved addresses", schema: schema.addresses } },
    handle: async ({ env, caller, params }) => answer(200, whole(await env.IDENTITY.addresses(caller, params.userId))),
  }),
  defineRoute({
    ...own,
    method: "post",
    path: "/api/v1/users/{userId}/addresses",
    operationId: "addAddress",
    summary: "Save an address",
    idempotency: "optional",
    body: address,
    answers: { 201: { description: "The address", schema: schema.addressView } },
    refusals: ["too_many_addresses"],
    handle: async ({ env, caller, params, meta, body }) =>
      answer(201, await env.IDENTITY.addAddress(caller, params.userId, meta(), body)),
  }),
  defineRoute({
    ...saved,
    method: "put",
    path: "/api/v1/users/{userId}/addresses/{addressId}",
    operationId: "setAddress",
    summary: "Replace a saved address",
    body: address,
    answers: { 200: { description: "The address", schema: schema.addressView } },
    handle: async ({ env, caller, params, body }) =>
      answer(200, await env.IDENTITY.setAddress(caller, params.userId, params.addressId, body)),
  }),
  defineRoute({
    ...saved,
    method: "delete",
    path: "/api/v1/users/{userId}/addresses/{addressId}",
    operationId: "removeAddress",
    summary: "Remove a saved address",
    answers: { 204: { description: "The address is gone" } },
    handle: async ({ env, caller, params }) => {
      const removed = await env.IDENTITY.removeAddress(caller, params.userId, params.addressId);
      return removed.ok ? nothing(204) : refuse(removed.error);
    },
  }),
  defineRoute({
    ...own,
    method: "get",
    path: "/api/v1/users/{userId}/orders",
    operationId: "listOrders",
    summary: "List an account's orders, newest first",
    query: pageQuery,
    answers: { 200: { description: "A page of orders", schema: orders } },
    handle: async ({ env, caller, params, query }) =>
      answer(200, await env.ORDERS.ofCustomer(caller, params.userId, query)),
  }),
];
