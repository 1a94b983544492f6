import { demoCatalog } from "../demo/catalog.ts";
import { demoRules } from "../demo/rules.ts";
import { demoZones } from "../demo/zones.ts";
import type { ShopApi } from "./import/shop-api.ts";
import { fill } from "./start/fill.ts";

/** Fills a shop with the demo's rules, zones and goods. Answers how many products and SKUs they are. */
export async function seedShop(api: ShopApi): Promise<{ products: number; skus: number }> {
  const { products, stock, onSale } = demoCatalog();
  const counted = Object.fromEntries(stock.map(({ sku, onHand }) => [sku, onHand]));
  await fill(api, { rules: demoRules(onSale), zones: demoZones(), products, stock: counted });
  return { products: products.length, skus: stock.length };
}
