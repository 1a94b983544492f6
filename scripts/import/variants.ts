import type { VariantDraft } from "../../domain/catalog/types.ts";
import { type Currency, isCurrency } from "../../domain/kernel/currency.ts";
import { err, ok, type Result } from "../../domain/kernel/result.ts";
import { type Column, cell, type Row } from "./rows.ts";
import { count, flag, priceMinor, weightGrams } from "./values.ts";

/** Tells that a line is left out, and why. */
export type Refuse = (line: number, reason: string) => void;

/** A variant as its rows give it. `onHand` null: the file says nothing of its stock. */
export type ReadVariant = Omit<VariantDraft, "options" | "taxClass"> & {
  line: number;
  options: Map<string, string>;
  onHand: number | null;
  images: string[];
};

const OPTIONS: readonly (readonly [Column, Column])[] = [
  ["option1_name", "option1_value"],
  ["option2_name", "option2_value"],
  ["option3_name", "option3_value"],
];

type Reading = { variants: Map<string, ReadVariant>; refused: Set<string>; currency: string };

/**
 * The variants among the rows of one product, in order. A row that cannot be taken is refused, the others go in.
 * `currency` is meant where a row names none ("" for: every row must).
 */
export function readVariants(
  head: Row,
  rows: readonly Row[],
  { currency, refuse }: { currency: string; refuse: Refuse },
): ReadVariant[] {
  const others = rows.filter((row) => row !== head);
  const headIsVariant = others.every((row) => cell(row, "sku") === cell(head, "sku"));
  const reading: Reading = { variants: new Map(), refused: new Set(), currency };
  for (const row of headIsVariant ? rows : others) {
    const reason = row !== head && cell(row, "name") !== "" ? "second_product_row" : take(reading, row);
    if (reason !== null) refuse(row.line, reason);
  }
  return [...reading.variants.values()];
}

/** A SKU's first row is the variant, each further one a price in another currency. Answers why not. */
function take(reading: Reading, row: Row): string | null {
  const sku = cell(row, "sku");
  if (sku === "") return "sku_missing";
  if (reading.refused.has(sku)) return "variant_refused";
  const known = reading.variants.get(sku);
  if (known) return addPrice(known, row, reading.currency);
  const variant = readVariant(row, reading.currency);
  const [first] = reading.variants.values();
  const differs = variant.ok && first !== undefined && !sameNames(variant.value, first);
  if (variant.ok && !differs) {
    reading.variants.set(sku, variant.value);
    return null;
  }
  reading.refused.add(sku);
  return variant.ok ? "options_differ" : variant.error;
}

function sameNames(one: ReadVariant, other: ReadVariant): boolean {
  return JSON.stringify([...one.options.keys()]) === JSON.stringify([...other.options.keys()]);
}

function addPrice(variant: ReadVariant, row: Row, currency: string): string | null {
  if (OPTIONS.some(([, value]) => cell(row, value) !== "")) return "sku_duplicate";
  const price = readPrice(row, currency);
  if (!price.ok) return price.error;
  if (variant.prices[price.value.currency] !== undefined) return "price_duplicate";
  variant.prices[price.value.currency] = price.value.minor;
  return null;
}

function readVariant(row: Row, currency: string): Result<ReadVariant, string> {
  const price = readPrice(row, currency);
  if (!price.ok) return price;
  const grams = weightGrams(cell(row, "weight"), cell(row, "weight_unit"));
  if (grams === null) return err("weight_invalid");
  const trackStock = flag(cell(row, "track_inventory"), true);
  const backorder = flag(cell(row, "inventory_backorderable"), false);
  if (trackStock === null || backorder === null) return err("flag_invalid");
  const counted = cell(row, "inventory_count");
  const onHand = counted === "" ? null : count(counted);
  if (counted !== "" && onHand === null) return err("inventory_count_invalid");
  const options = OPTIONS.map(([name, value]) => [cell(row, name), cell(row, value)] as const).filter(
    ([name, value]) => name !== "" || value !== "",
  );
  if (options.some(([name, value]) => name === "" || value === "")) return err("option_incomplete");
  return ok({
    line: row.line,
    sku: cell(row, "sku"),
    prices: { [price.value.currency]: price.value.minor },
    weightGrams: grams,
    trackStock,
    backorder,
    options: new Map(options),
    onHand: trackStock ? onHand : null,
    images: [cell(row, "image1_src"), cell(row, "image2_src"), cell(row, "image3_src")].filter((url) => url !== ""),
  });
}

/** A price of nothing is refused: a file gives goods away by mistake only. */
function readPrice(row: Row, fallback: string): Result<{ currency: Currency; minor: number }, string> {
  const currency = cell(row, "currency").toUpperCase() || fallback;
  if (currency === "") return err("currency_missing");
  if (!isCurrency(currency)) return err("currency_unknown");
  const text = cell(row, "price");
  if (text === "") return err("price_missing");
  const minor = priceMinor(text, currency);
  if (minor === null) return err("price_invalid");
  return minor === 0 ? err("price_zero") : ok({ currency, minor });
}
