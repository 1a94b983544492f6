import * as z from "zod";
import { demoCatalog } from "../demo/catalog.ts";
import { demoRules } from "../demo/rules.ts";
import { demoZones } from "../demo/zones.ts";
import { PRODUCTS_PER_REQUEST, sendProducts, sendStock } from "./import/goods.ts";
import { ShopApi, ShopError } from "./import/shop-api.ts";

const REASON = "first stock";

/** How far it is: products and SKUs taken in, of how many. */
export type SeedProgress = { products: number; skus: number; allProducts: number; allSkus: number };

/**
 * Fills a shop with the demo's rules, zones and goods, by the same public contract an import uses. Done again it changes
 * nothing but stock, which is counted anew. `url` of the shop, `token` of an administrator.
 */
export async function seedShop(
  shop: { url: string; token: string },
  progress: (soFar: SeedProgress) => void = () => undefined,
  seed = 1,
): Promise<SeedProgress> {
  const api = new ShopApi(shop.url, { token: shop.token });
  await api.send("PUT", "/api/v1/admin/pricing/rules", { body: demoRules(), answer: z.unknown() });
  await api.send("PUT", "/api/v1/admin/shipping/zones", { body: { zones: demoZones() }, answer: z.unknown() });
  const { products, stock } = demoCatalog(seed);
  const done: SeedProgress = { products: 0, skus: 0, allProducts: products.length, allSkus: stock.length };
  const levels = new Map(stock.map((level) => [level.sku, level]));
  for (let from = 0; from < products.length; from += PRODUCTS_PER_REQUEST) {
    const batch = products.slice(from, from + PRODUCTS_PER_REQUEST);
    const results = await sendProducts(api, batch);
    const refused = results.findIndex((result) => !("outcome" in result));
    if (refused >= 0) throw new ShopError(`${batch[refused]?.handle}: ${JSON.stringify(results[refused])}`);
    const own = batch.flatMap(({ variants }) => variants.flatMap(({ sku }) => levels.get(sku) ?? []));
    const [unset] = await sendStock(api, own, REASON);
    if (unset) throw new ShopError(`stock of ${unset.sku}: ${unset.code}`);
    done.products += batch.length;
    done.skus += own.length;
    progress({ ...done });
  }
  return done;
}
