import * as z from "zod";

/** What inventory says of a SKU: its level over all locations after a change. Stream `stock/<sku>`. */
export const StockEvent = z.object({
  type: z.literal("StockLevelChanged"),
  version: z.literal(1),
  data: z.object({ sku: z.string(), onHand: z.int(), held: z.int(), available: z.int() }),
});
export type StockEvent = z.infer<typeof StockEvent>;
