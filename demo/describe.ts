import type { Good } from "./goods.ts";
import type { Palette } from "./palettes.ts";
import type { Pattern } from "./patterns.ts";
import type { View } from "./picture-name.ts";
import type { Random } from "./random.ts";
import type { GoodText } from "./texts/good-text.ts";
import { GOOD_TEXTS } from "./texts/goods.ts";
import { PALETTE_TEXTS, type PaletteText } from "./texts/palettes.ts";
import { PATTERN_TEXTS, type PatternText } from "./texts/patterns.ts";

export type Subject = { good: Good; pattern: Pattern; palette: Palette };
type Texts = { good: GoodText; pattern: PatternText; palette: PaletteText };

/** Writes the texts of one shop: of what could be said of a thing it says what was said least so far. */
export class Writer {
  readonly #random: Random;
  readonly #said = new Map<string, number>();

  constructor(random: Random) {
    this.#random = random;
  }

  /** What it is and why one wants it; then material, size and care. */
  describe(subject: Subject): string {
    const { good, pattern, palette } = textsOf(subject);
    const seen = this.#choose(pattern.seen);
    const what = this.#choose(good.what)
      .replace("{Seen}", capital(seen))
      .replace("{seen}", seen)
      .replace("{colours}", palette.colours);
    const why = this.#choose([...good.why, ...pattern.why, ...palette.why]);
    const { material, size, care } = good.facts;
    return `${what} ${why}\n\nMaterial: ${material}\nSize: ${size}\nCare: ${care}`;
  }

  #choose(texts: readonly string[]): string {
    const chosen = this.#random
      .shuffled(texts)
      .reduce((least, text) => (this.#times(text) < this.#times(least) ? text : least));
    this.#said.set(chosen, this.#times(chosen) + 1);
    return chosen;
  }

  #times(text: string): number {
    return this.#said.get(text) ?? 0;
  }
}

/** "Harbour dusk kolam mug": no other product of a shop is called so. */
export const titleOf = ({ good, pattern, palette }: Subject): string => `${palette.name} ${pattern.name} ${good.name}`;

/** What somebody who cannot see the picture would want to be told. */
export function altOf(subject: Subject, view: View): string {
  const { good, pattern, palette } = textsOf(subject);
  const [seen = ""] = pattern.seen;
  if (view === "flat") return `The print laid flat: ${seen}, in ${palette.colours}`;
  if (view === "used") return `${titleOf(subject)} ${good.used}`;
  return `${good.worn}, printed with ${seen}, in ${palette.colours}`;
}

function textsOf({ good, pattern, palette }: Subject): Texts {
  const texts = {
    good: GOOD_TEXTS[good.slug],
    pattern: PATTERN_TEXTS[pattern.slug],
    palette: PALETTE_TEXTS[palette.slug],
  };
  if (!texts.good || !texts.pattern || !texts.palette) {
    throw new Error(`nothing is said of ${palette.slug} ${pattern.slug} ${good.slug}`);
  }
  return { good: texts.good, pattern: texts.pattern, palette: texts.palette };
}

const capital = (text: string): string => text.charAt(0).toUpperCase() + text.slice(1);
