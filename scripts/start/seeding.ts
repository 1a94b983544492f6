import { ShopApi } from "../import/shop-api.ts";
import { seedShop } from "../seed.ts";
import { ADMIN_EMAIL, openAdmin, rememberUrl } from "./admin.ts";
import { waitUntilShown } from "./shelves.ts";
import { type State, saveSettings } from "./state.ts";
import type { Served } from "./workers.ts";

/** Fills a shop that was never filled. Cut short, it is done again by the next start: everything in it is idempotent. */
export async function seedFirst(
  shop: Served,
  { folder, settings }: State,
  env: NodeJS.ProcessEnv,
): Promise<{ email: string; password: string | null }> {
  if (settings.seeded) {
    rememberUrl(folder, shop.url);
    return { email: ADMIN_EMAIL, password: null };
  }
  const admin = await openAdmin(shop, folder, env);
  console.log("Filling the demo shop …");
  const { products, skus } = await seedShop(new ShopApi(shop.url, admin));
  await waitUntilShown(shop.url);
  saveSettings(folder, { ...settings, seeded: true });
  console.log(`${products} products, ${skus} SKUs`);
  return admin;
}
