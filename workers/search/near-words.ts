import { sql } from "drizzle-orm";
import type { DrizzleD1Database } from "drizzle-orm/d1";
import { index } from "../../d1/schema/search.ts";
import { errorsForgiven, nearBeginnings, nearestTerm } from "../../domain/search/near-words.ts";
import { folded } from "../../domain/search/words.ts";

/** Terms looked at for one word. */
const TERMS_MAX = 2_000;
const { terms } = index;
type Term = { term: string; weight: number };

/** The words with those that nobody sells replaced by the nearest that somebody does; null when that changes nothing. */
export async function nearestWords(db: DrizzleD1Database, words: readonly string[]): Promise<string[] | null> {
  const wanted = words.map(folded);
  const [first, ...rest] = wanted.map((word) => termsNear(db, word));
  if (first === undefined) return null;
  const found = await db.batch([first, ...rest]);
  const nearest = wanted.map((word, place) => replacement(word, found[place] ?? [], place === wanted.length - 1));
  return nearest.every((term) => term === null) ? null : words.map((word, place) => nearest[place] ?? word);
}

/** Null for a word that there is, or that is the last and begins one. */
function replacement(word: string, near: readonly Term[], isLast: boolean): string | null {
  const isKnown = near.some(({ term }) => term === word || (isLast && term.startsWith(word)));
  return isKnown ? null : nearestTerm(word, near);
}

/** Those with its own beginning come first: there the word itself is, if it is one. */
function termsNear(db: DrizzleD1Database, word: string) {
  const beginnings = errorsForgiven(word) === 0 ? [] : nearBeginnings(word);
  return db
    .select({ term: terms.term, weight: terms.weight })
    .from(sql`json_each(${JSON.stringify(beginnings)}) AS beginning`)
    .crossJoin(terms)
    .where(sql`${terms.term} >= beginning.value AND ${terms.term} < beginning.value || char(1114111)`)
    .limit(TERMS_MAX);
}
