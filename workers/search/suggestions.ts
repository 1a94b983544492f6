import { type SQL, sql } from "drizzle-orm";
import type { DrizzleD1Database } from "drizzle-orm/d1";
import { index } from "../../d1/schema/search.ts";
import { besideQuery } from "../../domain/search/text-query.ts";
import { folded, WORDS_MAX, wordsOf } from "../../domain/search/words.ts";

const SUGGESTIONS_MAX = 8;
const TYPED_MAX = 200;
/** Terms with the typed beginning that are looked at, and those of most products of which it is asked whether they stand beside the other words. */
const TERMS_MAX = 1_000;
const TRIED_MAX = 40;

const { terms, words } = index;

/** The typed words, the last one completed to words of products that are there now, and that have the others too. */
export async function suggestions(db: DrizzleD1Database, typed: string): Promise<string[]> {
  const all = wordsOf(typed.slice(0, TYPED_MAX), WORDS_MAX);
  const [before, last] = [all.slice(0, -1), folded(all.at(-1) ?? "")];
  if (last === "") return [];
  const rows = await db.all<{ shown: string }>(termsBegunBy(last, before));
  return rows.map(({ shown }) => [...before, shown].join(" "));
}

function termsBegunBy(beginning: string, before: readonly string[]): SQL {
  const begun = sql`SELECT term, shown, weight FROM ${terms}
    WHERE term >= ${beginning} AND term < ${beginning} || char(1114111) ORDER BY term, shown LIMIT ${TERMS_MAX}`;
  // Of several ways to write a term the most frequent one is shown: SQLite takes the row of the maximum.
  const likely = sql`SELECT shown, max(weight), sum(weight) AS products, term FROM (${begun})
    GROUP BY term ORDER BY products DESC, term LIMIT ${before.length === 0 ? SUGGESTIONS_MAX : TRIED_MAX}`;
  if (before.length === 0) return sql`SELECT shown AS "shown" FROM (${likely})`;
  const query = besideQuery(before);
  return sql`SELECT shown AS "shown" FROM (${likely}) AS likely
    WHERE EXISTS (SELECT 1 FROM ${words} WHERE ${words} MATCH ${query.before} || likely.shown || ${query.behind})
    LIMIT ${SUGGESTIONS_MAX}`;
}
