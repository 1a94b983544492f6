import { categoryRows } from "../catalog/category.ts";
import { titleKey } from "../catalog/listing.ts";
import type { Media } from "../catalog/types.ts";
import { isCurrency } from "../kernel/currency.ts";
import { filterToken } from "./filter-token.ts";
import { hashOf } from "./hash.ts";
import { priceBand } from "./price-band.ts";
import { folded, wordsOf } from "./words.ts";

/** Of a description only its beginning is searched: it would be four fifths of the index. */
const DESCRIPTION_WORDS_MAX = 80;
const TERMS_MAX = 300;
/** A single letter suggests nothing. */
const TERM_LENGTH_MIN = 2;

/** A product for sale, as its event tells it. */
export type ListedProduct = {
  productId: string;
  /** Counts products as they came. */
  number: number;
  handle: string;
  title: string;
  description: string;
  category: string[];
  tags: string[];
  options: string[];
  variants: { sku: string; options: string[]; prices: Record<string, number> }[];
  media: Media[];
};

/** A variant's price and the tokens of its options. */
type Offer = [minor: number, options: string];

/** All that the index keeps of a product. */
export type ProductDocument = {
  goods: { number: number; id: string; handle: string; title: string; titleKey: string; category: string } & {
    media: Media | null;
    /** Of its names, each once: the term, and how it is written. */
    terms: [term: string, shown: string][];
    /** Of all that `text` says; equal texts give equal terms. */
    textHash: string;
  };
  /** One per currency. `offers` only where one variant's price and options say nothing of another's. */
  listing: { currency: string; priceFrom: number; priceTo: number; offers: Offer[] | null }[];
  facets: [name: string, value: string][];
  text: Record<"title" | "category" | "tags" | "options" | "skus" | "description" | "filters", string>;
};

export function productDocument(product: ListedProduct): ProductDocument {
  const { productId: id, number, handle, title, media } = product;
  const slugs = categoryRows(product.category).map((row) => row.slug);
  const pairs = optionPairs(product);
  const prices = pricesByCurrency(product);
  const text = textOf(product, { slugs, pairs, currencies: [...prices.keys()] });
  return {
    goods: {
      ...{
        number,
        id,
        handle,
        title,
        titleKey: titleKey(title),
        category: slugs.at(-1) ?? "",
        media: media[0] ?? null,
      },
      textHash: hashOf(JSON.stringify(text)),
      terms: termsOf([title, ...product.category, ...product.tags, ...pairs.map(([, value]) => value)].join("\n")),
    },
    listing: listingOf(product, prices),
    facets: [
      ...slugs.map((slug): [string, string] => ["category", slug]),
      ...pairs.map(([name, value]): [string, string] => [`option.${name}`, value]),
      ...priceFacets(prices),
    ],
    text,
  };
}

function textOf(
  { title, category, tags, variants, description }: ListedProduct,
  { slugs, pairs, currencies }: { slugs: string[]; pairs: [name: string, value: string][]; currencies: string[] },
): ProductDocument["text"] {
  return {
    title: title.normalize("NFC"),
    category: category.join("\n").normalize("NFC"),
    tags: tags.join("\n").normalize("NFC"),
    options: pairs.map(([, value]) => value.normalize("NFC")).join("\n"),
    skus: variants.map((variant) => variant.sku).join("\n"),
    description: wordsOf(description, DESCRIPTION_WORDS_MAX).join(" "),
    filters: [
      ...currencies.map((currency) => filterToken("currency", currency)),
      ...slugs.map((slug) => filterToken("category", slug)),
      ...tags.map((tag) => filterToken("tag", tag)),
      ...pairs.map(([name, value]) => filterToken("option", name, value)),
    ].join(" "),
  };
}

/** Each option value that a variant has, once. */
function optionPairs({ options, variants }: ListedProduct): [name: string, value: string][] {
  return options.flatMap((name, index) =>
    [...new Set(variants.map((variant) => variant.options[index] ?? ""))].map((value): [string, string] => [
      name,
      value,
    ]),
  );
}

type Priced = { minor: number; tokens: string };

function listingOf({ variants }: ListedProduct, prices: Map<string, Priced[]>): ProductDocument["listing"] {
  return [...prices].map(([currency, priced]) => {
    const minors = priced.map(({ minor }) => minor);
    return {
      currency,
      priceFrom: Math.min(...minors),
      priceTo: Math.max(...minors),
      offers: variants.length === 1 ? null : priced.map(({ minor, tokens }): Offer => [minor, tokens]),
    };
  });
}

function pricesByCurrency({ options, variants }: ListedProduct): Map<string, Priced[]> {
  const prices = variants.flatMap((variant) => {
    const tokens = options.map((name, index) => filterToken("option", name, variant.options[index] ?? "")).join(" ");
    return Object.entries(variant.prices).map(([currency, minor]) => ({ currency, minor, tokens }));
  });
  return Map.groupBy(
    prices.filter(({ currency }) => isCurrency(currency)),
    ({ currency }) => currency,
  );
}

/** A product stands in every band in which one of its variants does: what a filter for the band will find. */
function priceFacets(prices: Map<string, Priced[]>): [name: string, value: string][] {
  return [...prices].flatMap(([currency, priced]) =>
    [...new Set(priced.map(({ minor }) => priceBand(minor)))].map((band): [string, string] => [
      priceFacet(currency),
      band,
    ]),
  );
}

/** The facet's name in the index; people see it as `price`. */
export function priceFacet(currency: string): string {
  return `price.${currency}`;
}

function termsOf(names: string): [term: string, shown: string][] {
  const shown = new Set(wordsOf(names, TERMS_MAX).filter((word) => word.length >= TERM_LENGTH_MIN));
  return [...shown].map((word): [string, string] => [folded(word), word]).filter(([term]) => term !== "");
}
