import { beforeAll, expect, test } from "vitest";
import type { SearchQuery } from "../../../contracts/search.ts";
import { found, prepared, put } from "./support.ts";

const currency = "ZAR";
type Query = Omit<SearchQuery, "currency" | "limit">;

beforeAll(async () => {
  await prepared();
  await put(
    ...Array.from({ length: 24 }, (_, place) => ({
      ...{ id: `count${place}`, category: [place % 2 ? "Hats" : "Coats"], options: ["Size", "Dye"] },
      variants: ["S", "M", "L"].flatMap((size, step) =>
        ["Red", "Blue"].slice(0, (place % 2) + 1).map((dye, more) => ({
          options: [size, `${dye} ${place % 3}`],
          prices: { ZAR: (place % 4) * (300 + 900 * step + 4_000 * more) },
        })),
      ),
    })),
    ...["S", "L"].map((size) => ({
      ...{ id: `count${size}`, category: ["Hats"], options: ["Size"] },
      variants: [{ options: [size], prices: { ZAR: 700 } }],
    })),
  );
});

/** The same question with the facet's value chosen in place of what was chosen of it. */
function narrowed(query: Query, name: string, value: string): Query {
  if (name === "category") return { ...query, category: value };
  if (name.startsWith("option.")) return { ...query, options: { ...query.options, [name.slice(7)]: value } };
  const [priceMinMinor = 0, priceMaxMinor = 0] = value.split("-").map(Number);
  return { ...query, priceMinMinor, priceMaxMinor };
}

test.each<Query>([
  {},
  { category: "hats" },
  { priceMaxMinor: 1_000 },
  { priceMinMinor: 1_000, priceMaxMinor: 2_999 },
  { options: { Size: "L" } },
  { options: { Size: "S", Dye: "Red 1" } },
  { q: "hats", options: { Size: "M" }, priceMinMinor: 2_000 },
  { options: { Dye: "Blue 0" }, priceMaxMinor: 0 },
])("each count of a facet is the number of products that its choice finds: %o", async (query) => {
  const { facets } = await found({ currency, ...query });
  expect(facets.length).toBeGreaterThan(0);
  for (const { name, values } of facets) {
    for (const { value, count } of values) {
      const { total } = await found({ currency, ...narrowed(query, name, value) });
      expect([name, value, count]).toEqual([name, value, total]);
    }
  }
});
