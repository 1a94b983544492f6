const TOKENS_MAX = 8;
const TOKEN_LENGTH_MAX = 50;

/** The characters FTS5's `unicode61` makes words of; everything else only separates them. */
const WORD = /[\p{L}\p{N}\p{Co}][\p{L}\p{N}\p{Co}\p{M}]*/gu;

/**
 * An FTS5 query from what a person typed: each word quoted, all must occur, the last may be the beginning of one. No
 * operator of FTS5 can come through, since a word has neither quotes nor punctuation. Null when there is no word.
 */
export function textQuery(typed: string, column?: "title"): string | null {
  const words: string[] = [];
  for (const [word] of typed.normalize("NFC").matchAll(WORD)) {
    words.push(`"${[...word].slice(0, TOKEN_LENGTH_MAX).join("")}"`);
    if (words.length === TOKENS_MAX) break;
  }
  if (words.length === 0) return null;
  const query = `${words.join(" ")}*`;
  return column === undefined ? query : `${column} : (${query})`;
}
