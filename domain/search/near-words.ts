/** Letters a word may begin with in place of its own. Of other scripts the beginning must be right. */
const LETTERS = "abcdefghijklmnopqrstuvwxyz";
/** Shorter words are near to half the dictionary. */
const LENGTH_MIN = 3;

/** How many typing errors are forgiven. */
export function errorsForgiven(word: string): number {
  if (word.length < LENGTH_MIN) return 0;
  return word.length <= 5 ? 1 : 2;
}

/**
 * The two letters that words begin with which are one typing error away from this beginning, its own first: where to
 * look for what was meant without reading the whole dictionary.
 */
export function nearBeginnings(word: string): string[] {
  const [first = "", second = "", third = ""] = [...word];
  const swapped = [`${second}${first}`, `${first}${third}`, `${second}${third}`];
  const replaced = [...LETTERS].flatMap((letter) => [`${first}${letter}`, `${letter}${second}`, `${letter}${first}`]);
  return [...new Set([`${first}${second}`, ...swapped, ...replaced])].filter(
    (beginning) => [...beginning].length === 2,
  );
}

/**
 * The term that was most likely meant: of those within the errors that are forgiven the nearest, of equals the one of most
 * products. Null when there is none.
 */
export function nearestTerm(word: string, terms: readonly { term: string; weight: number }[]): string | null {
  const most = errorsForgiven(word);
  let best: { term: string; weight: number; distance: number } | null = null;
  for (const { term, weight } of terms) {
    if (Math.abs(term.length - word.length) > most) continue;
    const distance = typingErrors(word, term);
    if (distance > most) continue;
    const isBetter =
      best === null ||
      distance < best.distance ||
      (distance === best.distance && (weight > best.weight || (weight === best.weight && term < best.term)));
    if (isBetter) best = { term, weight, distance };
  }
  return best?.term ?? null;
}

/** Letters left out, put in, replaced, or swapped with their neighbour (optimal string alignment). */
export function typingErrors(a: string, b: string): number {
  let before: number[] = [];
  let above = Array.from({ length: b.length + 1 }, (_, column) => column);
  for (let row = 1; row <= a.length; row++) {
    const line = [row];
    for (let column = 1; column <= b.length; column++) {
      const same = a[row - 1] === b[column - 1];
      const left = (line[column - 1] ?? 0) + 1;
      const over = (above[column] ?? 0) + 1;
      const slanted = (above[column - 1] ?? 0) + (same ? 0 : 1);
      const isSwap = row > 1 && column > 1 && a[row - 1] === b[column - 2] && a[row - 2] === b[column - 1];
      line.push(Math.min(left, over, slanted, isSwap ? (before[column - 2] ?? 0) + 1 : slanted));
    }
    before = above;
    above = line;
  }
  return above[b.length] ?? 0;
}
