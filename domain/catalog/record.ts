import type { ProductId, VariantId } from "../kernel/ids.ts";
import type { ProductDraft, VariantDraft } from "./types.ts";

export type VariantRecord = VariantDraft & { id: VariantId };

/** A product as it stands: what was written, and what it is known by. */
export type ProductRecord = Omit<ProductDraft, "variants"> & {
  /** Counts products as they came; orders lists. */
  number: number;
  id: ProductId;
  version: number;
  contentHash: string;
  categorySlug: string | null;
  variants: VariantRecord[];
};

/** The text whose hash tells whether two drafts say the same: every field, in one order. */
export function canonicalDraft(draft: ProductDraft): string {
  const { handle, title, description, status, category, tags, options } = draft;
  return JSON.stringify([
    handle,
    title,
    description,
    status,
    category,
    tags,
    options,
    draft.media.map(({ url, alt }) => [url, alt]),
    draft.variants.map((variant) => [
      variant.sku,
      variant.options,
      Object.entries(variant.prices).sort(([a], [b]) => (a < b ? -1 : 1)),
      variant.taxClass,
      variant.weightGrams,
      variant.trackStock,
      variant.backorder,
    ]),
  ]);
}
