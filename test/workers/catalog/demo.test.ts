import { beforeAll, expect, test } from "vitest";
import { demoCatalog } from "../../../demo/catalog.ts";
import { GOODS } from "../../../demo/goods.ts";
import { env, guest, merchandiser, meta, migrate, query } from "./support.ts";

beforeAll(migrate);

test("the demo shop goes in, is found in every way, and goes in again without a change", async () => {
  const { products } = demoCatalog();
  const upsertAll = async () => {
    const outcomes: string[] = [];
    for (let from = 0; from < products.length; from += 50) {
      const result = await env.ADMIN.upsert(merchandiser, meta(), products.slice(from, from + 50));
      if (!result.ok) throw new Error(result.error.code);
      outcomes.push(...result.value.map((one) => (one.ok ? one.value.outcome : one.error.code)));
    }
    return new Set(outcomes);
  };
  expect(await upsertAll()).toEqual(new Set(["created"]));
  const before = await env.DB.prepare("SELECT max(seq) AS seq FROM changes").first();
  expect(await upsertAll()).toEqual(new Set(["unchanged"]));
  expect(await env.DB.prepare("SELECT max(seq) AS seq FROM changes").first()).toEqual(before);

  const count = (slug: string) => GOODS.find((good) => good.slug === slug)?.products ?? 0;
  const [scarves, totes] = [count("scarf"), count("tote-bag")];
  const wear = (await env.CATALOG.categories(guest)).find(({ slug }) => slug === "wear");
  expect(wear).toMatchObject({
    products: scarves + totes,
    children: [{ slug: "wear--scarves", products: scarves }, { products: totes }],
  });
  const listed = await env.CATALOG.products(guest, query({ currency: "JPY", category: "wear--scarves" }));
  expect(listed.ok && listed.value.items).toHaveLength(scarves);
  const [product] = products;
  const skus = product?.variants.map(({ sku }) => sku) ?? [];
  const shown = await env.CATALOG.variants(guest, skus, "GBP");
  expect(shown.map((variant) => variant?.unitPrice.minor)).toEqual(product?.variants.map(({ prices }) => prices.GBP));
});
