import { TAX_CLASSES } from "../catalog/types.ts";
import { isCountry } from "../kernel/country.ts";
import type { Currency } from "../kernel/currency.ts";
import {
  amountsFaults,
  duplicateFaults,
  FAULTS_MAX,
  type Fault,
  faultIf,
  integerFaults,
  skusFaults,
  textFaults,
} from "../kernel/faults.ts";
import { GOODS_MAX } from "./draft.ts";
import { folded, PPM } from "./tax-rate.ts";
import type { Promotion, Rules, TaxRate } from "./types.ts";

export const TAX_RATES_MAX = 2_000;
export const PROMOTIONS_MAX = 200;
export const PROMOTION_SKUS_MAX = 1_000;
const TITLE_MAX = 120;
const PRIORITY_MAX = 1_000_000;
export const REGION_MAX = 32;
/** No tax and no discount is more than the whole: amounts stay within `MINOR_MAX` by that. */
const PPM_MAX = Number(PPM);
const TIME_MAX = 8_640_000_000_000_000;
const PROMOTION_ID = /^[a-z0-9][a-z0-9_-]{0,63}$/;
const ROUNDINGS: readonly string[] = ["order", "line", "unit"] satisfies Rules["taxRounding"][];

/** Rules as staff write them: the version is ours to give. */
export type RulesDraft = Omit<Rules, "version">;

/** What keeps a draft from being the rules; empty when nothing does. */
export function rulesFaults(draft: RulesDraft): Fault[] {
  return [
    ...faultIf(!ROUNDINGS.includes(draft.taxRounding), "taxRounding", "unknown"),
    ...faultIf(!TAX_CLASSES.includes(draft.shippingTaxClass), "shippingTaxClass", "unknown"),
    ...taxRatesFaults(draft.taxRates),
    ...promotionsFaults(draft.promotions),
  ].slice(0, FAULTS_MAX);
}

function taxRatesFaults(rates: readonly TaxRate[]): Fault[] {
  if (rates.length > TAX_RATES_MAX) return [{ path: "taxRates", code: "too_many" }];
  const faults = rates.flatMap((rate, index) => {
    const path = `taxRates.${index}`;
    return [
      ...faultIf(!isCountry(rate.country), `${path}.country`, "unknown"),
      ...(rate.region === undefined ? [] : textFaults(`${path}.region`, rate.region, REGION_MAX)),
      ...faultIf(!TAX_CLASSES.includes(rate.taxClass), `${path}.taxClass`, "unknown"),
      ...integerFaults(`${path}.ppm`, rate.ppm, 0, PPM_MAX),
      ...integerFaults(`${path}.from`, rate.from, 0, TIME_MAX),
    ];
  });
  return [...faults, ...duplicateFaults("taxRates", rates.map(keyOf))];
}

function promotionsFaults(promotions: readonly Promotion[]): Fault[] {
  if (promotions.length > PROMOTIONS_MAX) return [{ path: "promotions", code: "too_many" }];
  const faults = promotions.flatMap((promotion, index) => {
    const path = `promotions.${index}`;
    return [
      ...faultIf(!PROMOTION_ID.test(promotion.id), `${path}.id`, "format"),
      ...textFaults(`${path}.title`, promotion.title, TITLE_MAX),
      ...integerFaults(`${path}.priority`, promotion.priority, 0, PRIORITY_MAX),
      ...integerFaults(`${path}.from`, promotion.from, 0, TIME_MAX),
      ...(promotion.until === null
        ? []
        : integerFaults(`${path}.until`, promotion.until, promotion.from + 1, TIME_MAX)),
      ...skusFaults(`${path}.skus`, promotion.skus, PROMOTION_SKUS_MAX),
      ...amountsFaults(`${path}.minimumSubtotal`, promotion.minimumSubtotal, GOODS_MAX),
      ...effectFaults(`${path}.effect`, promotion.effect),
    ];
  });
  const ids = promotions.map((promotion) => promotion.id);
  return [...faults, ...duplicateFaults("promotions", ids)];
}

function effectFaults(path: string, effect: Promotion["effect"]): Fault[] {
  switch (effect.type) {
    case "percent_off":
      return integerFaults(`${path}.ppm`, effect.ppm, 1, PPM_MAX);
    case "amount_off":
      return [
        ...faultIf(Object.keys(effect.minor).length === 0, `${path}.minor`, "required"),
        ...amountsFaults(`${path}.minor`, effect.minor, GOODS_MAX),
      ];
    case "free_shipping":
      return [];
    default:
      return [{ path: `${path}.type`, code: "unknown" }];
  }
}

/** The one way to write these rules down: what means the same reads the same, so a repeat is known as one. */
export function canonical(draft: RulesDraft): RulesDraft {
  return {
    taxIncluded: draft.taxIncluded,
    taxRounding: draft.taxRounding,
    shippingTaxClass: draft.shippingTaxClass,
    taxRates: draft.taxRates.map(canonicalRate).sort((a, b) => (keyOf(a) < keyOf(b) ? -1 : 1)),
    promotions: draft.promotions
      .map(canonicalPromotion)
      .sort((a, b) => a.priority - b.priority || (a.id < b.id ? -1 : 1)),
  };
}

function canonicalRate({ country, region, taxClass, ppm, from }: TaxRate): TaxRate {
  return { country, ...(region === undefined ? {} : { region: folded(region) }), taxClass, ppm, from };
}

function canonicalPromotion(promotion: Promotion): Promotion {
  const { id, title, priority, from, until, skus, minimumSubtotal, effect } = promotion;
  return {
    id,
    title,
    priority,
    from,
    until,
    skus: [...skus].sort(),
    minimumSubtotal: byCurrency(minimumSubtotal),
    effect: effect.type === "amount_off" ? { type: effect.type, minor: byCurrency(effect.minor) } : { ...effect },
  };
}

function byCurrency(amounts: Partial<Record<Currency, number>>): Partial<Record<Currency, number>> {
  return Object.fromEntries(Object.entries(amounts).sort(([a], [b]) => (a < b ? -1 : 1)));
}

/** Two rates of one place and class that begin at the same moment would contradict each other. */
function keyOf(rate: TaxRate): string {
  return JSON.stringify([
    rate.country,
    rate.region === undefined ? null : folded(rate.region),
    rate.taxClass,
    rate.from,
  ]);
}
