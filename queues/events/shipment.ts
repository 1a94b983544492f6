import * as z from "zod";

/** What shipping says of an order's parcel. Stream `shipment/<order id>`. */
export const ShipmentEvent = z.discriminatedUnion("type", [
  z.object({
    type: z.literal("ShipmentArranged"),
    version: z.literal(1),
    data: z.object({ orderId: z.string(), shipmentId: z.string(), optionId: z.string() }),
  }),
  z.object({
    type: z.literal("ShipmentRefused"),
    version: z.literal(1),
    data: z.object({ orderId: z.string(), shipmentId: z.string(), reason: z.string() }),
  }),
  z.object({
    type: z.literal("ShipmentCancelled"),
    version: z.literal(1),
    data: z.object({ orderId: z.string(), shipmentId: z.string() }),
  }),
]);
export type ShipmentEvent = z.infer<typeof ShipmentEvent>;
