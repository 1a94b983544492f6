import type { Readable } from "node:stream";
import { UPSERT_MAX } from "../../domain/catalog/limits.ts";
import { type ProductResult, sendProducts, sendStock } from "./goods.ts";
import { type ImportedProduct, lineOf, productOf } from "./product.ts";
import { type RefusedRow, readRows } from "./rows.ts";
import type { ShopApi } from "./shop-api.ts";
import { Staging } from "./staging.ts";

/** A request is kept under half of what the shop takes (1 MB). */
const REQUEST_CHARACTERS_MAX = 400_000;
const REASON = "import";

export type Counts = {
  rows: number;
  created: number;
  updated: number;
  unchanged: number;
  refused: number;
  stock: number;
};
/** `refused` tells every row (or product, by its first line) that was left out; `progress` after every request. */
export type Listener = { refused: (row: RefusedRow) => void; progress: (done: number, all: number) => void };
type Run = { api: ShopApi; listener: Listener; counts: Counts };

/** Takes a file into the shop. A second run with the same file changes nothing. */
export async function importGoods(
  api: ShopApi,
  input: Readable,
  { currency, listener }: { currency: string; listener: Listener },
): Promise<Counts> {
  const counts: Counts = { rows: 0, created: 0, updated: 0, unchanged: 0, refused: 0, stock: 0 };
  const staging = new Staging();
  try {
    const unreadable = (row: RefusedRow) => {
      counts.rows += 1;
      listener.refused(row);
    };
    for await (const row of readRows(input, unreadable)) {
      counts.rows += 1;
      staging.add(row);
    }
    await sendAll({ api, listener, counts }, staging, currency);
  } finally {
    staging.close();
  }
  return counts;
}

async function sendAll(run: Run, staging: Staging, currency: string): Promise<void> {
  const refuse = (line: number, reason: string) => run.listener.refused({ line, reason });
  const all = staging.products();
  let done = 0;
  let batch: ImportedProduct[] = [];
  let characters = 0;
  for (const rows of staging.groups(refuse)) {
    const product = productOf(rows, currency, refuse);
    done += 1;
    if (product === null) {
      run.counts.refused += 1;
      continue;
    }
    const size = JSON.stringify(product.draft).length;
    if (batch.length === UPSERT_MAX || (batch.length > 0 && characters + size > REQUEST_CHARACTERS_MAX)) {
      await sendBatch(run, batch);
      run.listener.progress(done - 1, all);
      [batch, characters] = [[], 0];
    }
    batch.push(product);
    characters += size;
  }
  if (batch.length > 0) await sendBatch(run, batch);
  run.listener.progress(done, all);
}

async function sendBatch({ api, listener, counts }: Run, batch: ImportedProduct[]): Promise<void> {
  const results = await sendProducts(
    api,
    batch.map((product) => product.draft),
  );
  const taken = batch.filter((product, index) => {
    const result = results[index];
    if (result && "outcome" in result) {
      counts[result.outcome] += 1;
      return true;
    }
    counts.refused += 1;
    if (result) for (const row of refusedRows(product, result)) listener.refused(row);
    return false;
  });
  const stock = taken.flatMap((product) => product.stock);
  const refused = await sendStock(api, stock, REASON);
  counts.stock += stock.length - refused.length;
  const lines = new Map(taken.flatMap(linesBySku));
  for (const { sku, code } of refused)
    listener.refused({ line: lines.get(sku) ?? 0, reason: `stock of ${sku}: ${code}` });
}

function linesBySku({ draft, variantLines }: ImportedProduct): [string, number][] {
  return draft.variants.map(({ sku }, index) => [sku, variantLines[index] ?? 0]);
}

/** The shop's no to a product, on the lines it is about. */
function refusedRows(product: ImportedProduct, refusal: Exclude<ProductResult, { outcome: string }>): RefusedRow[] {
  const lines = new Map(linesBySku(product));
  const skus = refusal.skus.map((sku) => ({ line: lines.get(sku) ?? product.line, reason: `${refusal.code} ${sku}` }));
  const errors = refusal.errors.map(({ path, code }) => ({ line: lineOf(product, path), reason: `${path} ${code}` }));
  const rows = [...skus, ...errors];
  return rows.length > 0 ? rows : [{ line: product.line, reason: refusal.code }];
}
