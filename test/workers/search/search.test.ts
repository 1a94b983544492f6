import { beforeAll, describe, expect, test } from "vitest";
import { found, guest, handles, happens, Product, prepared, put, SEARCH } from "./support.ts";

beforeAll(prepared);

describe("words", () => {
  const currency = "SEK";
  const variants = [{ prices: { SEK: 100 } }];
  beforeAll(() =>
    put(
      { id: "terrace", title: "Café terrace print", category: ["Wall", "Prints"], variants },
      { id: "lait", title: "Café au lait cup", category: ["Kitchen", "Cups"], tags: ["gift"], variants },
      { id: "coaster", title: "Round coaster", description: "Goes with any café cup.", variants },
    ),
  );

  test("are found without their marks, the last one half typed, those before it whole", async () => {
    expect(await handles({ currency, q: "CAFE" })).toEqual(["lait", "terrace", "coaster"]);
    expect(await handles({ currency, q: "café terr" })).toEqual(["terrace"]);
    expect(await handles({ currency, q: "t terrace" })).toEqual([]);
    expect(await handles({ currency, q: "gif" })).toEqual(["lait"]);
    expect(await handles({ currency, q: "COASTER-0" })).toEqual(["coaster"]);
  });

  test("in a title are nearer than in other names, and those nearer than in a description; among equals the newest is first", async () => {
    expect(await handles({ currency, q: "cup" })).toEqual(["lait", "coaster"]);
    expect(await handles({ currency, q: "cup", sort: "newest" })).toEqual(["coaster", "lait"]);
    expect(await handles({ currency, q: "cup", sort: "title" })).toEqual(["lait", "coaster"]);
  });

  test("that say nothing find nothing, and none at all find everything", async () => {
    expect(await handles({ currency, q: "* (" })).toEqual([]);
    expect(await handles({ currency, q: "  " })).toEqual(["coaster", "lait", "terrace"]);
    expect(await handles({ currency })).toEqual(["coaster", "lait", "terrace"]);
  });
});

describe("filters", () => {
  const currency = "NOK";
  const variant = (colour: string, size: string, minor: number) => ({
    options: [colour, size],
    prices: { NOK: minor },
  });
  beforeAll(() =>
    put(
      {
        ...{ id: "shirt", title: "Shirt", category: ["Wear", "Shirts"], tags: ["new"], options: ["Colour", "Size"] },
        variants: [
          variant("Blue", "L", 1_000),
          variant("Red", "M", 3_000),
          { options: ["Green", "M"], prices: { USD: 1 } },
        ],
      },
      {
        ...{ id: "scarf", title: "Scarf", category: ["Wear", "Scarves"], options: ["Colour"] },
        variants: [{ options: ["Blue"], prices: { NOK: 2_500 } }],
      },
      { id: "cup", title: "Blue cup", category: ["Kitchen"], variants: [{ prices: { NOK: 700 } }] },
    ),
  );

  test("by category mean its subtree, by tag exactly it", async () => {
    expect(await handles({ currency, category: "wear" })).toEqual(["scarf", "shirt"]);
    expect(await handles({ currency, category: "wear--shirts" })).toEqual(["shirt"]);
    expect(await handles({ currency, category: "wea" })).toEqual([]);
    expect(await handles({ currency, tag: "new" })).toEqual(["shirt"]);
    expect(await handles({ currency, tag: "New" })).toEqual([]);
  });

  test("by options and price must hold for one and the same variant, which is for sale in the currency", async () => {
    const options = (wanted: Record<string, string>, more = {}) => handles({ currency, options: wanted, ...more });
    expect(await options({ Colour: "Blue" })).toEqual(["scarf", "shirt"]);
    expect(await options({ Colour: "Blue", Size: "L" })).toEqual(["shirt"]);
    expect(await options({ Colour: "Blue", Size: "M" })).toEqual([]);
    expect(await options({ Colour: "Green" })).toEqual([]);
    expect(await options({ Colour: "Blue" }, { priceMinMinor: 2_000 })).toEqual(["scarf"]);
    expect(await options({ Colour: "Red" }, { priceMinMinor: 3_000, priceMaxMinor: 3_000 })).toEqual(["shirt"]);
    expect(await handles({ currency, priceMinMinor: 1_500, priceMaxMinor: 2_000 })).toEqual([]);
    expect(await handles({ currency, priceMinMinor: 900, priceMaxMinor: 2_500 })).toEqual(["scarf", "shirt"]);
    expect(await options({ "__proto__ ": "Blue" })).toEqual([]);
    expect(await options({ 'a"b\\': '"' })).toEqual([]);
  });

  test("count in facets what else could be chosen", async () => {
    const { facets, total } = await found({ currency });
    expect(total).toBe(3);
    expect(facets).toEqual([
      {
        name: "category",
        values: [
          { value: "wear", count: 2 },
          { value: "kitchen", count: 1 },
          { value: "wear--scarves", count: 1 },
          { value: "wear--shirts", count: 1 },
        ],
      },
      {
        name: "option.Colour",
        values: [
          { value: "Blue", count: 2 },
          { value: "Green", count: 1 },
          { value: "Red", count: 1 },
        ],
      },
      {
        name: "option.Size",
        values: [
          { value: "L", count: 1 },
          { value: "M", count: 1 },
        ],
      },
      {
        name: "price",
        values: [
          { value: "500-999", count: 1 },
          { value: "1000-1999", count: 1 },
          { value: "2000-4999", count: 2 },
        ],
      },
    ]);
  });

  test("leave their own facet whole, and narrow the others", async () => {
    const { facets, total } = await found({ currency, category: "wear", options: { Colour: "Red" } });
    expect(total).toBe(1);
    const of = (name: string) =>
      Object.fromEntries(
        facets.find((facet) => facet.name === name)?.values.map(({ value, count }) => [value, count]) ?? [],
      );
    expect(of("category")).toEqual({ wear: 1, "wear--shirts": 1 });
    expect(of("option.Colour")).toEqual({ Blue: 2, Green: 1, Red: 1 });
    expect(of("option.Size")).toEqual({ M: 1 }); // In red there is no L.
    const priced = await found({ currency, priceMaxMinor: 999 });
    expect(priced.facets.find(({ name }) => name === "price")?.values).toHaveLength(3);
    expect(priced.facets.find(({ name }) => name === "category")?.values).toEqual([{ value: "kitchen", count: 1 }]);
  });

  test("only the facets that were asked for are counted", async () => {
    const named = async (wanted: string[]) =>
      (await found({ currency, category: "wear" }, wanted)).facets.map(({ name }) => name);
    expect(await named(["price", "option.Size", "nonsense"])).toEqual(["option.Size", "price"]);
    expect(await named(["category"])).toEqual(["category"]);
    expect((await found({ currency }, ["category"])).total).toBe(3);
  });
});

describe("what changes", () => {
  test("is found by its new words and price alone, and taken from sale by none", async () => {
    const currency = "PLN";
    const product = new Product("chameleon");
    const variants = (minor: number) => [{ prices: { PLN: minor } }];
    await happens(product.listed({ title: "Quagga rug", description: "striped", variants: variants(500) }));
    expect(await handles({ currency, q: "quagga stri" })).toEqual(["chameleon"]);
    await happens(product.listed({ title: "Okapi rug", variants: variants(900) }));
    expect(await handles({ currency, q: "quagga" })).toEqual([]);
    expect(await handles({ currency, q: "striped" })).toEqual([]);
    expect((await found({ currency, q: "okapi" })).items).toMatchObject([
      { priceFrom: { minor: 900, currency }, title: "Okapi rug" },
    ]);
    expect(await SEARCH.suggestions(guest, "quag")).toEqual([]);
    await happens(product.unlisted());
    expect(await found({ currency })).toMatchObject({ items: [], total: 0, facets: [] });
    expect(await SEARCH.suggestions(guest, "okap")).toEqual([]);
    await happens(product.listed({ title: "Okapi rug", variants: variants(900) }));
    expect(await handles({ currency, q: "okapi" })).toEqual(["chameleon"]);
  });
});
