import type { Currency } from "../kernel/currency.ts";
import { apportion, divideRounded } from "../kernel/money.ts";
import { type Draft, type DraftLine, leftOf, type Stage, sum } from "./draft.ts";
import { PPM } from "./tax-rate.ts";
import type { Adjustment, Promotion } from "./types.ts";

/** What the shop gives by itself: each promotion in force takes its part of what those before it have left. */
export const promotions: Stage = (draft, rules) =>
  rules.promotions
    .filter(({ from, until }) => from <= draft.input.at && (until === null || draft.input.at < until))
    .sort((a, b) => a.priority - b.priority || (a.id < b.id ? -1 : 1))
    .reduce(given, draft);

function given(draft: Draft, promotion: Promotion): Draft {
  const named = new Set(promotion.skus);
  const goods = draft.lines.filter(({ sku }) => named.size === 0 || named.has(sku));
  if (goods.length === 0 || !reaches(goods, promotion, draft.input.currency)) return draft;
  const { effect } = promotion;
  if (effect.type === "free_shipping") return shippedFree(draft, promotion);
  const left = sum(goods.map(leftOf));
  const offer =
    effect.type === "percent_off"
      ? divideRounded(BigInt(left) * BigInt(effect.ppm), PPM)
      : (effect.minor[draft.input.currency] ?? 0);
  return takenOff(draft, promotion, goods, Math.min(offer, left));
}

/** The minimum counts the goods the promotion looks at, before any discount. One that names other currencies only is not met in this one. */
function reaches(goods: readonly DraftLine[], promotion: Promotion, currency: Currency): boolean {
  if (Object.keys(promotion.minimumSubtotal).length === 0) return true;
  const minimum = promotion.minimumSubtotal[currency];
  return minimum !== undefined && sum(goods.map((line) => line.worthMinor)) >= minimum;
}

function takenOff(draft: Draft, promotion: Promotion, goods: readonly DraftLine[], amount: number): Draft {
  if (amount === 0) return draft;
  const parts = apportion(amount, goods.map(leftOf));
  const partOf = new Map(goods.map((line, index) => [line.sku, parts[index] ?? 0]));
  const lines = draft.lines.map((line) => ({
    ...line,
    discountMinor: line.discountMinor + (partOf.get(line.sku) ?? 0),
  }));
  const added = [...partOf]
    .filter(([, part]) => part > 0)
    .map(([sku, part]): Adjustment => ({ ...becauseOf(promotion), kind: "promotion", minor: -part, sku }));
  return { ...draft, lines, adjustments: [...draft.adjustments, ...added] };
}

function shippedFree(draft: Draft, promotion: Promotion): Draft {
  if (draft.shippingMinor === 0) return draft;
  const added: Adjustment = {
    ...becauseOf(promotion),
    kind: "shipping_discount",
    minor: -draft.shippingMinor,
    sku: null,
  };
  return { ...draft, shippingMinor: 0, adjustments: [...draft.adjustments, added] };
}

function becauseOf(promotion: Promotion) {
  return { source: promotion.id, reason: promotion.title, included: false };
}
