import { beforeAll, expect, test } from "vitest";
import { found, guest, happens, Product, prepared, put, SEARCH } from "./support.ts";

const currency = "CZK";
const variants = [{ prices: { CZK: 100 } }];
const suggest = (typed: string) => SEARCH.suggestions(guest, typed);

beforeAll(async () => {
  await prepared();
  await put(
    { id: "vase1", title: "Vermilion vase", category: ["Vessels"], variants },
    { id: "vase2", title: "Vermilion Väse", variants },
    { id: "vase3", title: "Viridian vase", tags: ["verdant"], variants },
    {
      id: "vat",
      title: "Viridian vat",
      description: "Vitreous.",
      options: ["Tint"],
      variants: [{ ...variants[0], options: ["Vanilla"] }],
    },
  );
});

test("the last word is completed, the one of most products first, marks or none", async () => {
  expect(await suggest("v")).toEqual(["vase", "vermilion", "viridian", "vanilla", "vat", "verdant", "vessels"]);
  expect(await suggest("VER")).toEqual(["vermilion", "verdant"]);
  expect(await suggest("väs")).toEqual(["vase"]);
  expect(await suggest("vitr")).toEqual([]);
  expect(await suggest("vat-0")).toEqual([]);
  expect(await suggest("")).toEqual([]);
});

test("only to what finds something beside the words before it", async () => {
  expect(await suggest("viridian v")).toEqual([
    "viridian vase",
    "viridian viridian",
    "viridian vanilla",
    "viridian vat",
    "viridian verdant",
  ]);
  expect(await suggest("vanilla ve")).toEqual([]);
  for (const words of await suggest("vermilion v"))
    expect((await found({ currency, q: words })).total).toBeGreaterThan(0);
});

test("at most eight", async () => {
  await put({ id: "many", title: Array.from({ length: 20 }, (_, place) => `quark${place}`).join(" "), variants });
  expect(await suggest("quark")).toHaveLength(8);
});

test("a word counts the products it is in, whatever becomes of them", async () => {
  const [one, two] = [new Product("count1"), new Product("count2")];
  await happens(
    one.listed({ title: "Wombat wombat", variants }),
    two.listed({ title: "Wombat", variants }),
    two.listed({ title: "Wombat", variants }),
  );
  await happens(one.unlisted());
  expect(await suggest("womb")).toEqual(["wombat"]);
  await happens(two.unlisted());
  expect(await suggest("womb")).toEqual([]);
});

test("where nothing has what was typed, the nearest words that there are stand in", async () => {
  const near = async (q: string) => {
    const { didYouMean, total } = await found({ currency, q });
    return [didYouMean, total];
  };
  expect(await near("vermillion")).toEqual(["vermilion", 2]);
  expect(await near("veridian vase")).toEqual(["viridian vase", 1]);
  expect(await near("evrmilion")).toEqual(["vermilion", 2]);
  expect(await near("germilion")).toEqual(["vermilion", 2]);
  expect(await near("viridain vas")).toEqual(["viridian vas", 1]);
  expect(await near("viridian")).toEqual([null, 2]);
  expect(await near("xyzzy")).toEqual([null, 0]);
  expect(await near("vermilion vat")).toEqual([null, 0]);
});

test("their hits are read on as those of any words", async () => {
  const first = await found({ currency, q: "viridain", limit: 1 });
  const next = await found({ currency, q: "viridain", limit: 1, cursor: first.nextCursor ?? "" });
  expect([...first.items, ...next.items].map(({ handle }) => handle)).toEqual(["vat", "vase3"]);
  expect(next).toMatchObject({ nextCursor: null, total: 2, didYouMean: "viridian" });
});
