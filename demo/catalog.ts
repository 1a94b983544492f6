import type { ProductDraft, VariantDraft } from "../domain/catalog/types.ts";
import type { Currency } from "../domain/kernel/currency.ts";
import { type Choice, GOODS, type Good } from "./goods.ts";
import { handleOf } from "./handle.ts";
import { PALETTES, type Palette } from "./palettes.ts";
import { PATTERNS, type Pattern } from "./patterns.ts";
import { Random } from "./random.ts";

/** Products of each kind of goods; with eight kinds this makes 128. */
const PRODUCTS_PER_GOOD = 16;
const STOCK_LEAST = 4;
const STOCK_SPREAD = 60;
/** One product in so many is sold out, another can be ordered though none is left. */
const SOLD_OUT_EVERY = 29;
const BACK_ORDER_EVERY = 19;

export type DemoCatalog = { products: ProductDraft[]; stock: { sku: string; onHand: number }[] };
type Motif = { pattern: Pattern; palette: Palette };

/** The goods of the demo shop: Tessella, goods with a pattern. The same seed gives the same shop. */
export function demoCatalog(seed = 1): DemoCatalog {
  const random = new Random(seed);
  const motifs = PATTERNS.flatMap((pattern) => PALETTES.map((palette) => ({ pattern, palette })));
  const printed = GOODS.flatMap((good) =>
    random
      .shuffled(motifs)
      .slice(0, PRODUCTS_PER_GOOD)
      .map((motif) => ({ good, motif })),
  );
  const stock: DemoCatalog["stock"] = [];
  const products = random.shuffled(printed).map(({ good, motif }, index) => {
    const backorder = index % BACK_ORDER_EVERY === BACK_ORDER_EVERY - 1;
    const product = productOf(good, motif, backorder);
    const none = backorder || index % SOLD_OUT_EVERY === SOLD_OUT_EVERY - 1;
    for (const { sku } of product.variants) {
      stock.push({ sku, onHand: none ? 0 : STOCK_LEAST + random.below(STOCK_SPREAD) });
    }
    return product;
  });
  return { products, stock };
}

function productOf(good: Good, motif: Motif, backorder: boolean): ProductDraft {
  const { pattern, palette } = motif;
  const handle = handleOf(palette, pattern, good);
  const title = `${palette.name} ${pattern.name.toLowerCase()} ${good.name}`;
  return {
    handle,
    title,
    description: `${pattern.sentence} ${good.sentence}`,
    status: "published",
    category: [...good.category],
    tags: [pattern.name.toLowerCase(), palette.name.toLowerCase()],
    options: good.options.map((option) => option.name),
    variants: combinations(good).map((choices) => variantOf(good, motif, { choices, backorder })),
    media: [{ url: `/media/demo/${handle}.svg`, alt: title }],
  };
}

function combinations({ options }: Good): Choice[][] {
  return options.reduce<Choice[][]>(
    (all, { choices }) => all.flatMap((begun) => choices.map((choice) => [...begun, choice])),
    [[]],
  );
}

function variantOf(
  good: Good,
  { pattern, palette }: Motif,
  given: { choices: Choice[]; backorder: boolean },
): VariantDraft {
  const { choices, backorder } = given;
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
