import type { ShippingZoneDraft } from "../../contracts/shipping.ts";
import type { ProductDraft } from "../../domain/catalog/types.ts";
import type { Rules } from "../../domain/pricing/types.ts";

/** What a shop sells and how, small enough to know by heart: for tests and benches. */
export type Goods = {
  zones: ShippingZoneDraft[];
  rules: Omit<Rules, "version">;
  products: ProductDraft[];
  /** Pieces on hand by SKU. */
  stock: Record<string, number>;
};

/** As much as one request takes. */
const PRODUCTS_A_CALL = 50;
const SKUS_A_CALL = 100;

/** Fills an empty shop through the API that staff use. */
export async function fill(
  shop: { url: string; token: string },
  { zones, rules, products, stock }: Goods,
): Promise<void> {
  const changes = Object.entries(stock).map(([sku, onHand]) => ({ sku, onHand, reason: "first count" }));
  await put(shop, "PUT", "/admin/shipping/zones", { zones });
  await put(shop, "PUT", "/admin/pricing/rules", rules);
  for (const part of inParts(products, PRODUCTS_A_CALL)) {
    checked(await put(shop, "POST", "/admin/products/import", { products: part }));
  }
  for (const part of inParts(changes, SKUS_A_CALL))
    checked(await put(shop, "PUT", "/admin/inventory", { changes: part }));
}

async function put(
  shop: { url: string; token: string },
  method: string,
  path: string,
  body: unknown,
): Promise<unknown> {
  const response = await fetch(`${shop.url}/api/v1${path}`, {
    method,
    headers: { "content-type": "application/json", authorization: `Bearer ${shop.token}` },
    body: JSON.stringify(body),
  });
  const answer: unknown = await response.json();
  if (!response.ok) throw new Error(`${method} ${path}: ${response.status} ${JSON.stringify(answer)}`);
  return answer;
}

function checked(answer: unknown): void {
  const { results } = answer as { results: { code?: string }[] };
  const refused = results.find(({ code }) => code !== undefined);
  if (refused !== undefined) throw new Error(`refused: ${JSON.stringify(refused)}`);
}

function inParts<T>(items: readonly T[], size: number): T[][] {
  return Array.from({ length: Math.ceil(items.length / size) }, (_, part) =>
    items.slice(part * size, (part + 1) * size),
  );
}
