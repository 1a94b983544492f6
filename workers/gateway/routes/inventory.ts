import type { StockChange } from "../../../contracts/inventory.ts";
import { ok } from "../../../domain/kernel/result.ts";
import { answer, json, refuse } from "../../../http/answer.ts";
import { pageQuery, sku } from "../../../http/fields.ts";
import { currencyFor, defineRoute } from "../route.ts";
import * as schema from "../schemas/inventory.ts";

const staff = { tag: "Stock", access: "inventory:write" } as const;

export const inventoryRoutes = [
  defineRoute({
    ...staff,
    method: "put",
    path: "/api/v1/products/{productId}/inventory",
    operationId: "setInventory",
    summary: "Set or move the stock of a product's variants",
    description: "Each change stands for itself. When one is refused the others are done all the same: read again.",
    idempotency: "optional",
    params: { productId: "prod" },
    body: schema.changes,
    answers: { 200: { description: "The levels of the SKUs named", schema: schema.levels } },
    refusals: ["unknown_sku", "below_held"],
    handle: async ({ env, caller, params, meta, body }) => {
      const product = await env.CATALOG.product(caller, params.productId, currencyFor(env, undefined));
      if (!product.ok) return refuse(product.error);
      const own = new Set(product.value.variants.map((variant) => variant.sku));
      const stranger = body.find((change) => !own.has(change.sku));
      if (stranger) return refuse({ code: "unknown_sku", sku: stranger.sku });
      const adjusted = await env.INVENTORY_ADMIN.adjust(caller, meta(), body.map(changeOf));
      if (!adjusted.ok) return refuse(adjusted.error);
      const refused = adjusted.value.find((result) => !result.ok);
      if (refused && !refused.ok) return refuse(refused.error);
      const items = adjusted.value.flatMap((result) => (result.ok ? result.value : []));
      return json(200, { items, nextCursor: null });
    },
  }),
  defineRoute({
    ...staff,
    method: "put",
    path: "/api/v1/admin/inventory",
    operationId: "adjustInventory",
    summary: "Set or move the stock of many SKUs",
    tag: "Stock",
    idempotency: "optional",
    body: schema.changeSet,
    answers: { 200: { description: "One result for each change, in order", schema: schema.results } },
    handle: async ({ env, caller, meta, body }) => {
      const adjusted = await env.INVENTORY_ADMIN.adjust(caller, meta(), body.changes.map(changeOf));
      if (!adjusted.ok) return refuse(adjusted.error);
      const results = body.changes.map((change, index) => {
        const result = adjusted.value[index];
        return { sku: change.sku, ...(result?.ok ? { levels: result.value } : result?.error) };
      });
      return json(200, { results });
    },
  }),
  defineRoute({
    ...staff,
    method: "get",
    path: "/api/v1/admin/inventory/{sku}",
    operationId: "getInventory",
    summary: "Read the levels of a SKU and every movement that led there",
    tag: "Stock",
    idempotency: "none",
    params: { sku },
    query: pageQuery,
    answers: { 200: { description: "Levels, and a page of the ledger", schema: schema.stock } },
    handle: async ({ env, caller, params, query }) => {
      const [levels, movements] = await Promise.all([
        env.INVENTORY.levels(caller, params.sku),
        env.INVENTORY.ledger(caller, params.sku, query),
      ]);
      if (!levels.ok) return refuse(levels.error);
      if (!movements.ok) return refuse(movements.error);
      return answer(200, ok({ sku: params.sku, levels: levels.value, movements: movements.value }));
    },
  }),
  defineRoute({
    ...staff,
    method: "post",
    path: "/api/v1/admin/inventory/reconcile",
    operationId: "reconcileInventory",
    summary: "Tell stock that was set back what was sold since",
    description:
      "After SKUs were restored to an earlier time: every order placed since then (`since` to `until`, when they were restored) says again what became of its goods. What " +
      "stock knows already changes nothing. `owed`: what these orders are owed because it is not there. Go on with " +
      "`nextCursor` until it is null. Stock that staff counted or moved since then must be counted again.",
    idempotency: "none",
    body: schema.reconcile,
    answers: { 200: { description: "A page of orders", schema: schema.reconciled } },
    refusals: ["list_behind"],
    handle: async ({ env, caller, body: { since, until, ...page } }) =>
      answer(
        200,
        await env.ORDERS.reconcileStock(caller, { since: Date.parse(since), until: Date.parse(until), ...page }),
      ),
  }),
];

function changeOf({ sku, location, reason, onHand, delta }: schema.WantedChange): StockChange {
  const where = location === undefined ? { sku, reason } : { sku, reason, location };
  return onHand === undefined ? { ...where, delta: delta ?? 0 } : { ...where, onHand };
}
