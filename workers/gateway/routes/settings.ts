import { ok } from "../../../domain/kernel/result.ts";
import { answer, json, refuse, whole } from "../../../http/answer.ts";
import { defineRoute, GATEWAY } from "../route.ts";
import * as schema from "../schemas/admin.ts";

const staff = { tag: "Back office", idempotency: "none" } as const;
const zones = { ...staff, path: "/api/v1/admin/shipping/zones", access: "orders:write" } as const;
const rules = { ...staff, path: "/api/v1/admin/pricing/rules", access: "catalog:write" } as const;

/** What staff set for the whole shop. Each is replaced whole: the same again changes nothing. */
export const settingsRoutes = [
  defineRoute({
    ...zones,
    method: "get",
    operationId: "listShippingZones",
    summary: "List shipping zones and their rates",
    answers: { 200: { description: "All zones", schema: schema.zoneList } },
    handle: async ({ env, caller }) => answer(200, whole(await env.SHIPPING_ADMIN.zones(caller))),
  }),
  defineRoute({
    ...zones,
    method: "put",
    operationId: "setShippingZones",
    summary: "Replace the shipping zones",
    body: schema.zones,
    answers: { 200: { description: "The zones from now on", schema: schema.zoneList } },
    handle: async ({ env, caller, body }) => {
      const set = await env.SHIPPING_ADMIN.setZones(caller, body.zones);
      return set.ok ? answer(200, whole(ok(body.zones))) : refuse(set.error);
    },
  }),
  defineRoute({
    ...rules,
    method: "get",
    operationId: "getPricingRules",
    summary: "Read the tax rates, rounding and promotions in force",
    answers: { 200: { description: "The rules", schema: schema.rulesView } },
    handle: async ({ env }) => json(200, await env.PRICING.rules(GATEWAY)),
  }),
  defineRoute({
    ...rules,
    method: "put",
    operationId: "setPricingRules",
    summary: "Replace tax rates, rounding and promotions",
    body: schema.rules,
    answers: { 200: { description: "The version in force", schema: schema.rulesVersion } },
    handle: async ({ env, caller, body }) => {
      const set = await env.PRICING_ADMIN.setRules(caller, body);
      return set.ok ? json(200, { version: set.value }) : refuse(set.error);
    },
  }),
];
