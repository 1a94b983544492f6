import { Readable } from "node:stream";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { importGoods } from "../../../scripts/import/run.ts";
import { type Credentials, ShopApi, ShopError } from "../../../scripts/import/shop-api.ts";
import { seedShop } from "../../../scripts/seed.ts";
import { FakeShop } from "./shop.ts";

let shop: FakeShop;
let url: string;
beforeEach(async () => {
  shop = new FakeShop();
  url = await shop.listen();
});
afterEach(() => shop.close());

const goods = (count: number): string =>
  ["slug,sku,name,price,currency,status,inventory_count", ...rows(count), ""].join("\n");
const rows = (count: number): string[] =>
  Array.from({ length: count }, (_, n) => `thing-${n},THING-${n},Thing ${n},5,USD,active,${n}`);

async function run(text: string, credentials: Credentials = { email: "a@b.example", password: "right" }) {
  const refused: string[] = [];
  const progress: string[] = [];
  const listener = {
    refused: ({ line, reason }: { line: number; reason: string }) => void refused.push(`${line} ${reason}`),
    progress: (done: number, all: number) => void progress.push(`${done}/${all}`),
  };
  const counts = await importGoods(new ShopApi(url, credentials), Readable.from([text]), { currency: "", listener });
  return { counts, refused, progress };
}

describe("an import", () => {
  test("sends fifty products at a time and their stock, and says how far it is", async () => {
    const { counts, progress } = await run(goods(120));
    expect(counts).toEqual({ rows: 120, created: 120, updated: 0, unchanged: 0, refused: 0, stock: 120 });
    expect(progress).toEqual(["50/120", "100/120", "120/120"]);
    expect(shop.requests.filter((path) => path.includes("import"))).toHaveLength(3);
    expect(shop.stock.get("THING-119")).toBe(119);
  });

  test("run again changes nothing", async () => {
    await run(goods(60));
    const before = [new Map(shop.products), new Map(shop.stock)];
    expect((await run(goods(60))).counts).toMatchObject({ created: 0, updated: 0, unchanged: 60 });
    expect([shop.products, shop.stock]).toEqual(before);
  });

  test("names the lines that the shop refused, and sets no stock for them", async () => {
    shop.takenSkus.add("THING-1");
    const { counts, refused } = await run(goods(3));
    expect(refused).toEqual(["3 sku_taken THING-1"]);
    expect(counts).toMatchObject({ created: 2, refused: 1, stock: 2 });
    expect([...shop.stock.keys()]).toEqual(["THING-0", "THING-2"]);
  });

  test("waits for a shop that is busy, and signs in anew when its token has died", async () => {
    shop.faults.push({ status: 503 }, { status: 429, headers: { "retry-after": "0" } });
    const going = run(goods(2));
    expect((await going).counts.created).toBe(2);
    shop.faults.push({ status: 200, body: { accessToken: "died" } });
    expect((await run(goods(2))).counts.unchanged).toBe(2);
  });

  test("with the wrong password, or no shop at all, says so", async () => {
    await expect(run(goods(1), { email: "a@b.example", password: "wrong" })).rejects.toThrow(
      "sign-in: 401 invalid_credentials",
    );
    await expect(run(goods(1), { token: "wrong" })).rejects.toThrow(ShopError);
    expect(shop.products.size).toBe(0);
  });
});

test("the demo goes in the same way, and twice is once", async () => {
  const api = new ShopApi(url, { token: shop.token });
  const first = await seedShop(api);
  const [products, stock] = [new Map(shop.products), new Map(shop.stock)];
  expect([products.size, stock.size]).toEqual([first.products, first.skus]);
  expect(shop.requests).toEqual(
    expect.arrayContaining(["PUT /api/v1/admin/pricing/rules", "PUT /api/v1/admin/shipping/zones"]),
  );
  await seedShop(api);
  expect([shop.products, shop.stock]).toEqual([products, stock]);
});
