import { beforeAll, describe, expect, test } from "vitest";
import { draft, env, guest, migrate, put, variant } from "./support.ts";

beforeAll(migrate);

describe("a price", () => {
  test("changed is seen at once by an order, and by everybody who asks this isolate next", async () => {
    const priced = (minor: number) => draft("moving", { variants: [variant("MOVING", { prices: { USD: minor } })] });
    const shown = async () => (await env.CATALOG.variants(guest, ["MOVING"], "USD"))[0]?.unitPrice.minor;
    const true_ = async () => (await env.CATALOG.pricesNow(guest, ["MOVING"], "USD"))[0]?.unitPrice.minor;
    await put(priced(100));
    expect([await shown(), await true_()]).toEqual([100, 100]);
    await put(priced(200));
    expect([await shown(), await true_()]).toEqual([200, 200]);
  });

  test("changed behind the isolate's back is true at once and shown within two seconds", async () => {
    await put(draft("behind"));
    expect((await env.CATALOG.variants(guest, ["BEHIND"], "USD"))[0]?.unitPrice.minor).toBe(1_900);
    await env.DB.batch([
      env.DB.prepare("UPDATE prices SET minor = 5 WHERE sku = 'BEHIND'"),
      env.DB.prepare("UPDATE products SET version = version + 1 WHERE handle = 'behind'"),
      env.DB.prepare("DELETE FROM changes WHERE product_id = (SELECT id FROM products WHERE handle = 'behind')"),
      env.DB.prepare(
        "INSERT INTO changes (product_id, version) SELECT id, version FROM products WHERE handle = 'behind'",
      ),
    ]);
    expect((await env.CATALOG.pricesNow(guest, ["BEHIND"], "USD"))[0]?.unitPrice.minor).toBe(5);
    await new Promise((resolve) => setTimeout(resolve, 2_000));
    expect((await env.CATALOG.variants(guest, ["BEHIND"], "USD"))[0]?.unitPrice.minor).toBe(5);
  });

  test("of a hundred SKUs comes in one statement, in the asked order", async () => {
    await put(
      draft("hundred", {
        options: ["N"],
        variants: Array.from({ length: 100 }, (_, n) => variant(`H-${n}`, { options: [`${n}`], prices: { USD: n } })),
      }),
    );
    const skus = Array.from({ length: 100 }, (_, n) => `H-${99 - n}`);
    const answered = await env.CATALOG.pricesNow(guest, skus, "USD");
    expect(answered.map((one) => one?.unitPrice.minor)).toEqual(skus.map((sku) => Number(sku.slice(2))));
    expect(await env.CATALOG.variants(guest, skus, "USD")).toEqual(answered);
  });
});
