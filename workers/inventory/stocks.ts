import { SKU_MAX, type Sku } from "../../domain/kernel/ids.ts";
import type { StockObject } from "../../durable-objects/stock.ts";

export type Stocks = DurableObjectNamespace<StockObject>;

/** The SKU's object, by a new stub for each attempt: one that has failed once fails for good. */
export function stockOf(stocks: Stocks, sku: Sku): DurableObjectStub<StockObject> {
  return stocks.getByName(sku);
}

/** Can this be a SKU at all: visible characters, and not too many? Anything else is told so before an object is touched. */
export function isSku(text: string): boolean {
  return text.length >= 1 && text.length <= SKU_MAX && !/\p{Cc}/u.test(text);
}
