import * as z from "zod";

/** What inventory says of a SKU: how much there is to sell over all locations, after a change of it. Stream `stock/<sku>`. */
export const StockEvent = z.object({
  type: z.literal("StockLevelChanged"),
  version: z.literal(1),
  data: z.object({ sku: z.string(), available: z.int() }),
});
export type StockEvent = z.infer<typeof StockEvent>;
