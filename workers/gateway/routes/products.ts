import type { FieldError } from "../../../contracts/caller.ts";
import type { ImportOutcome } from "../../../contracts/catalog.ts";
import { UPSERT_MAX } from "../../../domain/catalog/limits.ts";
import type { ProductDraft } from "../../../domain/catalog/types.ts";
import { answer, json, nothing, refuse } from "../../../http/answer.ts";
import { locationHeader } from "../../../http/fields.ts";
import { fieldErrors } from "../../../http/validation.ts";
import { defineRoute } from "../route.ts";
import { importResults, productImport } from "../schemas/admin.ts";
import * as schema from "../schemas/catalog.ts";

const staff = { tag: "Catalogue", access: "catalog:write", idempotency: "optional" } as const;
const one = { ...staff, path: "/api/v1/products/{productId}", params: { productId: "prod" } } as const;
const refusals = ["handle_taken", "sku_taken", "invalid_product", "version_conflict"] as const;

export const productRoutes = [
  defineRoute({
    ...staff,
    method: "post",
    path: "/api/v1/products",
    operationId: "createProduct",
    summary: "Add a product",
    body: schema.productDraft,
    answers: { 201: { description: "The product", schema: schema.productView, headers: locationHeader } },
    refusals,
    handle: async ({ env, caller, meta, body }) =>
      answer(201, await env.CATALOG_ADMIN.create(caller, meta(), body), ({ id }) => ({
        location: `/api/v1/products/${id}`,
      })),
  }),
  defineRoute({
    ...one,
    method: "put",
    operationId: "replaceProduct",
    summary: "Replace a product",
    body: schema.productDraft,
    answers: { 200: { description: "The product", schema: schema.productView } },
    refusals,
    handle: async ({ env, caller, params, meta, body }) =>
      answer(200, await env.CATALOG_ADMIN.replace(caller, meta(), params.productId, body)),
  }),
  defineRoute({
    ...one,
    method: "delete",
    operationId: "removeProduct",
    summary: "Remove a product from the catalogue",
    answers: { 204: { description: "The product is gone" } },
    handle: async ({ env, caller, params, meta }) => {
      const removed = await env.CATALOG_ADMIN.remove(caller, meta(), params.productId);
      return removed.ok ? nothing(204) : refuse(removed.error);
    },
  }),
  defineRoute({
    ...staff,
    method: "post",
    path: "/api/v1/admin/products/import",
    operationId: "importProducts",
    summary: `Create and update up to ${UPSERT_MAX} products by handle`,
    description: "A second time changes nothing. A product that is refused does not keep the others out.",
    tag: "Back office",
    body: productImport,
    answers: { 200: { description: "One result for each product, in order", schema: importResults } },
    handle: async ({ env, caller, meta, body }) => {
      const rows = body.products.map(rowOf);
      const drafts = rows.flatMap((row) => (row.draft ? [row.draft] : []));
      const imported = await env.CATALOG_ADMIN.upsert(caller, meta(), drafts);
      if (!imported.ok) return refuse(imported.error);
      const outcomes = imported.value.values();
      const results = rows.map(({ draft, refused }): ImportResult => {
        if (draft === null) return refused;
        const result = outcomes.next().value;
        if (result === undefined) throw new Error("catalog answers one result for each draft");
        return { handle: draft.handle, ...(result.ok ? { outcome: result.value.outcome } : result.error) };
      });
      return json(200, { results });
    },
  }),
];

type ImportResult = { handle: string | null; outcome?: ImportOutcome; code?: string; errors?: FieldError[] };
type Row = { draft: ProductDraft; refused: null } | { draft: null; refused: ImportResult };

function rowOf(raw: unknown): Row {
  const parsed = schema.productDraft.safeParse(raw);
  if (parsed.success) return { draft: parsed.data, refused: null };
  const errors = fieldErrors(parsed.error.issues, raw);
  return { draft: null, refused: { handle: handleOf(raw), code: "invalid_product", errors } };
}

/** Repeated so that an import can name the row; only when it is one. */
function handleOf(raw: unknown): string | null {
  const handle = typeof raw === "object" && raw !== null ? Reflect.get(raw, "handle") : null;
  return typeof handle === "string" && /^[a-z0-9-]{1,100}$/.test(handle) ? handle : null;
}
