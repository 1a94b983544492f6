import type { ProductRecord } from "../../domain/catalog/record.ts";
import { causeOf, logProblem } from "../../domain/kernel/log.ts";
import { keepProduct, productKey, readKept } from "../../queues/consumers/catalog/caches.ts";
import { within } from "../../queues/kernel/within.ts";
import { listedOf, recordOf } from "./listed.ts";
import type { ProductVersion } from "./memory.ts";

/** Longer than KV takes anywhere, shorter than the database is worth waiting for. */
const WAIT_MS = 300;

/** Products for sale in KV, under their version: what it has is right, and whatever it has not is asked of the database. */
export class ProductCache {
  readonly #kv: KVNamespace;
  readonly #waitMs: number;

  constructor(kv: KVNamespace, waitMs = WAIT_MS) {
    this.#kv = kv;
    this.#waitMs = waitMs;
  }

  /** Those that KV has, of at most 100. Never throws: a KV that fails or dawdles has nothing. */
  async get(wanted: readonly ProductVersion[]): Promise<ProductRecord[]> {
    const keys = wanted.map(({ id, version }) => productKey(id, version));
    try {
      const values = await within(this.#waitMs, "KV", this.#kv.get(keys, "text"));
      return [...values].flatMap(([key, text]) => {
        const product = text === null ? null : readKept(key, text);
        return product === null ? [] : [recordOf(product)];
      });
    } catch (cause) {
      logProblem("product cache not read", { cause: causeOf(cause) });
      return [];
    }
  }

  /** For later readers, in this isolate and others. Never throws. */
  async put(records: readonly ProductRecord[]): Promise<void> {
    try {
      const listed = records.filter(({ status }) => status === "published");
      await Promise.all(listed.map((record) => keepProduct(this.#kv, listedOf(record))));
    } catch (cause) {
      logProblem("product cache not written", { cause: causeOf(cause) });
    }
  }
}
