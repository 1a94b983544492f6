import * as z from "zod";
import { unreachable } from "../../../domain/kernel/assert.ts";
import type { Envelope } from "../../envelope.ts";
import { ListedProduct, readProductEvent } from "../../events/product.ts";

/** Superseded versions go by themselves. One that is read for longer is put back by its reader. */
const KEPT_S = 7 * 24 * 60 * 60;
/** Rises with every change of what a value holds: a value of another format is no value. */
const FORMAT = 1;

const Kept = z.object({ format: z.literal(FORMAT), product: ListedProduct });

/** A version of a product never changes, so what lies under its key is right or not there, however old. */
export function productKey(productId: string, version: number): string {
  return `product/${productId}@${version}`;
}

/** A value as it was kept under this key; null for any other: broken, of another format, or of another product. */
export function readKept(key: string, text: string): ListedProduct | null {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    return null; // Whatever it was, we did not write it: the database is asked.
  }
  const kept = Kept.safeParse(value);
  if (!kept.success) return null;
  const { product } = kept.data;
  return productKey(product.productId, product.version) === key ? product : null;
}

/** Throws when KV does not take it. */
export async function keepProduct(cache: KVNamespace, product: ListedProduct): Promise<void> {
  const kept: z.infer<typeof Kept> = { format: FORMAT, product };
  await cache.put(productKey(product.productId, product.version), JSON.stringify(kept), { expirationTtl: KEPT_S });
}

/** Keeps every version for sale ahead of its readers. Doing it twice, late or out of order is harmless: the key has the version. */
export async function cacheProduct(cache: KVNamespace, envelope: Envelope): Promise<void> {
  const event = readProductEvent(envelope);
  switch (event.type) {
    case "ProductListed":
      return keepProduct(cache, event.data);
    case "ProductUnlisted":
      return; // Nobody asks for a version that is not for sale.
    default:
      return unreachable(event);
  }
}
