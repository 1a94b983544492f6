/** The invariants of the shop's books that are checked. I11 (coupons, gift cards) has nothing to be checked yet. */
export const INVARIANTS = {
  I1: "no oversell",
  I2: "stock is conserved",
  I3: "money is the provider's",
  I4: "one order per checkout",
  I5: "every saga ends",
  I6: "nothing dangles",
  I7: "no event is lost",
  I8: "lists are what the log says",
  I9: "promises are kept",
  I10: "a repeat is a repeat",
  I12: "each order is its shopper's",
  I13: "the price is what was shown",
  I14: "the state graph",
  I15: "the chain of events",
} as const;
export type Invariant = keyof typeof INVARIANTS;

/** One broken invariant, and of what. */
export type Finding = { invariant: Invariant; subject: string; text: string };

/** What the checks have found. */
export class Findings {
  readonly all: Finding[] = [];

  add(invariant: Invariant, subject: string, text: string): void {
    this.all.push({ invariant, subject, text });
  }

  /** Notes a difference, as text; equal values are fine. */
  same(invariant: Invariant, subject: string, what: string, [found, wanted]: readonly [unknown, unknown]): void {
    const [left, right] = [JSON.stringify(found), JSON.stringify(wanted)];
    if (left !== right) this.add(invariant, subject, `${what} is ${left}, not ${right}`);
  }
}
