import { createReadStream, existsSync } from "node:fs";
import { Readable } from "node:stream";
import { describe, expect, test } from "vitest";
import { UnreadableFile } from "../../../scripts/import/rows.ts";
import { productsIn } from "./file.ts";

const SPREE = "../shared/data/spree/products.csv";
const HEADER = "slug,sku,name,price,currency,status,option1_name,option1_value,inventory_count";
const file = (...rows: string[]) => [HEADER, ...rows, ""].join("\n");

describe("a product", () => {
  test("is its named row; the others are its variants; prices in further currencies may stand anywhere", async () => {
    const { products, refused } = await productsIn(
      file(
        "mug,MUG,Mug,0,USD,active,,,",
        "mug,MUG-B,,19.99,USD,,Colour,Blue,7",
        "mug,MUG-R,,20,USD,,Colour,Red,",
        "hat,HAT,Hat,0,USD,draft,,,",
        "hat,HAT-S,,5,USD,,Size,S,1",
        "mug,MUG-B,,18.50,EUR,,,,",
        "mug,MUG-R,,2500,JPY,,,,",
      ),
    );
    expect(refused).toEqual([]);
    expect(products.map(({ draft }) => [draft.handle, draft.status])).toEqual([
      ["mug", "published"],
      ["hat", "draft"],
    ]);
    expect(products[0]).toMatchObject({
      line: 2,
      variantLines: [3, 4],
      stock: [{ sku: "MUG-B", onHand: 7 }],
      draft: {
        options: ["Colour"],
        variants: [
          { sku: "MUG-B", options: ["Blue"], prices: { USD: 1_999, EUR: 1_850 }, trackStock: true, backorder: false },
          { sku: "MUG-R", options: ["Red"], prices: { USD: 2_000, JPY: 2_500 } },
        ],
      },
    });
  });

  test("without variant rows is itself the variant", async () => {
    const { products } = await productsIn(file("card,CARD,Card,4.50,USD,active,,,12", "card,CARD,,4,EUR,,,,"));
    expect(products).toMatchObject([
      {
        stock: [{ sku: "CARD", onHand: 12 }],
        draft: { options: [], variants: [{ sku: "CARD", options: [], prices: { USD: 450, EUR: 400 } }] },
      },
    ]);
  });

  test("may have line breaks and commas in its cells, and columns that nobody reads", async () => {
    const text =
      'slug,sku,name,price,currency,status,description,custom.secret,weight,weight_unit\nmug,MUG,"Mug, blue",5,USD,active,"One line.\nAnother ""line"".",x,2,lb\nhat,HAT,Hat,oops,USD,active,,,,\n';
    const { products, refused } = await productsIn(`\ufeff${text}`);
    expect(products).toHaveLength(1);
    expect(products[0]?.draft).toMatchObject({ title: "Mug, blue", description: 'One line.\nAnother "line".' });
    expect(products[0]?.draft.variants[0]?.weightGrams).toBe(907);
    expect(JSON.stringify(products)).not.toContain("secret");
    expect(refused).toEqual(["4 price_invalid", "4 no_variant"]);
  });
});

describe("a row is refused by its line", () => {
  const head = "mug,MUG,Mug,0,USD,active,,,";
  const good = "mug,MUG-B,,5,USD,,Colour,Blue,1";
  test.each([
    ["a price that is missing", "mug,MUG-R,,,USD,,Colour,Red,", "price_missing"],
    ["a price that is none", "mug,MUG-R,,five,USD,,Colour,Red,", "price_invalid"],
    ["a price of nothing", "mug,MUG-R,,0.00,USD,,Colour,Red,", "price_zero"],
    ["a currency that does not exist", "mug,MUG-R,,5,BTC,,Colour,Red,", "currency_unknown"],
    ["a currency that is missing", "mug,MUG-R,,5,,,Colour,Red,", "currency_missing"],
    ["a SKU that is missing", "mug,,,5,USD,,Colour,Red,", "sku_missing"],
    ["a SKU that was there before", "mug,MUG-B,,5,USD,,Colour,Red,", "sku_duplicate"],
    ["a price that was there before", "mug,MUG-B,,6,USD,,,,", "price_duplicate"],
    ["another option than the first variant's", "mug,MUG-R,,5,USD,,Size,L,", "options_differ"],
    ["an option without a value", "mug,MUG-R,,5,USD,,Colour,,", "option_incomplete"],
    ["a second product row", "mug,MUG-2,Other mug,5,USD,active,,,", "second_product_row"],
    ["a stock that is no count", "mug,MUG-R,,5,USD,,Colour,Red,-3", "inventory_count_invalid"],
  ])("%s", async (_why, row, reason) => {
    const { products, refused } = await productsIn(file(head, good, row));
    expect(refused).toEqual([`4 ${reason}`]);
    expect(products.map(({ draft }) => draft.variants.map(({ sku }) => sku))).toEqual([["MUG-B"]]);
  });

  test("and so are the further prices of a variant that was refused", async () => {
    const { refused } = await productsIn(file(head, good, "mug,MUG-R,,x,USD,,Colour,Red,", "mug,MUG-R,,5,EUR,,,,"));
    expect(refused).toEqual(["4 price_invalid", "5 variant_refused"]);
  });

  test("and a product that the shop would not take, on the line of its fault", async () => {
    const { products, refused } = await productsIn(
      file(
        "Mug!,MUG,Mug,5,USD,active,,,",
        "hat,HAT,Hat,0,USD,active,,,",
        "hat,A B,,5,USD,,Size,S,",
        "cup,CUP-B,,5,USD,,,,",
      ),
    );
    expect(products).toEqual([]);
    expect(refused).toEqual(["2 handle format", "4 variants.0.sku format", "5 no_product_row"]);
  });

  test("and lines that are no CSV, without those that follow", async () => {
    const { products, refused } = await productsIn(
      file(
        head,
        good,
        "mug,too,few",
        'mug,MUG-R,,"5"x,USD,,Colour,Red,',
        'mug,MUG-G,,5",USD,,Colour,Green,',
        "hat,HAT,Hat,5,USD,active,,,",
      ),
    );
    expect(products.map(({ draft }) => draft.handle)).toEqual(["mug", "hat"]);
    expect(refused).toEqual(["4 record_inconsistent_columns", "5 price_invalid", "6 price_invalid"]);
  });

  test("a currency may be given for rows that name none", async () => {
    const { products } = await productsIn(file("card,CARD,Card,4.50,,active,,,"), "GBP");
    expect(products[0]?.draft.variants[0]?.prices).toEqual({ GBP: 450 });
  });
});

test.each(["", "a,b\n1,2\n", "\u0000\u0001\u0002"])("what is no product file is said to be none: %j", async (text) => {
  await expect(productsIn(text)).rejects.toThrow(UnreadableFile);
});

test("a quote left open does not take the whole file into memory", async () => {
  let sent = 0;
  const endless = Readable.from(
    (function* () {
      yield `${HEADER}\nmug,MUG,"`;
      for (; sent < 200; sent++) yield "x".repeat(100_000);
    })(),
  );
  await expect(productsIn(endless)).rejects.toThrow(UnreadableFile);
  expect(sent).toBeLessThan(50);
});

test.skipIf(!existsSync(SPREE))(
  "Spree's own file (skipped where ../shared is absent): 211 rows, 37 products, 87 variants in two currencies",
  async () => {
    const { products, refused } = await productsIn(createReadStream(SPREE));
    expect(refused).toEqual([]);
    expect(products).toHaveLength(37);
    const variants = products.flatMap(({ draft }) => draft.variants);
    expect(variants).toHaveLength(87);
    for (const { prices, weightGrams } of variants) {
      expect(Object.keys(prices)).toEqual(["USD", "EUR"]);
      expect(weightGrams).toBeGreaterThan(0);
    }
    expect(products.flatMap(({ stock }) => stock)).toHaveLength(87);
    expect(products[0]?.draft).toMatchObject({
      handle: "automatic-espresso-machine",
      category: ["Kitchen", "Coffee Machines"],
      options: ["Color"],
      tags: ["coffee", "espresso", "kitchen", "coffee machines", "bean-to-cup", "automatic"],
      variants: [
        { sku: "AUTOMATIC-ESPRESSO-MACHINE-MATTE-BLACK", prices: { USD: 87_999, EUR: 81_999 }, weightGrams: 8_981 },
        {},
        {},
      ],
    });
  },
);
