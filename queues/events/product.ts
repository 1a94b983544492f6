import * as z from "zod";
import { type NewestEvent, onlyVersion, reader, type WrittenEvent } from "../kernel/versions.ts";

const variant = z.object({
  id: z.string(),
  sku: z.string(),
  options: z.array(z.string()),
  /** Minor units per currency. */
  prices: z.record(z.string(), z.int().nonnegative()),
  taxClass: z.enum(["standard", "reduced", "zero"]),
  weightGrams: z.int().nonnegative(),
  trackStock: z.boolean(),
  backorder: z.boolean(),
});

/** A product that is for sale, whole. */
export const ListedProduct = z.object({
  productId: z.string(),
  /** Counts products as they came; orders lists. */
  number: z.int().positive(),
  version: z.int().positive(),
  contentHash: z.string(),
  handle: z.string(),
  title: z.string(),
  description: z.string(),
  /** Path of names from the root, and the slug of the whole path; null where it stands in none. */
  category: z.array(z.string()),
  categorySlug: z.string().nullable(),
  tags: z.array(z.string()),
  /** Names in order; every variant has a value for each. */
  options: z.array(z.string()),
  variants: z.array(variant),
  media: z.array(z.object({ url: z.string(), alt: z.string() })),
});
export type ListedProduct = z.infer<typeof ListedProduct>;

/**
 * What the rest of the shop hears of a product: every version of it, so that a stream's seq is the product's version. A
 * version that is for sale is told whole (it may be large: see `INLINE_BYTES_MAX`), any other only as not being there.
 * Understood one release before it is written: a new type or version is added here first.
 */
export const PRODUCT_EVENTS = {
  ProductListed: onlyVersion(ListedProduct),
  /** A draft, or removed. */
  ProductUnlisted: onlyVersion(z.object({ productId: z.string(), version: z.int().positive() })),
};

export type ProductEvent = NewestEvent<typeof PRODUCT_EVENTS>;
export type WrittenProductEvent = WrittenEvent<typeof PRODUCT_EVENTS>;

export const readProductEvent = reader(PRODUCT_EVENTS);
