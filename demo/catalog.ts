import type { ProductDraft, VariantDraft } from "../domain/catalog/types.ts";
import type { Currency } from "../domain/kernel/currency.ts";
import { altOf, type Subject, titleOf, Writer } from "./describe.ts";
import { type Choice, GOODS, type Good } from "./goods.ts";
import { handleOf } from "./handle.ts";
import { PALETTES } from "./palettes.ts";
import { PATTERNS } from "./patterns.ts";
import { pictureName, VIEWS } from "./picture-name.ts";
import { Deck, Random } from "./random.ts";
import { type Shelf, shelfOf } from "./shelf.ts";

export type DemoCatalog = {
  products: ProductDraft[];
  stock: { sku: string; onHand: number }[];
  /** SKUs of the goods on sale: the shop's rules take something off them. */
  onSale: string[];
};

/** The goods of the demo shop: Tessella, goods with a pattern. The same seed gives the same shop. */
export function demoCatalog(seed = 1): DemoCatalog {
  const random = new Random(seed);
  const writer = new Writer(random);
  const shelves = random.shuffled(subjects(random)).map((subject, index) => {
    const shelf = shelfOf(index);
    return { product: productOf(subject, shelf, writer.describe(subject)), shelf };
  });
  return {
    products: shelves.map(({ product }) => product),
    stock: shelves.flatMap(({ product, shelf }) => {
      return product.variants.map(({ sku }, variant) => ({ sku, onHand: shelf.onHand(random, variant) }));
    }),
    onSale: shelves.flatMap(({ product, shelf }) =>
      shelf.tag === "sale" ? product.variants.map(({ sku }) => sku) : [],
    ),
  };
}

/** Patterns and palettes are dealt like cards, so that each comes up about as often as the others. */
function subjects(random: Random): Subject[] {
  const patterns = new Deck(random, PATTERNS);
  const palettes = new Deck(random, PALETTES);
  return GOODS.flatMap((good) => {
    const made = new Set<string>();
    return Array.from({ length: good.products }, () => {
      const pattern = patterns.next();
      const palette = palettes.next((candidate) => !made.has(handleOf(candidate, pattern, good)));
      made.add(handleOf(palette, pattern, good));
      return { good, pattern, palette };
    });
  });
}

function productOf(subject: Subject, shelf: Shelf, description: string): ProductDraft {
  const { good, pattern, palette } = subject;
  const handle = handleOf(palette, pattern, good);
  return {
    handle,
    title: titleOf(subject),
    description,
    status: "published",
    category: [...good.category],
    tags: [pattern.name, palette.name.toLowerCase(), ...(shelf.tag === null ? [] : [shelf.tag])],
    options: good.options.map((option) => option.name),
    variants: combinations(good).map((choices) => variantOf(subject, choices, shelf.backorder)),
    media: VIEWS.map((view) => ({ url: `/media/demo/${pictureName(handle, view)}.svg`, alt: altOf(subject, view) })),
  };
}

function combinations({ options }: Good): Choice[][] {
  return options.reduce<Choice[][]>(
    (all, { choices }) => all.flatMap((begun) => choices.map((choice) => [...begun, choice])),
    [[]],
  );
}

function variantOf({ good, pattern, palette }: Subject, choices: Choice[], backorder: boolean): VariantDraft {
  const dollars = choices.reduce((sum, choice) => sum + choice.dollars, good.dollars);
  return {
    sku: [good.code, palette.code, pattern.code, ...choices.map((choice) => choice.code)].join("-"),
    options: choices.map((choice) => choice.value),
    prices: pricesOf(dollars),
    taxClass: "standard",
    weightGrams: choices.reduce((sum, choice) => sum + choice.grams, good.grams),
    trackStock: true,
    backorder,
  };
}

/** A shop's own prices, not a rate of exchange: whole euros and pounds, yen by the hundred. */
function pricesOf(dollars: number): Partial<Record<Currency, number>> {
  return {
    USD: dollars * 100,
    EUR: Math.round(dollars * 0.95) * 100,
    GBP: Math.round(dollars * 0.8) * 100,
    JPY: Math.round(dollars * 1.5) * 100,
  };
}
