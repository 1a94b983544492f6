import * as z from "zod";
import type { ImportOutcome } from "../../contracts/catalog.ts";
import type { ProductDraft } from "../../domain/catalog/types.ts";
import { CHANGES_MAX } from "../../domain/inventory/types.ts";
import type { ShopApi } from "./shop-api.ts";

const Refusal = {
  code: z.string(),
  errors: z.array(z.object({ path: z.string(), code: z.string() })).default([]),
  skus: z.array(z.string()).default([]),
};
const Results = z.object({
  results: z.array(z.union([z.object({ outcome: z.enum(["created", "updated", "unchanged"]) }), z.object(Refusal)])),
});
const StockResults = z.object({ results: z.array(z.object({ sku: z.string(), code: z.string().optional() })) });

export type ProductResult =
  | { outcome: ImportOutcome }
  | { code: string; errors: { path: string; code: string }[]; skus: string[] };

/** At most UPSERT_MAX; one result for each, in order. */
export async function sendProducts(api: ShopApi, products: ProductDraft[]): Promise<ProductResult[]> {
  const { results } = await api.send("POST", "/api/v1/admin/products/import", { body: { products }, answer: Results });
  if (results.length !== products.length) throw new Error("the shop answers one result for each product");
  return results;
}

/** Sets what is on hand; the SKUs that were refused, with the shop's reason. */
export async function sendStock(
  api: ShopApi,
  stock: readonly { sku: string; onHand: number }[],
  reason: string,
): Promise<{ sku: string; code: string }[]> {
  const refused: { sku: string; code: string }[] = [];
  for (let from = 0; from < stock.length; from += CHANGES_MAX) {
    const changes = stock.slice(from, from + CHANGES_MAX).map(({ sku, onHand }) => ({ sku, onHand, reason }));
    const { results } = await api.send("PUT", "/api/v1/admin/inventory", { body: { changes }, answer: StockResults });
    refused.push(...results.flatMap(({ sku, code }) => (code === undefined ? [] : [{ sku, code }])));
  }
  return refused;
}
