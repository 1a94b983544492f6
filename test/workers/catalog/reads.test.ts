import { beforeAll, describe, expect, test } from "vitest";
import { productKey } from "../../../queues/consumers/catalog/caches.ts";
import { created, hear, ofRecords, open } from "./opened.ts";
import { draft, env, merchandiser, meta, migrate, put, query, variant } from "./support.ts";

beforeAll(migrate);

describe("a read", () => {
  test("from memory asks the database for its change feed, once a second, and for nothing else", async () => {
    await put(draft("warm", { variants: [variant("WARM")] }));
    const { clock, db, reader, shown } = open();
    await shown("warm");
    await reader.products(query({ category: "kitchen--mugs" }), false);
    expect(db.asked()).toHaveLength(3);
    for (let n = 0; n < 100; n++) {
      clock.now += 50;
      expect(await shown("warm")).toBe("Mug warm");
      await reader.variants(["WARM"], "USD");
      await reader.products(query({ category: "kitchen--mugs" }), false);
    }
    const asked = db.asked();
    expect(ofRecords(asked)).toEqual([]);
    expect(asked).toHaveLength(5);
  });

  test("of a new version that KV has asks the database for nothing but its feed", async () => {
    const id = await created("ahead");
    const { clock, db, shown, settled } = open();
    await shown("ahead");
    await env.ADMIN.replace(merchandiser, meta(), id, draft("ahead", { title: "Second" }));
    await hear(id, 2);
    db.asked();
    clock.now += 1_000;
    expect(await shown("ahead")).toBe("Second");
    expect(ofRecords(db.asked())).toEqual([]);
    await settled();
  });

  test("of a new version that KV has not yet asks the database once, and puts it there for the others", async () => {
    const id = await created("behind-kv");
    const { clock, db, shown, settled } = open();
    await shown("behind-kv");
    await env.ADMIN.replace(merchandiser, meta(), id, draft("behind-kv", { title: "Second" }));
    db.asked();
    clock.now += 1_000;
    expect(await shown("behind-kv")).toBe("Second");
    expect(ofRecords(db.asked())).toHaveLength(1);
    await settled();
    expect(await env.CACHE.get(productKey(id, 2))).toContain("Second");
  });

  test("of a product never heard of asks the database at once, whole, and leaves KV alone", async () => {
    await put(draft("unheard"));
    const calls = { get: 0, put: 0 };
    const counting = { get: () => calls.get++, put: () => calls.put++ };
    const { db, shown, settled } = open(counting);
    expect(await shown("unheard")).toBe("Mug unheard");
    await settled();
    expect(ofRecords(db.asked())).toHaveLength(1);
    expect(calls).toEqual({ get: 0, put: 0 });
  });

  test("of a hundred new versions asks KV once", async () => {
    const goods = (title: string) => Array.from({ length: 50 }, (_, n) => draft(`many-${n}`, { title }));
    await put(...goods("First"));
    let gets = 0;
    const cache = {
      get: (keys: string[]) => {
        gets += 1;
        return env.CACHE.get(keys);
      },
      put: (...args: Parameters<KVNamespace["put"]>) => env.CACHE.put(...args),
    };
    const { clock, reader, settled } = open(cache);
    const skus = Array.from({ length: 50 }, (_, n) => `MANY-${n}`);
    await reader.variants(skus, "USD");
    await put(...goods("Second"));
    clock.now += 1_000;
    const titles = (await reader.variants(skus, "USD")).map((found) => found?.title);
    expect([gets, new Set(titles)]).toEqual([1, new Set(["Second"])]);
    await settled();
  });
});
