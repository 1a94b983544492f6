import type { ProductRecord } from "../../domain/catalog/record.ts";
import type { ProductId, Sku } from "../../domain/kernel/ids.ts";

const PRODUCTS_MAX = 1_000;
const PAGES_MAX = 300;
/** Products whose version is known, and by whose handle it is found: what lies in KV is asked there. */
const VERSIONS_MAX = 20_000;
const SKUS_MAX = 50_000;
/** A feed that has more to tell than this is not read on: everything is forgotten instead. */
export const FEED_MAX = 500;

export type ProductVersion = { id: ProductId; version: number };
export type Change = { seq: number; productId: ProductId; version: number };
export type Feed = { newest: () => Promise<number>; since: (seq: number, limit: number) => Promise<Change[]> };

/**
 * What an isolate remembers of the catalogue: nothing of a caller, only what the database says for all. Keys carry the
 * version, so nothing is invalidated: a product's new version, told by the change feed, makes its old entry a miss.
 */
export class Memory {
  #seq = -1;
  #epoch = 0;
  readonly #versions = new Map<ProductId, number>();
  readonly #products = new Map<string, ProductRecord>();
  readonly #handles = new Map<string, ProductId>();
  readonly #skus = new Map<Sku, ProductId>();
  readonly #pages = new Map<string, unknown>();

  /** Reads the change feed. */
  async look(feed: Feed): Promise<void> {
    if (this.#seq < 0) {
      const newest = await feed.newest();
      // Of two first looks the earlier one counts: what was read since must hear of every change behind it.
      if (this.#seq < 0) this.#seq = newest;
      return;
    }
    const changes = await feed.since(this.#seq, FEED_MAX + 1);
    if (changes.length > FEED_MAX) this.#forget(await feed.newest());
    else for (const change of changes) this.#learn(change);
  }

  #learn({ seq, productId, version }: Change): void {
    this.#seq = Math.max(this.#seq, seq);
    this.#versions.set(productId, Math.max(version, this.#versions.get(productId) ?? 0));
    if (this.#versions.size > VERSIONS_MAX) this.#forget(this.#seq);
  }

  idOfHandle(handle: string): ProductId | undefined {
    return this.#handles.get(handle);
  }

  idOfSku(sku: Sku): ProductId | undefined {
    return this.#skus.get(sku);
  }

  /** The product's current version, where anything was ever heard of it. */
  versionOf(id: ProductId): ProductVersion | undefined {
    const version = this.#versions.get(id);
    return version === undefined ? undefined : { id, version };
  }

  /** The product at its current version. */
  record(id: ProductId): ProductRecord | undefined {
    return this.#products.get(`${id}@${this.#versions.get(id)}`);
  }

  /** Loads, and remembers under the version that was loaded: if a newer one is known by then, the entry is never found. */
  async load(read: () => Promise<ProductRecord[]>): Promise<ProductRecord[]> {
    const epoch = this.#epoch;
    const records = await read();
    if (epoch !== this.#epoch) return records;
    for (const record of records) {
      this.#versions.set(record.id, Math.max(record.version, this.#versions.get(record.id) ?? 0));
      put(this.#products, `${record.id}@${record.version}`, record, PRODUCTS_MAX);
      put(this.#handles, record.handle, record.id, VERSIONS_MAX);
      for (const { sku } of record.variants) put(this.#skus, sku, record.id, SKUS_MAX);
    }
    if (this.#versions.size > VERSIONS_MAX) this.#forget(this.#seq);
    return records;
  }

  /** A list, remembered as of the newest change known: any change of any product makes it a miss. */
  async page<T>(key: string, read: () => Promise<T>): Promise<T> {
    const versioned = `${key}@${this.#seq}`;
    const known = this.#pages.get(versioned);
    if (known !== undefined) return known as T;
    const page = await read();
    put(this.#pages, versioned, page, PAGES_MAX);
    return page;
  }

  #forget(seq: number): void {
    this.#seq = seq;
    this.#epoch += 1;
    for (const map of [this.#versions, this.#products, this.#handles, this.#skus, this.#pages]) map.clear();
  }
}

/** Adds as the newest; the oldest goes when there are too many. */
function put<K, V>(map: Map<K, V>, key: K, value: V, max: number): void {
  map.delete(key);
  map.set(key, value);
  if (map.size > max) map.delete(map.keys().next().value as K);
}
