import fc from "fast-check";
import { beforeAll, expect, test } from "vitest";
import { indexNext } from "../../../d1/schema/search.ts";
import { productsInto } from "../../../queues/consumers/catalog/search.ts";
import type { Envelope } from "../../../queues/envelope.ts";
import { readProductEvent } from "../../../queues/events/product.ts";
import { contentOf, DB, db, happens, Product, prepared } from "./support.ts";

beforeAll(async () => {
  await prepared();
  await emptied();
});

const word = fc.constantFrom("red", "blue", "Café", "cafe", "mug", "stone", "über", "a", "日本");
const words = fc.array(word, { minLength: 1, maxLength: 4 }).map((list) => list.join(" "));
const listed = fc.record({
  title: words,
  description: words,
  category: fc.array(words, { maxLength: 2 }),
  tags: fc.uniqueArray(word, { maxLength: 3 }),
  options: fc.constant<string[]>(["Colour"]),
  variants: fc.array(
    fc.record({
      options: word.map((value) => [value]),
      prices: fc.dictionary(fc.constantFrom("USD", "EUR"), fc.nat(9_999)),
    }),
    { minLength: 1, maxLength: 3 },
  ),
});
/** What becomes of some products, one step after the other: a new version that is for sale, or one that is not. */
const steps = fc.array(fc.tuple(fc.nat(4), fc.option(listed, { nil: null, freq: 4 })), { minLength: 1, maxLength: 25 });
const seeds = fc.infiniteStream(fc.nat(1_000_000));

let runs = 0;

test("whatever happens to products, and however it is delivered, the index is that of what they are now", async () => {
  await fc.assert(
    fc.asyncProperty(steps, seeds, async (story, dice) => {
      runs += 1;
      await emptied(); // Also of what a run that failed has left.
      const products = Array.from({ length: 5 }, (_, place) => new Product(`run${runs}x${place}`));
      const said = story.flatMap(([place, content]) => {
        const product = products[place];
        if (product === undefined) return [];
        return [content === null ? product.unlisted() : product.listed(content)];
      });
      await deliverBadly(said, dice);
      const last = [...new Map(said.map((envelope) => [envelope.stream, envelope])).values()];
      await db.batch(asBatch(productsInto(indexNext).together?.(db, last.map(readProductEvent)) ?? []));
      const [live, beside] = [await contentOf(""), await contentOf("_next")];
      await emptied();
      expect(live).toEqual(beside);
    }),
    { numRuns: 30 },
  );
}, 60_000);

type Batch = Parameters<typeof db.batch>[0];
const asBatch = (statements: readonly unknown[]) => statements as unknown as Batch;

/** Twice over, shuffled, in pieces; and at last what was still missing, in order. */
async function deliverBadly(said: readonly Envelope[], dice: fc.Stream<number>): Promise<void> {
  const rolls = [...dice.take(said.length * 2)];
  const shuffled = [...said, ...said]
    .map((envelope, place) => ({ envelope, roll: rolls[place] ?? 0 }))
    .sort((a, b) => a.roll - b.roll)
    .map(({ envelope }) => envelope);
  for (let from = 0; from < shuffled.length; from += 7) await happens(...shuffled.slice(from, from + 7));
  await happens(...said);
}

async function emptied(): Promise<void> {
  const tables = ["goods", "listing", "facets", "terms", "words"].flatMap((name) => [name, `${name}_next`]);
  await DB.batch([...tables, "applied"].map((table) => DB.prepare(`DELETE FROM ${table}`)));
}
