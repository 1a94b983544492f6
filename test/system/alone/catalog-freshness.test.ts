import { setTimeout as sleep } from "node:timers/promises";
import { afterAll, beforeAll, describe, expect, test, vi } from "vitest";
import type { Page } from "../../../contracts/caller.ts";
import type { ProductDraft, ProductSummary, ProductView } from "../../../domain/catalog/types.ts";
import { productKey } from "../../../queues/consumers/catalog/caches.ts";
import type { Env as CatalogEnv } from "../../../workers/catalog/index.ts";
import { type Shop, startShop } from "../support/shop.ts";

let shop: Shop;
beforeAll(async () => {
  shop = await startShop();
});
afterAll(() => shop.close());

/** What a change must be seen within, everywhere. */
const SEEN_WITHIN_MS = 2_000;

function kettle(handle: string, minor: number): ProductDraft {
  return {
    handle,
    title: `Kettle ${handle}`,
    description: "It whistles.",
    status: "published",
    category: ["Kettles"],
    tags: [],
    options: [],
    variants: [
      {
        sku: handle.toUpperCase(),
        options: [],
        prices: { USD: minor },
        taxClass: "standard",
        weightGrams: 900,
        trackStock: true,
        backorder: false,
      },
    ],
    media: [],
  };
}

async function write<Body>(method: string, path: string, body?: unknown): Promise<Body> {
  const answer = await shop.ask<Body>(method, path, { token: shop.adminToken, ...(body ? { body } : {}) });
  expect(answer.status).toBeLessThan(300);
  return answer.body;
}

/** The price a product is shown at, or null where it is not shown. */
async function onItsPage(handle: string): Promise<number | null> {
  const { body } = await shop.ask<Partial<ProductView>>("GET", `/products/${handle}`);
  return body.variants?.[0]?.price.minor ?? null;
}
const among = async (path: string, handle: string): Promise<number | null> => {
  const { body } = await shop.ask<Page<ProductSummary>>("GET", path);
  return body.items.find((item) => item.handle === handle)?.priceFrom.minor ?? null;
};
const inTheList = (handle: string) => among("/products?category=kettles", handle);
const inTheSearch = (handle: string) => among(`/search?q=${handle}`, handle);

async function shown(handle: string, minor: number | null, until: number): Promise<void> {
  await vi.waitFor(async () => expect(await inTheSearch(handle)).toBe(minor), { timeout: until - Date.now() });
  await sleep(until - Date.now());
  expect([await onItsPage(handle), await inTheList(handle), await inTheSearch(handle)]).toEqual([minor, minor, minor]);
}

describe("a price", () => {
  test("that is changed is shown right on the product's page, in lists and in search within two seconds", async () => {
    const { id } = await write<ProductView>("POST", "/products", kettle("whistler", 100));
    await shown("whistler", 100, Date.now() + 5_000);
    for (const minor of [200, 300, 400]) {
      await write("PUT", `/products/${id}`, kettle("whistler", minor));
      await shown("whistler", minor, Date.now() + SEEN_WITHIN_MS);
    }
    await write("DELETE", `/products/${id}`);
    await shown("whistler", null, Date.now() + SEEN_WITHIN_MS);
  });

  test("lies in KV under its version before anybody asks, and its event has left the outbox", async () => {
    const { id } = await write<ProductView>("POST", "/products", kettle("ahead", 100));
    await write("PUT", `/products/${id}`, kettle("ahead", 200));
    const { CACHE, DB } = await shop.workers.getWorker<CatalogEnv>("kiosk-catalog").getEnv();
    await vi.waitFor(async () => expect(await CACHE.get(productKey(id, 2))).toContain('"prices":{"USD":200}'), {
      timeout: 10_000,
    });
    await vi.waitFor(async () => expect(await DB.prepare("SELECT position FROM outbox LIMIT 1").first()).toBeNull());
  });
});
