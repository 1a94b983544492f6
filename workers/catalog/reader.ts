import type { DrizzleD1Database } from "drizzle-orm/d1";
import type { CommonRefusal, Page } from "../../contracts/caller.ts";
import type { ProductQuery, SearchPage } from "../../contracts/catalog.ts";
import type { ProductRecord } from "../../domain/catalog/record.ts";
import type { CategoryNode, ProductSummary, ProductView, SaleVariant } from "../../domain/catalog/types.ts";
import { productView, saleVariant } from "../../domain/catalog/views.ts";
import { assert } from "../../domain/kernel/assert.ts";
import type { Currency } from "../../domain/kernel/currency.ts";
import type { ProductId, Sku } from "../../domain/kernel/ids.ts";
import { err, ok, type Result } from "../../domain/kernel/result.ts";
import { database } from "../kernel/d1.ts";
import { type Ids, idsOf } from "../kernel/ids.ts";
import { changeFeed } from "./changes.ts";
import { categoryNodes, productPage, searchPage, suggestedTitles } from "./lists.ts";
import { memory } from "./memory.ts";
import { RECORDS_MAX, recordsByHandles, recordsByIds, recordsBySkus, saleVariants } from "./records.ts";

const SUGGEST_FROM_MAX = 200;

/** Reads the catalogue: from this isolate's memory where its change feed allows, else from the database. */
export class Reader {
  readonly #db: DrizzleD1Database;
  readonly #ids: Ids;

  constructor(env: { DB: D1Database; ID_KEYS: string }) {
    this.#db = database(env.DB);
    this.#ids = idsOf(env);
  }

  async products(query: ProductQuery, seesDrafts: boolean): Promise<Result<Page<ProductSummary>, CommonRefusal>> {
    return this.#page(["products", query, seesDrafts], () => productPage(this.#db, query, seesDrafts));
  }

  async search(query: ProductQuery, seesDrafts: boolean): Promise<Result<SearchPage, CommonRefusal>> {
    return this.#page(["search", query, seesDrafts], () => searchPage(this.#db, query, seesDrafts));
  }

  async suggestions(typed: string): Promise<string[]> {
    const q = typed.slice(0, SUGGEST_FROM_MAX);
    return this.#page(["suggestions", q], () => suggestedTitles(this.#db, q));
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
    const known = new Map(skus.map((sku) => [sku, memory.bySku(sku)]));
    const missing = [...known].filter(([, record]) => record === undefined).map(([sku]) => sku);
    if (missing.length > 0) {
      for (const record of await memory.load(() => recordsBySkus(this.#db, missing))) {
        for (const { sku } of record.variants) known.set(sku, record);
      }
    }
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
    const known = new Map(productIds.map((id) => [id, memory.byId(id)]));
    const missing = productIds.filter((id) => known.get(id) === undefined && this.#ids.check("prod", id) !== null);
    if (missing.length > 0) {
      for (const record of await memory.load(() => recordsByIds(this.#db, missing))) known.set(record.id, record);
    }
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
    if (!idOrHandle.includes("_")) {
      const known = memory.byHandle(idOrHandle);
      return known ?? (await memory.load(() => recordsByHandles(this.#db, [idOrHandle])))[0];
    }
    const id = this.#ids.check("prod", idOrHandle);
    if (id === null) return undefined;
    return memory.byId(id) ?? (await memory.load(() => recordsByIds(this.#db, [id])))[0];
  }

  async #page<T>(key: unknown[], read: () => Promise<T>): Promise<T> {
    await this.#refresh();
    return memory.page(JSON.stringify(key), read);
  }

  #refresh(): Promise<void> {
    return memory.refresh(changeFeed(this.#db), Date.now());
  }
}
