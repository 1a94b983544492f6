import { beforeAll, beforeEach, describe, expect, test, vi } from "vitest";
import { productKey } from "../../../queues/consumers/catalog/caches.ts";
import { deliver } from "../../support/consuming.ts";
import { created, hear, ofRecords, open } from "./opened.ts";
import { draft, env, merchandiser, meta, migrate } from "./support.ts";
import worker, { log } from "./worker.ts";

beforeAll(migrate);
beforeEach(() => {
  vi.spyOn(console, "error").mockImplementation(() => {});
});

describe("what KV says", () => {
  /** The product's second version, read by an isolate that knows of it, over this KV. */
  async function readOver(
    handle: string,
    cacheOf: (id: string) => object,
  ): Promise<{ title: string; statements: number }> {
    const id = await created(handle);
    const { clock, db, shown, settled } = open(cacheOf(id));
    await shown(handle);
    await env.ADMIN.replace(merchandiser, meta(), id, draft(handle, { title: "Second" }));
    db.asked();
    clock.now += 1_000;
    const title = await shown(handle);
    const statements = ofRecords(db.asked()).length;
    await settled();
    return { title, statements };
  }

  /** A KV with this text under every key. */
  const always = (text: string | null) => ({
    get: async (keys: string[]) => new Map(keys.map((key) => [key, text])),
    put: async () => {},
  });

  const foreign = ["", "null", "{", '"text"', "[]", '{"format":1}', '{"format":1,"product":{}}'];
  test.each(foreign.map((text, n) => [text, n] as const))(
    "is nothing when it is not what was put there: %s",
    async (text, n) => {
      expect(await readOver(`foreign-${n}`, () => always(text))).toEqual({ title: "Second", statements: 1 });
    },
  );

  test("is nothing when it is of another format, or of another product", async () => {
    const other = await created("another");
    await hear(other, 1);
    const text = (await env.CACHE.get(productKey(other, 1))) ?? "";
    expect(JSON.parse(text)).toMatchObject({ format: 1, product: { handle: "another" } });
    expect(await readOver("not-another", () => always(text))).toEqual({ title: "Second", statements: 1 });
    const renamed = (id: string) => JSON.parse(text.replaceAll(other, id).replace('"version":1', '"version":2'));
    const newer = (id: string) => always(JSON.stringify({ ...renamed(id), format: 2 }));
    expect(await readOver("of-tomorrow", newer)).toEqual({ title: "Second", statements: 1 });
    const known = (id: string) =>
      always(JSON.stringify(renamed(id)).replace('"handle":"another"', '"handle":"of-today"'));
    expect(await readOver("of-today", known)).toEqual({ title: "Mug another", statements: 0 });
  });

  test.each([
    ["fails", () => Promise.reject(new Error("KV GET failed: 503"))],
    [
      "throws",
      () => {
        throw new TypeError("no such method");
      },
    ],
    ["hangs", () => new Promise(() => {})],
  ])("is not waited for when it %s", async (what, get) => {
    const broken = { get, put: () => Promise.reject(new Error("KV PUT failed: 429")) };
    expect(await readOver(`kv-${what}`, () => broken)).toEqual({ title: "Second", statements: 1 });
  });

  test("fault 41: a KV that is stale, and answers the version before, changes nothing that is shown", async () => {
    const before = new Map<string, string>();
    const previous = (id: string) => ({
      get: async (keys: string[]) => new Map(keys.map((key) => [key, before.get(id) ?? null])),
      put: async () => {},
    });
    const stale = (id: string) => {
      const product = { productId: id, number: 1, version: 1, contentHash: "x", handle: "kv-stale", title: "First" };
      const rest = {
        description: "",
        category: [],
        categorySlug: null,
        tags: [],
        options: [],
        variants: [],
        media: [],
      };
      before.set(id, JSON.stringify({ format: 1, product: { ...product, ...rest } }));
      return previous(id);
    };
    expect(await readOver("kv-stale", stale)).toEqual({ title: "Second", statements: 1 });
  });
});

describe("the subscriber of the caches", () => {
  test("keeps each version for sale, and takes repeats and what comes late", async () => {
    const id = await created("kept");
    await env.ADMIN.replace(merchandiser, meta(), id, draft("kept", { title: "Second" }));
    await env.ADMIN.remove(merchandiser, meta(), id);
    expect((await hear(id, 3)).acked).toHaveLength(3);
    expect((await hear(id, 3)).acked).toHaveLength(3);
    const kept = await Promise.all([1, 2, 3].map((version) => env.CACHE.get(productKey(id, version))));
    expect(kept.map((text) => text && JSON.parse(text).product.title)).toEqual(["Mug kept", "Second", null]);
  });

  test("leaves what KV does not take to come again", async () => {
    const id = await created("untaken");
    await vi.waitFor(() => expect(log.told.some(({ stream }) => stream === `product/${id}`)).toBe(true));
    const [envelope] = log.told.filter(({ stream }) => stream === `product/${id}`);
    const full = {
      ...env,
      CACHE: { put: () => Promise.reject(new Error("KV PUT failed: 429")) } as unknown as KVNamespace,
    };
    const { acked, retried } = await deliver([{ partition: 0, offset: 1, envelope }], (batch) =>
      worker.queue(batch, full),
    );
    expect([acked, retried]).toEqual([[], ["0"]]);
  });
});
