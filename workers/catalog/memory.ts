import type { ProductRecord } from "../../domain/catalog/record.ts";
import type { ProductId, Sku } from "../../domain/kernel/ids.ts";

/** An isolate looks at the change feed at most this often … */
const CHECK_EVERY_MS = 1_000;
/** … and answers nothing that is older than this, though the look of another request be still on its way. */
const STALE_MAX_MS = 1_900;
const PRODUCTS_MAX = 1_000;
const PAGES_MAX = 300;
const VERSIONS_MAX = 20_000;
/** A feed that has more to tell than this is not read on: everything is forgotten instead. */
export const FEED_MAX = 500;

export type Change = { seq: number; productId: ProductId; version: number };
export type Feed = { newest: () => Promise<number>; since: (seq: number, limit: number) => Promise<Change[]> };

/**
 * What an isolate remembers of the catalogue: nothing of a caller, only what the database says for all. Keys carry the
 * version, so nothing is invalidated: a product's new version, told by the change feed, makes its old entry a miss.
 */
export class Memory {
  #seq = -1;
  #askedAt = Number.NEGATIVE_INFINITY;
  #freshAt = Number.NEGATIVE_INFINITY;
  #epoch = 0;
  readonly #versions = new Map<ProductId, number>();
  readonly #products = new Map<string, ProductRecord>();
  readonly #handles = new Map<string, ProductId>();
  readonly #skus = new Map<Sku, ProductId>();
  readonly #pages = new Map<string, unknown>();

  /** Reads the feed when it is time. To be awaited before anything is taken from here. `now` in epoch ms. */
  async refresh(feed: Feed, now: number): Promise<void> {
    if (now - this.#askedAt < CHECK_EVERY_MS && now - this.#freshAt < STALE_MAX_MS) return;
    this.#askedAt = now;
    if (this.#seq < 0) {
      this.#seq = Math.max(this.#seq, await feed.newest());
    } else {
      const from = this.#seq;
      const changes = await feed.since(from, FEED_MAX + 1);
      if (changes.length > FEED_MAX) this.#forget(await feed.newest());
      else for (const change of changes) this.#learn(change);
    }
    this.#freshAt = Math.max(this.#freshAt, now);
  }

  /** The next read looks at the feed at once: for an isolate that has just written. */
  expire(): void {
    this.#askedAt = Number.NEGATIVE_INFINITY;
  }

  #learn({ seq, productId, version }: Change): void {
    this.#seq = Math.max(this.#seq, seq);
    this.#versions.set(productId, Math.max(version, this.#versions.get(productId) ?? 0));
    if (this.#versions.size > VERSIONS_MAX) this.#forget(this.#seq);
  }

  byId(id: ProductId): ProductRecord | undefined {
    const version = this.#versions.get(id);
    return version === undefined ? undefined : this.#products.get(`${id}@${version}`);
  }

  byHandle(handle: string): ProductRecord | undefined {
    const id = this.#handles.get(handle);
    const record = id && this.byId(id);
    return record?.handle === handle ? record : undefined;
  }

  bySku(sku: Sku): ProductRecord | undefined {
    const id = this.#skus.get(sku);
    const record = id && this.byId(id);
    return record?.variants.some((variant) => variant.sku === sku) ? record : undefined;
  }

  /** Loads, and remembers under the version that was loaded: if a newer one is known by then, the entry is never found. */
  async load(read: () => Promise<ProductRecord[]>): Promise<ProductRecord[]> {
    const epoch = this.#epoch;
    const records = await read();
    if (epoch !== this.#epoch) return records;
    for (const record of records) {
      this.#versions.set(record.id, Math.max(record.version, this.#versions.get(record.id) ?? 0));
      put(this.#products, `${record.id}@${record.version}`, record, PRODUCTS_MAX);
      put(this.#handles, record.handle, record.id, PRODUCTS_MAX);
      for (const { sku } of record.variants) put(this.#skus, sku, record.id, PRODUCTS_MAX * 10);
    }
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

/** One for the isolate: all entrypoints and requests share it. */
export const memory = new Memory();
