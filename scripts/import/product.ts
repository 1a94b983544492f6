import { draftErrors } from "../../domain/catalog/draft-errors.ts";
import { MEDIA_MAX } from "../../domain/catalog/limits.ts";
import type { Media, ProductDraft, TaxClass, VariantDraft } from "../../domain/catalog/types.ts";
import { cell, type Row } from "./rows.ts";
import { type ReadVariant, type Refuse, readVariants } from "./variants.ts";

export type Stock = { sku: string; onHand: number };
/** A product as the file gives it. `lines`: of the product's own row, then of each variant. */
export type ImportedProduct = { draft: ProductDraft; stock: Stock[]; line: number; variantLines: number[] };

/**
 * Rows of one slug, by Spree's convention: the row with a name is the product; the others are its variants, or further
 * prices of a SKU that came before. A product without such rows is itself the variant. Null: refused, each reason told.
 */
export function productOf(rows: readonly Row[], currency: string, refuse: Refuse): ImportedProduct | null {
  const head = rows.find((row) => cell(row, "name") !== "");
  if (head === undefined) {
    for (const row of rows) refuse(row.line, "no_product_row");
    return null;
  }
  const variants = readVariants(head, rows, { currency, refuse });
  const [first] = variants;
  if (first === undefined) {
    refuse(head.line, "no_variant");
    return null;
  }
  const product = {
    draft: draftOf(head, first, variants),
    stock: variants.flatMap(({ sku, onHand }) => (onHand === null ? [] : [{ sku, onHand }])),
    line: head.line,
    variantLines: variants.map((variant) => variant.line),
  };
  const errors = draftErrors(product.draft);
  for (const { path, code } of errors) refuse(lineOf(product, path), `${path} ${code}`);
  return errors.length === 0 ? product : null;
}

/** The line a fault of the draft is on: `variants.2.sku` is on the third variant's. */
export function lineOf(product: ImportedProduct, path: string): number {
  const [, index] = /^variants\.(\d+)/.exec(path) ?? [];
  return product.variantLines[Number(index)] ?? product.line;
}

function draftOf(head: Row, first: ReadVariant, variants: readonly ReadVariant[]): ProductDraft {
  const title = cell(head, "name");
  return {
    handle: cell(head, "slug"),
    title,
    description: cell(head, "description"),
    status: cell(head, "status").toLowerCase() === "active" ? "published" : "draft",
    category: list(cell(head, "category1"), "->"),
    tags: [...new Set(list(cell(head, "tags"), ","))],
    options: [...first.options.keys()],
    variants: variants.map((variant) => variantOf(variant, taxClassOf(cell(head, "tax_category")))),
    media: mediaOf(title, head, variants),
  };
}

function variantOf(
  { line: _line, onHand: _onHand, images: _images, options, ...variant }: ReadVariant,
  taxClass: TaxClass,
): VariantDraft {
  return { ...variant, options: [...options.values()], taxClass };
}

/** Names a shop gives its tax categories are its own: what does not say "reduced" or "zero" is taxed in full. */
function taxClassOf(category: string): TaxClass {
  if (/reduced/i.test(category)) return "reduced";
  return /zero|exempt|non-?taxable/i.test(category) ? "zero" : "standard";
}

function mediaOf(title: string, head: Row, variants: readonly ReadVariant[]): Media[] {
  const own = (["image1_src", "image2_src", "image3_src"] as const).map((column) => cell(head, column));
  const pictures = [
    ...own.map((url) => ({ url, alt: title })),
    ...variants.flatMap(({ images, options }) =>
      images.map((url) => ({ url, alt: [title, [...options.values()].join(" / ")].filter(Boolean).join(", ") })),
    ),
  ];
  const byUrl = new Map(pictures.filter(({ url }) => url !== "").map((picture) => [picture.url, picture]));
  return [...byUrl.values()].slice(0, MEDIA_MAX);
}

function list(text: string, separator: string): string[] {
  return text
    .split(separator)
    .map((part) => part.trim())
    .filter((part) => part !== "");
}
