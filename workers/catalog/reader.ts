import type { DrizzleD1Database } from "drizzle-orm/d1";
import type { CommonRefusal, Page } from "../../contracts/caller.ts";
import type { ProductQuery } from "../../contracts/catalog.ts";
import type { ProductRecord } from "../../domain/catalog/record.ts";
import type { CategoryNode, ProductSummary, ProductView, SaleVariant } from "../../domain/catalog/types.ts";
import { productView, saleVariant } from "../../domain/catalog/views.ts";
import { assert } from "../../domain/kernel/assert.ts";
import type { Currency } from "../../domain/kernel/currency.ts";
import type { ProductId, Sku } from "../../domain/kernel/ids.ts";
import { err, ok, type Result } from "../../domain/kernel/result.ts";
import { within } from "../../queues/kernel/within.ts";
import { database } from "../kernel/d1.ts";
import { type Ids, idsOf } from "../kernel/ids.ts";
import { changeFeed } from "./changes.ts";
import { type Isolate, thisIsolate } from "./isolate.ts";
import { categoryNodes, productPage } from "./lists.ts";
import { type Layers, productsByHandle, productsById, productsBySku, READ_MS } from "./lookup.ts";
import { ProductCache } from "./product-cache.ts";
import { RECORDS_MAX, saleVariants } from "./records.ts";

/** What the catalogue is read of. */
export type ReaderEnv = { DB: D1Database; CACHE: KVNamespace; ID_KEYS: string };

/** Reads the catalogue: from this isolate's memory where its change feed allows, else from KV and the database. */
export class Reader {
  readonly #db: DrizzleD1Database;
  readonly #ids: Ids;
  readonly #isolate: Isolate;
  readonly #layers: Layers;

  /** `later` runs what an answer need not wait for. */
  constructor(env: ReaderEnv, later: (work: Promise<void>) => void, isolate: Isolate = thisIsolate) {
    this.#db = database(env.DB);
    this.#ids = idsOf(env);
    this.#isolate = isolate;
    this.#layers = { db: this.#db, memory: isolate.memory, cache: new ProductCache(env.CACHE), later };
  }

  async products(query: ProductQuery, seesDrafts: boolean): Promise<Result<Page<ProductSummary>, CommonRefusal>> {
    return this.#page(["products", query, seesDrafts], () => productPage(this.#db, query, seesDrafts));
  }

  async categories(seesEmpty: boolean): Promise<CategoryNode[]> {
    return this.#page(["categories", seesEmpty], () => categoryNodes(this.#db, seesEmpty));
  }

  async product(
    idOrHandle: string,
    currency: Currency,
    seesDrafts: boolean,
  ): Promise<Result<ProductView, CommonRefusal>> {
    await this.#refresh();
    const record = await this.#recordOf(idOrHandle);
    if (record === undefined) return err({ code: "not_found" });
    const view = productView(record, currency);
    const visible = seesDrafts || (record.status === "published" && view.variants.length > 0);
    return visible ? ok(view) : err({ code: "not_found" });
  }

  async variants(skus: readonly Sku[], currency: Currency): Promise<(SaleVariant | null)[]> {
    assert(skus.length <= RECORDS_MAX, `at most ${RECORDS_MAX} SKUs`);
    await this.#refresh();
    const known = await productsBySku(this.#layers, skus);
    return skus.map((sku) => {
      const record = known.get(sku);
      return record ? saleVariant(record, sku, currency) : null;
    });
  }

  async pricesNow(skus: readonly Sku[], currency: Currency): Promise<(SaleVariant | null)[]> {
    assert(skus.length <= RECORDS_MAX, `at most ${RECORDS_MAX} SKUs`);
    const found = await saleVariants(this.#db, skus, currency);
    return skus.map((sku) => found.get(sku) ?? null);
  }

  async soleSkus(productIds: readonly ProductId[]): Promise<(Sku | null)[]> {
    assert(productIds.length <= RECORDS_MAX, `at most ${RECORDS_MAX} products`);
    await this.#refresh();
    const ids = productIds.filter((id) => this.#ids.check("prod", id) !== null);
    const known = await productsById(this.#layers, ids);
    return productIds.map((id) => {
      const record = known.get(id);
      const [only, second] = record?.status === "published" ? record.variants : [];
      return only !== undefined && second === undefined ? only.sku : null;
    });
  }

  async ready(): Promise<void> {
    await changeFeed(this.#db).newest();
  }

  /** An id that is not ours is refused before the database is asked; a handle never looks like one. */
  async #recordOf(idOrHandle: string): Promise<ProductRecord | undefined> {
    if (!idOrHandle.includes("_")) return (await productsByHandle(this.#layers, [idOrHandle])).get(idOrHandle);
    const id = this.#ids.check("prod", idOrHandle);
    return id === null ? undefined : (await productsById(this.#layers, [id])).get(id);
  }

  async #page<T>(key: unknown[], read: () => Promise<T>): Promise<T> {
    await this.#refresh();
    return this.#isolate.memory.page(JSON.stringify(key), () => within(READ_MS, "catalogue", read()));
  }

  #refresh(): Promise<void> {
    const { freshness, memory, now } = this.#isolate;
    return freshness.ensure(() => memory.look(changeFeed(this.#db)), now());
  }
}
