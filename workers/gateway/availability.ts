import type { Caller } from "../../contracts/caller.ts";
import type { InventoryApi } from "../../contracts/inventory.ts";
import type { Availability, ProductView, VariantView } from "../../domain/catalog/types.ts";
import { causeOf, logProblem } from "../../domain/kernel/log.ts";
import { inParallel } from "../../domain/kernel/parallel.ts";
import { within } from "../../queues/kernel/within.ts";

/** SKUs in one call of `availability`. A product has no more variants than that today; more would be more calls. */
const SKUS_MAX = 100;
/** A page waits no longer for its stock. */
const STOCK_MS = 1_000;
const UNKNOWN: Availability = { status: "unknown", available: null };

/** The product with what stock says of each variant: the catalogue does not know stock, and stock does not know the product. */
export async function withAvailability(
  inventory: Pick<InventoryApi, "availability">,
  caller: Caller,
  product: ProductView,
): Promise<ProductView> {
  const tracked = product.variants.filter((variant) => variant.trackStock).map((variant) => variant.sku);
  const chunks = Array.from({ length: Math.ceil(tracked.length / SKUS_MAX) }, (_, index) =>
    tracked.slice(index * SKUS_MAX, (index + 1) * SKUS_MAX),
  );
  const answers = (await inParallel(chunks, (skus) => availability(inventory, caller, skus))).flat();
  const bySku = new Map(tracked.map((sku, index) => [sku, answers[index]]));
  const variants = product.variants.map((variant) => ({
    ...variant,
    availability: availabilityOf(variant, bySku.get(variant.sku)),
  }));
  return { ...product, variants };
}

/** Without its stock a product is still to be seen and bought: the order asks the shelf itself. */
async function availability(
  inventory: Pick<InventoryApi, "availability">,
  caller: Caller,
  skus: string[],
): Promise<Availability[]> {
  try {
    return await within(STOCK_MS, "availability", inventory.availability(caller, skus));
  } catch (cause) {
    logProblem("availability not known", { cause: causeOf(cause) });
    return skus.map(() => UNKNOWN);
  }
}

function availabilityOf(variant: VariantView, stock: Availability | undefined): Availability {
  if (!variant.trackStock) return { status: "in_stock", available: null };
  const known = stock ?? { status: "out_of_stock", available: 0 };
  return known.status === "out_of_stock" && variant.backorder ? { ...known, status: "backorder" } : known;
}
