/** A seeded source of numbers (mulberry32): the same seed gives the same shop, on every machine. */
export class Random {
  #state: number;

  constructor(seed: number) {
    this.#state = seed >>> 0;
  }

  /** An integer from 0 up to but not including `below`. */
  below(below: number): number {
    this.#state = (this.#state + 0x6d2b79f5) >>> 0;
    let mixed = this.#state;
    mixed = Math.imul(mixed ^ (mixed >>> 15), mixed | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return Math.floor((((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32) * below);
  }

  /** A number from `least` up to but not including `most`. */
  between(least: number, most: number): number {
    return least + ((most - least) * this.below(2 ** 24)) / 2 ** 24;
  }

  /** The same things in another order. */
  shuffled<T>(things: readonly T[]): T[] {
    return things
      .map((thing) => ({ thing, place: this.below(2 ** 31) }))
      .sort((a, b) => a.place - b.place)
      .map(({ thing }) => thing);
  }
}

/** Deals things in an order of chance and shuffles again when all are dealt. */
export class Deck<T> {
  readonly #random: Random;
  readonly #things: readonly T[];
  #left: T[] = [];

  constructor(random: Random, things: readonly T[]) {
    this.#random = random;
    this.#things = things;
  }

  /** The next thing that `fits`; one that does not stays in the deck. Throws when none of all does. */
  next(fits: (thing: T) => boolean = () => true): T {
    if (!this.#left.some(fits)) this.#left = [...this.#left, ...this.#random.shuffled(this.#things)];
    const at = this.#left.findIndex(fits);
    const [thing] = at < 0 ? [] : this.#left.splice(at, 1);
    if (thing === undefined) throw new Error("no card in the deck fits");
    return thing;
  }
}

/** A number for a text (FNV-1a), to seed what depends on a name alone. */
export function seedOf(text: string): number {
  let hash = 0x811c9dc5;
  for (let index = 0; index < text.length; index++) hash = Math.imul(hash ^ text.charCodeAt(index), 0x01000193);
  return hash >>> 0;
}
