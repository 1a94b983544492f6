import type { ProductRecord } from "../../domain/catalog/record.ts";
import type { ProductId, VariantId } from "../../domain/kernel/ids.ts";
import type { ListedProduct } from "../../queues/events/product.ts";

/** A product that is for sale, as events and caches hold it. */
export function listedOf({ id, status: _published, ...product }: ProductRecord): ListedProduct {
  return { productId: id, ...product };
}

/** The same, back again. */
export function recordOf({ productId, variants, ...product }: ListedProduct): ProductRecord {
  return {
    ...product,
    id: productId as ProductId,
    status: "published",
    variants: variants.map((variant) => ({ ...variant, id: variant.id as VariantId })),
  };
}
