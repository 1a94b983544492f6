import type { Books } from "../books.ts";
import type { Findings } from "../finding.ts";
import { by, int, type Row, text } from "../read/rows.ts";
import { rowsOf } from "../read/shop.ts";

/** I8, of the index that is searched: what is for sale, at its price, and nothing else. `applied` has the versions (I7). */
export function checkSearch({ shop }: Books, findings: Findings): void {
  const { products, variants, prices } = shop.lists;
  const skus = Map.groupBy(variants, (row) => int(row, "product"));
  const priced = by(prices, "sku");
  const wanted = new Map(
    products
      .filter(({ status }) => status === "published")
      .map((row) => [
        text(row, "id"),
        {
          ...shownOf(row),
          prices: spans(
            (skus.get(int(row, "number")) ?? []).flatMap((variant) => priced.get(text(variant, "sku")) ?? []),
          ),
        },
      ]),
  );
  const goods = rowsOf(shop.search, "goods");
  const listed = Map.groupBy(rowsOf(shop.search, "listing"), (row) => int(row, "number"));
  const found = new Map(
    goods.map((row) => [
      text(row, "id"),
      {
        ...shownOf(row),
        prices: (listed.get(int(row, "number")) ?? [])
          .map((span) => [text(span, "currency"), int(span, "price_from"), int(span, "price_to")])
          .sort(),
      },
    ]),
  );
  for (const id of new Set([...wanted.keys(), ...found.keys()])) {
    findings.same("I8", `search ${id}`, "what is found of it", [found.get(id) ?? null, wanted.get(id) ?? null]);
  }
  besides(goods, shop.search, findings);
}

const shownOf = (row: Row) => ({ number: int(row, "number"), handle: text(row, "handle"), title: text(row, "title") });

/** The least and the most it costs in each currency. */
function spans(prices: readonly Row[]): (string | number)[][] {
  return [...by(prices, "currency")]
    .map(([currency, rows]) => {
      const minors = rows.map((row) => int(row, "minor"));
      return [currency, Math.min(...minors), Math.max(...minors)];
    })
    .sort();
}

/** What lies beside the goods is about them alone: prices, facets, words, and how often each term is used. */
function besides(goods: readonly Row[], search: Books["shop"]["search"], findings: Findings): void {
  const numbers = goods.map((row) => int(row, "number"));
  const sorted = (all: Iterable<number>) => [...new Set(all)].sort((a, b) => a - b);
  const words = rowsOf(search, "words_docsize").map((row) => int(row, "id"));
  findings.same("I8", "search", "the numbers of the products with words", [sorted(words), sorted(numbers)]);
  for (const table of ["listing", "facets"] as const) {
    const strange = rowsOf(search, table).filter((row) => !numbers.includes(int(row, "number")));
    if (strange.length > 0) findings.add("I8", "search", `${strange.length} rows of ${table} are of no product`);
  }
  const used = goods.flatMap((row) =>
    (JSON.parse(text(row, "terms")) as unknown[]).map((term) => JSON.stringify(term)),
  );
  const counted = [...Map.groupBy(used, (term) => term)].map(([term, uses]) => `${term} ${uses.length}`);
  const kept = rowsOf(search, "terms").map(
    (row) => `${JSON.stringify([text(row, "term"), text(row, "shown")])} ${int(row, "weight")}`,
  );
  findings.same("I8", "search", "its terms", [kept.sort(), counted.sort()]);
}
