import * as z from "zod";
import { type NewestEvent, onlyVersion, reader, type WrittenEvent } from "../kernel/versions.ts";

/** What inventory says of a SKU: how much there is to sell over all locations, after a change of it. Stream `stock/<sku>`. */
export const STOCK_EVENTS = {
  StockLevelChanged: onlyVersion(z.object({ sku: z.string(), available: z.int() })),
};

export type StockEvent = NewestEvent<typeof STOCK_EVENTS>;
export type WrittenStockEvent = WrittenEvent<typeof STOCK_EVENTS>;

export const readStockEvent = reader(STOCK_EVENTS);
