import * as z from "zod";
import type { ShippingZoneDraft } from "../../contracts/shipping.ts";
import { UPSERT_MAX } from "../../domain/catalog/limits.ts";
import type { ProductDraft } from "../../domain/catalog/types.ts";
import type { RulesDraft } from "../../domain/pricing/rules.ts";
import { sendProducts, sendStock } from "../import/goods.ts";
import { type ShopApi, ShopError } from "../import/shop-api.ts";

/** What a shop sells and how. */
export type Goods = {
  zones: ShippingZoneDraft[];
  rules: RulesDraft;
  products: ProductDraft[];
  /** Pieces on hand by SKU. */
  stock: Record<string, number>;
};

const REASON = "first count";

/**
 * Fills a shop through the API that staff use. Done again it changes nothing but stock, which is counted anew. Throws a
 * ShopError at the first thing that is refused.
 */
export async function fill(api: ShopApi, { zones, rules, products, stock }: Goods): Promise<void> {
  await api.send("PUT", "/api/v1/admin/pricing/rules", { body: rules, answer: z.unknown() });
  await api.send("PUT", "/api/v1/admin/shipping/zones", { body: { zones }, answer: z.unknown() });
  for (let from = 0; from < products.length; from += UPSERT_MAX) {
    const batch = products.slice(from, from + UPSERT_MAX);
    const results = await sendProducts(api, batch);
    const refused = results.findIndex((result) => !("outcome" in result));
    if (refused >= 0) throw new ShopError(`${batch[refused]?.handle}: ${JSON.stringify(results[refused])}`);
  }
  const counted = Object.entries(stock).map(([sku, onHand]) => ({ sku, onHand }));
  const [unset] = await sendStock(api, counted, REASON);
  if (unset) throw new ShopError(`stock of ${unset.sku}: ${unset.code}`);
}
