import type { Currency } from "../kernel/currency.ts";
import type { ProductId, Sku, VariantId } from "../kernel/ids.ts";
import type { Money } from "../kernel/money.ts";

export const TAX_CLASSES = ["standard", "reduced", "zero"] as const;
export type TaxClass = (typeof TAX_CLASSES)[number];

/** What cart and orders need of a variant, at one currency. The unit price travels with it. */
export type SaleVariant = {
  sku: Sku;
  productId: ProductId;
  /** Product title and option values: "Harbour mug, Blue / Large". */
  title: string;
  unitPrice: Money;
  taxClass: TaxClass;
  weightGrams: number;
  /** False: never runs out (a download, a service); no stock is held for it. */
  trackStock: boolean;
  /** True: may be sold below zero; what is missing is back-ordered. */
  backorder: boolean;
};

export type Media = { url: string; alt: string };

/** A product as staff write it. `handle` is the slug and the key of an import: the same handle is the same product. */
export type ProductDraft = {
  handle: string;
  title: string;
  description: string;
  status: "draft" | "published";
  /** Path of category names from the root, as in "Kitchen -> Coffee machines"; made when missing. */
  category: string[];
  tags: string[];
  /** Names in order, as in ["Colour", "Size"]; at most 3. Every variant gives a value for each. */
  options: string[];
  variants: VariantDraft[];
  media: Media[];
};

export type VariantDraft = {
  sku: Sku;
  options: string[];
  /** Minor units per currency. A variant without a price in a currency is not for sale in it. */
  prices: Partial<Record<Currency, number>>;
  taxClass: TaxClass;
  weightGrams: number;
  trackStock: boolean;
  backorder: boolean;
};

/** Public: one row of a list. */
export type ProductSummary = {
  id: ProductId;
  handle: string;
  title: string;
  /** Lowest unit price of its variants in the asked currency. */
  priceFrom: Money;
  priceTo: Money;
  category: string;
  media: Media | null;
};

/** Public: a product page. */
export type ProductView = {
  id: ProductId;
  handle: string;
  title: string;
  description: string;
  status: "draft" | "published";
  version: number;
  category: { slug: string; path: string[] };
  tags: string[];
  options: { name: string; values: string[] }[];
  variants: VariantView[];
  media: Media[];
};

export type VariantView = {
  id: VariantId;
  sku: Sku;
  options: Record<string, string>;
  price: Money;
  /** Filled in by the gateway from inventory: the catalogue does not know stock. */
  availability?: Availability;
  trackStock: boolean;
  backorder: boolean;
};

export type Availability = { status: "in_stock" | "backorder" | "out_of_stock" | "unknown"; available: number | null };

export type CategoryNode = { slug: string; name: string; products: number; children: CategoryNode[] };
