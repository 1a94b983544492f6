/** Words of a search that count; what is typed beyond is ignored. */
export const WORDS_MAX = 8;
const WORD_LENGTH_MAX = 50;

/** The characters FTS5's `unicode61` makes words of; everything else only separates them. */
const WORD = /[\p{L}\p{N}\p{Co}][\p{L}\p{N}\p{Co}\p{M}]*/gu;

/** The words of a text as FTS5 sees them, in lower case, at most `max`. A word holds no quote and no operator. */
export function wordsOf(text: string, max = WORDS_MAX): string[] {
  const words: string[] = [];
  for (const [word] of text.normalize("NFC").toLowerCase().matchAll(WORD)) {
    words.push([...word].slice(0, WORD_LENGTH_MAX).join(""));
    if (words.length === max) break;
  }
  return words;
}

/** What a word is looked up by: without marks, so that "cafe" finds "café". */
export function folded(word: string): string {
  return word.normalize("NFKD").replace(/\p{M}/gu, "").toLowerCase();
}
