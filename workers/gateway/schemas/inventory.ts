import * as z from "zod";
import type { StockLevel, StockMovement } from "../../../contracts/inventory.ts";
import { MOVEMENT_KINDS } from "../../../domain/inventory/ledger.ts";
import { CHANGES_MAX, LOCATION_MAX, ON_HAND_MAX, REASON_MAX } from "../../../domain/inventory/types.ts";
import { idView, line, listOf, page, sku } from "../../../http/fields.ts";

const level = z
  .object({
    sku: z.string(),
    location: z.string(),
    onHand: z.int(),
    held: z.int(),
    available: z.int(),
  })
  .meta({ id: "StockLevel" }) satisfies z.ZodType<StockLevel>;

const movement = z
  .object({
    seq: z.int(),
    location: z.string(),
    kind: z.enum(MOVEMENT_KINDS),
    onHandDelta: z.int(),
    heldDelta: z.int(),
    orderId: idView("ord").nullable(),
    reason: z.string().nullable(),
    at: z.string(),
  })
  .meta({ id: "StockMovement" }) satisfies z.ZodType<StockMovement>;

const change = z
  .strictObject({
    sku,
    location: line(LOCATION_MAX).min(1, "too_short").exactOptional(),
    onHand: z.int().min(0, "range").max(ON_HAND_MAX, "range").exactOptional(),
    delta: z.int().min(-ON_HAND_MAX, "range").max(ON_HAND_MAX, "range").exactOptional(),
    reason: line(REASON_MAX).min(1, "too_short"),
  })
  .superRefine(({ onHand, delta }, context) => {
    if (onHand === undefined && delta === undefined) {
      context.addIssue({ code: "custom", path: ["onHand"], message: "required" });
    }
    if (onHand !== undefined && delta !== undefined) {
      context.addIssue({ code: "custom", path: ["delta"], message: "conflict" });
    }
  })
  .meta({ id: "StockChange", examples: [{ sku: "MUG-1", onHand: 20, reason: "counted" }] });

export const changes = z.array(change).min(1, "too_few").max(CHANGES_MAX, "too_many");
export const changeSet = z.strictObject({ changes });
export const levels = listOf(level);
export const results = z.object({
  results: z.array(
    z.object({
      sku: z.string(),
      levels: z.array(level).exactOptional(),
      code: z.string().exactOptional(),
      held: z.int().exactOptional(),
    }),
  ),
});
export const reconcile = z
  .strictObject({
    /** The time to which stock was set back. */
    since: z.iso.datetime({ offset: true, error: "format" }),
    /** When that was done. */
    until: z.iso.datetime({ offset: true, error: "format" }),
    /** `nextCursor` of the page before; absent for the first. */
    cursor: page.cursor,
  })
  .meta({ id: "StockReconciliation", examples: [{ since: "2026-11-20T02:00:00Z", until: "2026-11-20T03:30:00Z" }] });
export const reconciled = z.object({
  orders: z.int(),
  owed: z.array(z.object({ orderId: idView("ord"), sku: z.string(), quantity: z.int() })),
  nextCursor: z.string().nullable(),
});
export const stock = z.object({ sku: z.string(), levels: z.array(level), movements: listOf(movement) });
export type WantedChange = z.output<typeof change>;
