import type { Criteria } from "./criteria.ts";
import { filterToken } from "./filter-token.ts";

/** The columns people search in. Those of the tokens are none of theirs. */
const ANYWHERE = "{title category tags options skus description}";
const NAMES = "{title category tags options skus}";

/** FTS5 queries of one search, the nearest hits first: each holds all that the one before holds. */
export type TextQueries = { nearest: string[]; all: string };

/**
 * What FTS5 is asked for. Each word is quoted, all must occur, the last may be the beginning of one. No operator can
 * come through, since a word has neither quotes nor punctuation.
 */
export function textQueries(criteria: Criteria): TextQueries {
  const filter = `filters : (${filterTokens(criteria).join(" AND ")})`;
  const { words } = criteria;
  if (words.length === 0) return { nearest: [], all: filter };
  const quoted = words.map((word) => `"${word}"`).join(" AND ");
  const within = (columns: string, wanted: string) => `${columns} : (${wanted}) AND ${filter}`;
  return {
    nearest: [within("title", quoted), within("title", `${quoted} *`), within(NAMES, `${quoted} *`)],
    all: within(ANYWHERE, `${quoted} *`),
  };
}

function filterTokens({ currency, category, tag, options }: Criteria): string[] {
  return [
    filterToken("currency", currency),
    ...(category === undefined ? [] : [filterToken("category", category)]),
    ...(tag === undefined ? [] : [filterToken("tag", tag)]),
    ...optionTokens(options),
  ];
}

/** The tokens of all wanted options. */
export function optionTokens(options: Criteria["options"]): string[] {
  return Object.entries(options).map(([name, value]) => filterToken("option", name, value));
}

/** What stands before and behind one more word in the query for these words and that one, as `wordsOf` makes them. */
export function besideQuery(words: readonly string[]): { before: string; behind: string } {
  return { before: `${ANYWHERE} : (${words.map((word) => `"${word}" AND `).join("")}"`, behind: '")' };
}
