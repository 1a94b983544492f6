import * as z from "zod";
import { CATEGORY_SLUG_MAX, TAG_MAX } from "../../../domain/catalog/limits.ts";
import {
  type Availability,
  type CategoryNode,
  type ProductSummary,
  type ProductView,
  TAX_CLASSES,
  type VariantView,
} from "../../../domain/catalog/types.ts";
import { MINOR_MAX } from "../../../domain/kernel/money.ts";
import { HITS_MAX, SEARCH_SORTS } from "../../../domain/search/criteria.ts";
import { currency, idView, line, listOf, money, page, wholeNumber, words } from "../../../http/fields.ts";

const SLUG_MAX = 100;
const OPTION_FILTERS_MAX = 3;
/** As catalog makes them of names in any script: "kitchen--mugs". */
const CATEGORY_SLUG = /^[\p{L}\p{N}\p{M}-]+$/u;

const media = z.object({ url: z.string(), alt: z.string() }).meta({ id: "Media" });

const productSummary = z
  .object({
    id: idView("prod"),
    handle: z.string(),
    title: z.string(),
    priceFrom: money,
    priceTo: money,
    category: z.string(),
    media: media.nullable(),
  })
  .meta({ id: "ProductSummary" }) satisfies z.ZodType<ProductSummary>;

export const availability = z
  .object({
    status: z
      .enum(["in_stock", "backorder", "out_of_stock", "unknown"])
      .meta({ description: "`unknown`: stock cannot be asked just now; an order finds out" }),
    available: z.int().nullable().meta({ description: "Null: it never runs out, or is not known" }),
  })
  .meta({ id: "Availability" }) satisfies z.ZodType<Availability>;

const variantView = z
  .object({
    id: idView("var"),
    sku: z.string(),
    options: z.record(z.string(), z.string()),
    price: money,
    availability: availability.exactOptional(),
    trackStock: z.boolean(),
    backorder: z.boolean(),
  })
  .meta({ id: "Variant" }) satisfies z.ZodType<VariantView>;

export const productView = z
  .object({
    id: idView("prod"),
    handle: z.string(),
    title: z.string(),
    description: z.string(),
    status: z.enum(["draft", "published"]),
    version: z.int(),
    category: z.object({ slug: z.string(), path: z.array(z.string()) }),
    tags: z.array(z.string()),
    options: z.array(z.object({ name: z.string(), values: z.array(z.string()) })),
    variants: z.array(variantView),
    media: z.array(media),
  })
  .meta({ id: "Product" }) satisfies z.ZodType<ProductView>;

const categoryNode: z.ZodType<CategoryNode> = z
  .object({
    slug: z.string(),
    name: z.string(),
    products: z.int(),
    get children() {
      return z.array(categoryNode);
    },
  })
  .meta({ id: "Category" });

export const products = listOf(productSummary);
export const categories = listOf(categoryNode);
export const search = products.extend({
  facets: z.array(
    z
      .object({ name: z.string(), values: z.array(z.object({ value: z.string(), count: z.int() })) })
      .meta({ id: "Facet" }),
  ),
  total: z.int().meta({ description: `Hits on all pages; at most ${HITS_MAX} are counted` }),
  didYouMean: z
    .string()
    .nullable()
    .meta({ description: "Nothing has what was typed: the hits are those of these words instead" }),
});
export const suggestions = z.object({ suggestions: z.array(z.string()) });

/** An id or a handle: anything else is no product. */
export const idOrHandle = z
  .string()
  .regex(/^[a-z0-9_-]+$/)
  .max(SLUG_MAX)
  .meta({ examples: ["harbour-mug"] });

const amount = wholeNumber(0, MINOR_MAX);

export const currencyQuery = z.strictObject({ currency: currency.exactOptional() });

/** `option` arrives as `option.Size=M`, one parameter per option. */
export const productQuery = z.strictObject({
  ...page,
  currency: currency.exactOptional(),
  category: z
    .string()
    .regex(CATEGORY_SLUG)
    .max(CATEGORY_SLUG_MAX)
    .exactOptional()
    .meta({ description: "Slug of a category: its products and those below it", examples: ["wall--posters"] }),
  collection: z
    .string()
    .regex(/^[a-z0-9-]+$/)
    .max(SLUG_MAX)
    .exactOptional()
    .meta({ description: "Slug of a collection" }),
  q: words.exactOptional(),
  sort: z.enum(["newest", "title", "price_asc", "price_desc"]).default("newest"),
  priceMin: amount.exactOptional().meta({ description: "Minor units of the currency" }),
  priceMax: amount.exactOptional().meta({ description: "Minor units of the currency" }),
  option: z
    .record(line(64), line(200))
    .refine((filters) => Object.keys(filters).length <= OPTION_FILTERS_MAX)
    .exactOptional(),
});

export const searchQuery = productQuery.omit({ collection: true }).extend({
  sort: z
    .enum(SEARCH_SORTS)
    .exactOptional()
    .meta({ description: "Where absent: `relevance` with words, `newest` without" }),
  tag: line(TAG_MAX).exactOptional(),
  facets: z
    .string()
    .regex(/^[^,]{1,64}(,[^,]{1,64}){0,9}$/)
    .transform((names) => names.split(","))
    .exactOptional()
    .meta({ override: { type: "string" }, description: "Names of facets, comma-separated; all where absent" }),
});

export const suggestionsQuery = z.strictObject({ q: words });

const variantDraft = z.strictObject({
  sku: z.string(),
  options: z.array(z.string()).default([]),
  prices: z.record(z.string(), z.number()).meta({ description: "Minor units by currency", examples: [{ USD: 1999 }] }),
  taxClass: z.enum(TAX_CLASSES).default("standard"),
  weightGrams: z.number().default(0),
  trackStock: z.boolean().default(true),
  backorder: z.boolean().default(false),
});

/** The form only: what makes a draft a product is catalog's to say (`invalid_product`). */
export const productDraft = z
  .strictObject({
    handle: z.string(),
    title: z.string(),
    description: z.string().default(""),
    status: z.enum(["draft", "published"]).default("published"),
    category: z.array(z.string()).default([]).meta({ description: "Names from the root; made when missing" }),
    tags: z.array(z.string()).default([]),
    options: z.array(z.string()).default([]),
    variants: z.array(variantDraft),
    media: z.array(z.strictObject({ url: z.string(), alt: z.string().default("") })).default([]),
  })
  .meta({
    id: "ProductDraft",
    examples: [{ handle: "harbour-mug", title: "Harbour mug", variants: [{ sku: "MUG-1", prices: { USD: 1999 } }] }],
  });
