import type { Currency } from "../kernel/currency.ts";
import { money } from "../kernel/money.ts";
import type { ProductRecord, VariantRecord } from "./record.ts";
import type { CategoryNode, ProductView, SaleVariant, VariantView } from "./types.ts";

/** "Harbour mug, Blue / Large". */
export function saleTitle(productTitle: string, values: readonly string[]): string {
  return values.length === 0 ? productTitle : `${productTitle}, ${values.join(" / ")}`;
}

/** What cart and orders need of one of the product's variants; null where it is not for sale in the currency. */
export function saleVariant(record: ProductRecord, sku: string, currency: Currency): SaleVariant | null {
  const variant = record.variants.find((candidate) => candidate.sku === sku);
  const minor = variant?.prices[currency];
  if (record.status !== "published" || variant === undefined || minor === undefined) return null;
  return {
    sku,
    productId: record.id,
    title: saleTitle(record.title, variant.options),
    unitPrice: money(minor, currency),
    taxClass: variant.taxClass,
    weightGrams: variant.weightGrams,
    trackStock: variant.trackStock,
    backorder: variant.backorder,
  };
}

/** The product page in one currency: only the variants with a price in it, and the option values these have. */
export function productView(record: ProductRecord, currency: Currency): ProductView {
  const variants = record.variants.flatMap((variant) => variantView(record, variant, currency));
  return {
    id: record.id,
    handle: record.handle,
    title: record.title,
    description: record.description,
    status: record.status,
    version: record.version,
    category: { slug: record.categorySlug ?? "", path: record.category },
    tags: record.tags,
    options: record.options.map((name) => ({
      name,
      values: [...new Set(variants.flatMap((variant) => variant.options[name] ?? []))],
    })),
    variants,
    media: record.media,
  };
}

function variantView(record: ProductRecord, variant: VariantRecord, currency: Currency): VariantView[] {
  const minor = variant.prices[currency];
  if (minor === undefined) return [];
  const { id, sku, trackStock, backorder } = variant;
  const options = Object.fromEntries(record.options.map((name, index) => [name, variant.options[index] ?? ""]));
  return [{ id, sku, options, price: money(minor, currency), trackStock, backorder }];
}

/** The currency staff are answered in when they write a product: US dollars if it has such a price, else its first one. */
export function mainCurrency(record: ProductRecord): Currency {
  const priced = record.variants.flatMap((variant) => Object.keys(variant.prices) as Currency[]).sort();
  return priced.includes("USD") ? "USD" : (priced[0] ?? "USD");
}

/** Rows, parents before children, as a tree. */
export function categoryTree(
  rows: readonly { slug: string; parent: string | null; name: string; products: number }[],
): CategoryNode[] {
  const nodes = new Map<string, CategoryNode>();
  const roots: CategoryNode[] = [];
  for (const { slug, parent, name, products } of rows) {
    const node: CategoryNode = { slug, name, products, children: [] };
    nodes.set(slug, node);
    (parent === null ? roots : (nodes.get(parent)?.children ?? [])).push(node);
  }
  return roots;
}
