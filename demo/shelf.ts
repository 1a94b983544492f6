import type { Random } from "./random.ts";

/** How a product stands in the shop: what its label says, and how many of each variant are there. */
export type Shelf = {
  tag: "new" | "sale" | null;
  backorder: boolean;
  onHand: (random: Random, variant: number) => number;
};

const STOCK_LEAST = 4;
const STOCK_SPREAD = 60;

/**
 * One product in so many; the numbers have no common factor, so that the shop has every mixture. Of a product that runs low
 * its first variant is gone and its second is the last piece.
 */
const EVERY = { soldOut: 29, backOrder: 23, sale: 17, new: 11, low: 13 } as const;

export function shelfOf(index: number): Shelf {
  const is = (kind: keyof typeof EVERY) => index % EVERY[kind] === EVERY[kind] - 1;
  const backorder = is("backOrder");
  const isGone = backorder || is("soldOut");
  const plenty = (random: Random) => STOCK_LEAST + random.below(STOCK_SPREAD);
  return {
    tag: is("sale") ? "sale" : is("new") ? "new" : null,
    backorder,
    onHand: (random, variant) => (isGone ? 0 : is("low") && variant < 2 ? variant : plenty(random)),
  };
}
