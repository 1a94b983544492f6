import type { DrizzleD1Database } from "drizzle-orm/d1";
import type { ProductRecord } from "../../domain/catalog/record.ts";
import type { ProductId, Sku } from "../../domain/kernel/ids.ts";
import { within } from "../../queues/kernel/within.ts";
import type { Memory } from "./memory.ts";
import type { ProductCache } from "./product-cache.ts";
import { recordsByHandles, recordsByIds, recordsBySkus } from "./records.ts";

/** A shopper gets no answer sooner from a database that takes longer. */
export const READ_MS = 3_000;

/** Where products are looked for; `later` runs what an answer need not wait for. */
export type Layers = {
  db: DrizzleD1Database;
  memory: Memory;
  cache: ProductCache;
  later: (work: Promise<void>) => void;
};

/** A way to ask for products: by which id memory knows the key, which keys a record answers, and the database's statement. */
type Way<Key> = {
  idOf: (key: Key) => ProductId | undefined;
  keysOf: (record: ProductRecord) => readonly Key[];
  read: (keys: Key[]) => Promise<ProductRecord[]>;
};

export function productsById(layers: Layers, ids: readonly ProductId[]): Promise<Map<ProductId, ProductRecord>> {
  const read = (missing: ProductId[]) => recordsByIds(layers.db, missing);
  return lookUp(layers, ids, { idOf: (id) => id, keysOf: ({ id }) => [id], read });
}

export function productsByHandle(layers: Layers, handles: readonly string[]): Promise<Map<string, ProductRecord>> {
  const read = (missing: string[]) => recordsByHandles(layers.db, missing);
  return lookUp(layers, handles, {
    idOf: (handle) => layers.memory.idOfHandle(handle),
    keysOf: ({ handle }) => [handle],
    read,
  });
}

export function productsBySku(layers: Layers, skus: readonly Sku[]): Promise<Map<Sku, ProductRecord>> {
  const read = (missing: Sku[]) => recordsBySkus(layers.db, missing);
  return lookUp(layers, skus, {
    idOf: (sku) => layers.memory.idOfSku(sku),
    keysOf: ({ variants }) => variants.map(({ sku }) => sku),
    read,
  });
}

/**
 * Memory, then KV, then the database. KV is asked only under a version that the change feed told, so it saves the database
 * a statement or costs one look; a product never heard of is read whole at once (docs/decisions/0016).
 */
async function lookUp<Key>(
  { memory, cache, later }: Layers,
  keys: readonly Key[],
  { idOf, keysOf, read }: Way<Key>,
): Promise<Map<Key, ProductRecord>> {
  const found = new Map<Key, ProductRecord>();
  const missing = () => keys.filter((key) => !found.has(key));
  const take = (records: readonly ProductRecord[]) => {
    for (const record of records) for (const key of keysOf(record)) found.set(key, record);
  };
  const idsOf = (wanted: readonly Key[]) => [...new Set(wanted.flatMap((key) => idOf(key) ?? []))];

  take(idsOf(keys).flatMap((id) => memory.record(id) ?? []));
  const superseded = idsOf(missing()).filter((id) => memory.record(id) === undefined);
  const wanted = superseded.flatMap((id) => memory.versionOf(id) ?? []);
  if (wanted.length > 0) take(await memory.load(() => cache.get(wanted)));
  if (missing().length > 0) {
    const records = await within(
      READ_MS,
      "catalogue",
      memory.load(() => read(missing())),
    );
    take(records);
    const lacked = new Set(wanted.map(({ id }) => id));
    const kept = records.filter(({ id }) => lacked.has(id));
    if (kept.length > 0) later(cache.put(kept));
  }
  return found;
}
